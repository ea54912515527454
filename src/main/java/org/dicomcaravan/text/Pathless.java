package org.dicomcaravan.text;

import java.util.regex.Pattern;

/**
 * Words of others, such as an exception's, that may name a path of the machine, which is nobody's business who reads an
 * operation.
 */
public final class Pathless {

    private static final Pattern PATH = Pattern.compile("(?<![\\w:/.])/[^\\s\"'/]+/[^\\s\"']*[^\\s\"':]");

    private Pathless() {}

    /** The words with a mark in place of each absolute path of two parts or more. */
    public static String of(String words) {
        return PATH.matcher(words).replaceAll("…");
    }
}
