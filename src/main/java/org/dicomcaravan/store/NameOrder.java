package org.dicomcaravan.store;

import java.util.Comparator;

/** The order of names by their bytes in UTF-8, which is that of their code points. */
enum NameOrder implements Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        for (int i = 0; i < shorter; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                // A surrogate stands for a code point beyond every other char, U+E000 to U+FFFF included.
                boolean same = Character.isSurrogate(x) == Character.isSurrogate(y);
                return same ? Character.compare(x, y) : Character.isSurrogate(x) ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
