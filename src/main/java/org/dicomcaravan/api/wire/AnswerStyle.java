package org.dicomcaravan.api.wire;

/**
 * How a caller wants an answer.
 *
 * @param pretty indented, as Google does unless told otherwise
 * @param fields the parts of the answer that are wanted
 */
public record AnswerStyle(boolean pretty, FieldMask fields) {

    static final AnswerStyle DEFAULT = new AnswerStyle(true, FieldMask.ALL);
}
