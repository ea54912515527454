package org.dicomcaravan.server.faults;

import java.util.random.RandomGenerator;

/** Chooses what becomes of each request. */
@FunctionalInterface
public interface Faults {

    /** No fault at all. */
    Faults NONE = (call, dice) -> Fault.NONE;

    /**
     * What becomes of a request.
     *
     * @param dice the same for the same number in each run
     */
    Fault of(Call call, RandomGenerator dice);

    /** A fault for a share of the requests about objects, 0 to 1. */
    static Faults some(double share, Fault fault) {
        return (call, dice) -> call.isAboutAnObject() && dice.nextDouble() < share ? fault : Fault.NONE;
    }

    /** A fault for every request from now on. */
    static Faults all(Fault fault) {
        return (call, dice) -> fault;
    }
}
