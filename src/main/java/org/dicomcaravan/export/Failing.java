package org.dicomcaravan.export;

import java.util.function.Supplier;

/**
 * Turns what the Java machine throws into what routes know. An {@link Error} costs what an exception in its place does:
 * Camel would let some of them end the thread of a consumer, and with it all that the queue is for.
 */
final class Failing {

    private Failing() {}

    /**
     * Does a part of an export.
     *
     * @throws IllegalStateException for an {@link Error}
     */
    static <T> T orThrow(Supplier<T> work) {
        try {
            return work.get();
        } catch (OutOfMemoryError e) {
            throw new IllegalStateException("this needs more memory than the server has", e);
        } catch (StackOverflowError e) {
            throw new IllegalStateException("this is nested too deeply for the server", e);
        } catch (Error e) {
            throw new IllegalStateException("the server failed: " + e, e);
        }
    }
}
