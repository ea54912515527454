package org.dicomcaravan.cli;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps what may be a token out of what is said of a wrong command line, which quotes it. */
final class GivenTokens {
    /** The flag, and what somebody may have typed for it: {@code -token}, {@code --tokn=…}, {@code --TOKEN …}. */
    private static final Pattern FLAG = Pattern.compile("(?i)--?to?k[a-z]*(?:[=:](.*))?", Pattern.DOTALL);

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    /** The two words of {@code Bearer TOKEN}, written without quotes. */
    private static final int MOST_WORDS = 2;

    private GivenTokens() {}

    /** A message without the words that follow a flag for a token. */
    static String hide(String message, String... arguments) {
        String hidden = message;
        for (int i = 0; i < arguments.length; i++) {
            Matcher flag = FLAG.matcher(arguments[i]);
            if (flag.matches()) {
                hidden = without(hidden, flag.group(1) == null ? "" : flag.group(1));
                int end = Math.min(arguments.length, i + 1 + MOST_WORDS);
                for (String word : Arrays.copyOfRange(arguments, i + 1, end)) {
                    if (word.startsWith("-")) {
                        break;
                    }
                    hidden = without(hidden, word);
                }
            }
        }
        return hidden;
    }

    /** Picocli may quote words one by one. */
    private static String without(String message, String secret) {
        String hidden = secret.isBlank() ? message : message.replace(secret, "…");
        for (String word : BLANKS.split(secret.strip())) {
            hidden = word.length() < 4 ? hidden : hidden.replace(word, "…");
        }
        return hidden;
    }
}
