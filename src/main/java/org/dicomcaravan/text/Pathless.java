package org.dicomcaravan.text;

import java.util.regex.Pattern;

/**
 * Words of others, such as an exception's, that may name a path of the machine, or a URL with a secret in it, which is
 * nobody's business who reads an operation.
 */
public final class Pathless {

    private static final Pattern PATH = Pattern.compile("(?<![\\w:/.])/[^\\s\"'/]+/[^\\s\"']*[^\\s\"':]");

    /** Names of buckets and tables are no secret. */
    private static final Pattern URL = Pattern.compile(
            "\\b(?!gs:|bq:)([A-Za-z][A-Za-z0-9+.-]*://)(?:[^\\s/@\"']*@)?([^\\s/?#\"'@]*)[/?#][^\\s\"']*");

    private Pathless() {}

    /** The words with a mark in place of each absolute path of two parts or more, and of all that follows a URL's host. */
    public static String of(String words) {
        return PATH.matcher(URL.matcher(words).replaceAll("$1$2/…")).replaceAll("…");
    }
}
