package org.dicomcaravan.server.routes;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * In which order routes are shown, and below which: a route that something outside begins, or that a queue leads to, stands
 * on its own, any other below the call of it that is nearest to such a one. Not changed after it is made.
 */
final class PipelineOrder {

    private final Function<PipelineRoute, List<PipelineRoute>> calls;
    private final Map<String, Root> roots = new LinkedHashMap<>();
    private final Map<String, String> homes = new HashMap<>();
    private final Set<String> found = new HashSet<>();

    /** Why a route stands on its own. */
    enum Beginning {
        /** Something outside begins it. */
        OUTSIDE,
        /** It is what becomes of failures. */
        FAILURE,
        /** No route calls it. */
        NONE,
        /** It was asked for. */
        ASKED
    }

    /** A route that stands on its own. */
    record Root(PipelineRoute route, Beginning beginning) {}

    private PipelineOrder(Function<PipelineRoute, List<PipelineRoute>> calls) {
        this.calls = calls;
    }

    /** One route, with those below it. */
    static PipelineOrder of(PipelineRoute route, Function<PipelineRoute, List<PipelineRoute>> calls) {
        PipelineOrder order = new PipelineOrder(calls);
        order.roots.put(route.key(), new Root(route, Beginning.ASKED));
        order.settle(List.of(route));
        return order;
    }

    /**
     * All routes.
     *
     * @param calls the routes that one calls, in order
     */
    static PipelineOrder of(
            List<PipelineRoute> routes,
            List<PipelineRoute> configurations,
            Function<PipelineRoute, List<PipelineRoute>> calls) {
        PipelineOrder order = new PipelineOrder(calls);
        Set<String> called = new HashSet<>();
        Stream.concat(routes.stream(), configurations.stream())
                .flatMap(route -> calls.apply(route).stream())
                .forEach(route -> called.add(route.key()));
        Predicate<PipelineRoute> isCalled = route -> called.contains(route.key());
        order.begin(routes, isCalled.negate().and(route -> !route.isInside()), Beginning.OUTSIDE);
        order.begin(routes, route -> !route.isInside(), Beginning.OUTSIDE);
        order.begin(configurations, route -> true, Beginning.FAILURE);
        order.begin(routes, isCalled.negate(), Beginning.NONE);
        order.begin(routes, route -> true, Beginning.NONE);
        return order;
    }

    /** The routes that stand on their own. */
    List<Root> roots() {
        return List.copyOf(roots.values());
    }

    /** Whether a route stands below the first call of it by another one. */
    boolean isBelow(PipelineRoute route, PipelineRoute caller) {
        return caller.key().equals(homes.get(route.key()));
    }

    private void begin(List<PipelineRoute> from, Predicate<PipelineRoute> which, Beginning beginning) {
        for (PipelineRoute route : from) {
            if (which.test(route) && found.add(route.key())) {
                List<PipelineRoute> together = new ArrayList<>(List.of(route));
                for (int i = 0; i < together.size(); i++) {
                    walk(together.get(i), together);
                }
                together.forEach(root -> roots.put(root.key(), new Root(root, beginning)));
                settle(together);
            }
        }
    }

    /** Finds what is called, and, to stand on their own, routes behind queues. */
    private void walk(PipelineRoute route, List<PipelineRoute> behindQueues) {
        for (PipelineRoute next : calls.apply(route)) {
            if (found.add(next.key())) {
                if (next.isInside()) {
                    walk(next, behindQueues);
                } else {
                    behindQueues.add(next);
                }
            }
        }
    }

    /** Breadth first, so that the nearest call is the first one. */
    private void settle(List<PipelineRoute> from) {
        Deque<PipelineRoute> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            PipelineRoute caller = open.remove();
            for (PipelineRoute next : calls.apply(caller)) {
                if (next.isInside()
                        && !roots.containsKey(next.key())
                        && homes.putIfAbsent(next.key(), caller.key()) == null) {
                    open.add(next);
                }
            }
        }
    }
}
