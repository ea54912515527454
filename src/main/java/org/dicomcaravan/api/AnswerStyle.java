package org.dicomcaravan.api;

/**
 * How a caller wants an answer.
 *
 * @param pretty indented, as Google does unless told otherwise
 * @param fields the parts of the answer that are wanted
 */
record AnswerStyle(boolean pretty, FieldMask fields) {

    static final AnswerStyle DEFAULT = new AnswerStyle(true, FieldMask.ALL);
}
