package org.dicomcaravan.cli;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/** How many places of a terminal a text takes. */
final class Width {
    private static final Set<UnicodeScript> WIDE = Set.of(
            UnicodeScript.HAN,
            UnicodeScript.HANGUL,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.YI);

    private Width() {}

    /** Two for a character of East Asia, none for a mark on another, one for all else. */
    static int of(String text) {
        return text.codePoints().map(Width::of).sum();
    }

    private static int of(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            default -> isWide(character) ? 2 : 1;
        };
    }

    private static boolean isWide(int character) {
        boolean halfwidth = character >= 0xFF61 && character <= 0xFFDC;
        boolean fullwidth = character >= 0xFF01 && character <= 0xFF60;
        return fullwidth || !halfwidth && WIDE.contains(UnicodeScript.of(character));
    }
}
