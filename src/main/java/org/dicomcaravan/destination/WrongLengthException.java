package org.dicomcaravan.destination;

import java.io.IOException;

/**
 * A content has more or fewer bytes than the header {@link ObjectHeaders#CONTENT_LENGTH} says. It concerns the instance,
 * not the destination: nothing of the object is stored.
 */
public final class WrongLengthException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Of an object's content.
     *
     * @param actual its bytes as far as they are known, such as {@code more than 9}
     * @param expected what the header says
     */
    public WrongLengthException(ObjectName object, String actual, long expected) {
        super("the content for object " + object + " has " + actual + " bytes where header "
                + ObjectHeaders.CONTENT_LENGTH + " says " + expected);
    }
}
