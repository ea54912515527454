package org.dicomcaravan.api.wire;

/** The two spellings of a proto field's name in JSON. */
public final class CamelCase {

    private CamelCase() {}

    /** {@code gcs_destination} becomes {@code gcsDestination}; a name without underscores stays. */
    public static String of(String snake) {
        if (snake.indexOf('_') < 0) {
            return snake;
        }
        StringBuilder camel = new StringBuilder(snake.length());
        for (int at = 0; at < snake.length(); at++) {
            char c = snake.charAt(at);
            if (c == '_' && at + 1 < snake.length() && Character.isLowerCase(snake.charAt(at + 1))) {
                camel.append(Character.toUpperCase(snake.charAt(++at)));
            } else {
                camel.append(c);
            }
        }
        return camel.toString();
    }

    /** {@code gcsDestination} becomes {@code gcs_destination}, as Google writes the path of a field. */
    public static String toSnake(String camel) {
        StringBuilder snake = new StringBuilder(camel.length() + 4);
        camel.chars().forEach(c -> {
            if (Character.isUpperCase(c)) {
                snake.append('_').append((char) Character.toLowerCase(c));
            } else {
                snake.append((char) c);
            }
        });
        return snake.toString();
    }
}
