package org.dicomcaravan.server.http;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The open connections of a server, of which there are only so many. When there are, a new one is let in at the price of
 * the one that has waited longest without a whole request: so many half-open or idle ones shut nobody out. Where all of
 * them are busy, a few more are let in only to be told so. Thread-safe.
 */
final class Connections {

    private static final int SPARE = 64;

    private final int most;
    private final Set<Place> all = new HashSet<>();
    /** Those without a whole request in progress, who has waited longest first. */
    private final Set<Place> waiting = new LinkedHashSet<>();
    /** Those that came when all were busy. */
    private final Set<Place> surplus = new HashSet<>();

    Connections(int most) {
        this.most = most;
    }

    /** Lets one in, or not. */
    synchronized boolean enter(Place place) {
        if (all.size() >= most) {
            Iterator<Place> longest = waiting.iterator();
            if (longest.hasNext()) {
                Place price = longest.next();
                leave(price);
                price.hangUp();
            } else if (all.size() >= most + SPARE) {
                return false;
            }
        }
        all.add(place);
        waiting.add(place);
        if (all.size() > most) {
            surplus.add(place);
        }
        return true;
    }

    /** Whether there is room for the requests of one. */
    synchronized boolean serve(Place place) {
        if (all.size() <= most) {
            surplus.remove(place);
        }
        return all.contains(place) && !surplus.contains(place);
    }

    /** A whole request of one is there; false if the connection was given up at this moment. */
    synchronized boolean begin(Place place) {
        waiting.remove(place);
        return all.contains(place);
    }

    /** All requests of one are answered. */
    synchronized void rest(Place place) {
        if (all.contains(place)) {
            waiting.remove(place);
            waiting.add(place);
        }
    }

    /** One is closed. */
    synchronized void leave(Place place) {
        all.remove(place);
        waiting.remove(place);
        surplus.remove(place);
    }
}
