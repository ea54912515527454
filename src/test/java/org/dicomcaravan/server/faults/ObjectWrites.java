package org.dicomcaravan.server.faults;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The objects that a server said it has made, with their generations, by their buckets and names. */
public final class ObjectWrites {

    private final Map<String, Set<String>> generations = new ConcurrentSkipListMap<>();

    void note(Answer answer) {
        String text = answer.text();
        generations
                .computeIfAbsent(
                        value(text, "bucket") + "/" + value(text, "name"), name -> ConcurrentHashMap.newKeySet())
                .add(value(text, "generation"));
    }

    private static String value(String json, String field) {
        Matcher found = Pattern.compile("\"" + field + "\"\\s*:\\s*\"([^\"]*)").matcher(json);
        if (!found.find()) {
            throw new IllegalStateException("no " + field + " in " + json);
        }
        return found.group(1);
    }

    /** How many objects were made. */
    public int objects() {
        return generations.size();
    }

    /** How many were made in all, beyond the first of each name. */
    public int again() {
        return generations.values().stream().mapToInt(Collection::size).sum() - objects();
    }

    /** The share of the objects that were made again, 0 to 1 and more. */
    public double shareAgain() {
        return objects() == 0 ? 0 : (double) again() / objects();
    }
}
