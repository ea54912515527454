package org.dicomcaravan.destination;

/** What becomes of a table that is there already, see WriteDisposition of the API. */
public enum WriteDisposition {
    /** It has to be empty. */
    EMPTY,
    /** It is replaced. */
    TRUNCATE,
    /** Rows are added, and columns that it lacks. */
    APPEND,
    /** It may not be there, empty or not: what a call without a word about it means. */
    ABSENT
}
