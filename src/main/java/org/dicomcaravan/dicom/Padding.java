package org.dicomcaravan.dicom;

/** What PS3.5 6.2 adds to values so that their length is even, and what writers add besides. */
public final class Padding {

    private Padding() {}

    /** Without spaces and NULs at the end. */
    public static String trimEnd(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == 0)) {
            end--;
        }
        return text.substring(0, end);
    }

    /** Without spaces at the start. */
    public static String trimStart(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) == ' ') {
            start++;
        }
        return text.substring(start);
    }

    /** Without spaces and NULs at both ends. */
    public static String trim(String text) {
        String rest = trimEnd(text);
        int start = 0;
        while (start < rest.length() && (rest.charAt(start) == ' ' || rest.charAt(start) == 0)) {
            start++;
        }
        return rest.substring(start);
    }
}
