package org.dicomcaravan.api.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.operation.Fingerprint;
import org.dicomcaravan.text.Quoted;

/**
 * The paging of a list call.
 *
 * @param size how many at most, from 1
 * @param token of the page before; empty for the first
 */
public record Paging(int size, Optional<String> token) {

    private static final int DEFAULT_SIZE = 100;
    private static final int MAX_SIZE = 1000;

    /** A page of things with names, in the order of their names; the token asks for the next one. */
    public record Page<T>(List<T> items, Optional<String> nextToken) {}

    /**
     * Reads {@code pageSize} (unset or 0: 100; 1,000 at most, more is taken for that) and {@code pageToken}.
     *
     * @throws ApiException 400 if the size is negative or not an int32
     */
    public static Paging of(QueryParameters query) throws ApiException {
        String text = query.get("pageSize").orElse("0");
        int size;
        try {
            size = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw ApiException.invalid("page_size", "Invalid value at 'page_size' (TYPE_INT32), " + Quoted.of(text));
        }
        if (size < 0) {
            throw ApiException.invalid("page_size", "Invalid page_size " + size + ": expected 0 to " + MAX_SIZE + ".");
        }
        return new Paging(size == 0 ? DEFAULT_SIZE : Math.min(size, MAX_SIZE), query.get("pageToken"));
    }

    /**
     * Takes the page out of all the items.
     *
     * @param list names the list that tokens are good for, such as {@code projects/p/locations}
     * @param items all, in the order of their names
     * @throws ApiException 400 if the token is none of this list
     */
    public <T> Page<T> page(String list, List<T> items) throws ApiException {
        String after = token.isPresent() ? name(list, token.get()) : "";
        List<T> rest = items.stream()
                .filter(item -> item.toString().compareTo(after) > 0)
                .limit(size + 1L)
                .toList();
        if (rest.size() <= size) {
            return new Page<>(rest, Optional.empty());
        }
        List<T> page = rest.subList(0, size);
        return new Page<>(page, Optional.of(token(list, page.get(size - 1).toString())));
    }

    /** The error for a token that was not given out for the list it came with. */
    public ApiException badToken() {
        return ApiException.invalid(
                "page_token",
                "Invalid page_token " + Quoted.of(token.orElse(""))
                        + ": expected a next_page_token of this same list.");
    }

    private String name(String list, String given) throws ApiException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(given.getBytes(StandardCharsets.UTF_8));
            if (bytes.length > Long.BYTES) {
                String name = new String(bytes, Long.BYTES, bytes.length - Long.BYTES, StandardCharsets.UTF_8);
                if (token(list, name).equals(given)) {
                    return name;
                }
            }
        } catch (IllegalArgumentException notBase64) {
            throw badToken();
        }
        throw badToken();
    }

    private static String token(String list, String name) {
        byte[] last = name.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = ByteBuffer.allocate(Long.BYTES + last.length)
                .putLong(Fingerprint.of("page", list, name).high())
                .put(last)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
