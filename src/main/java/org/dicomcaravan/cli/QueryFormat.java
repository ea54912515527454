package org.dicomcaravan.cli;

/** How the rows of a query are printed. */
enum QueryFormat {
    /** For people: aligned, escaped, cut to size. */
    TABLE,

    /** RFC 4180: NULL is nothing, an empty text is {@code ""}. */
    CSV,

    /** A row a line, an object each. */
    JSON
}
