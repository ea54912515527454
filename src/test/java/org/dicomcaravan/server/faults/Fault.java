package org.dicomcaravan.server.faults;

import java.io.IOException;
import java.time.Duration;

/** What becomes of one request. */
@FunctionalInterface
public interface Fault {

    /** The server gets it, and the client gets the answer. */
    Fault NONE = conversation -> conversation.send(conversation.ask());

    /** Carries it out. */
    void play(Conversation conversation) throws IOException;

    /** An answer of the proxy's own, after the whole request; the server gets none of it. */
    static Fault error(int status, String reason, String message) {
        return conversation -> {
            conversation.take();
            conversation.send(Answer.error(status, reason, message));
        };
    }

    /** The same, with the seconds that the client is to wait. */
    static Fault error(int status, String reason, String message, int retryAfter) {
        return conversation -> {
            conversation.take();
            conversation.send(Answer.error(status, reason, message).with("Retry-After", Integer.toString(retryAfter)));
        };
    }

    /** A reset after so many bytes of the body; of a body that is not longer, half. */
    static Fault cutBody(long bytes) {
        return conversation -> {
            long length = conversation.call().length();
            conversation.askCut(length > bytes || length < 0 ? bytes : length / 2);
            conversation.reset();
        };
    }

    /** A reset after a part of the answer, in hundredths of it. */
    static Fault cutAnswer(int percent) {
        return conversation -> {
            conversation.sendPart(conversation.ask(), percent);
            conversation.reset();
        };
    }

    /** The answer ends too soon, though orderly. */
    static Fault shortAnswer(int percent) {
        return conversation -> {
            conversation.sendPart(conversation.ask(), percent);
            conversation.hangUp();
        };
    }

    /** The server has got the whole request, and the client gets no answer: its connection ends. */
    static Fault loseAnswer() {
        return conversation -> {
            conversation.ask();
            conversation.hangUp();
        };
    }

    /** The server has got the whole request, and the client gets the answer much later. */
    static Fault stall(Duration pause) {
        return conversation -> {
            Answer answer = conversation.ask();
            conversation.pause(pause);
            conversation.send(answer);
        };
    }

    /** Body and answer go over in small pieces with pauses between them. */
    static Fault trickle(int bytes, Duration pause) {
        return conversation -> conversation.sendSlowly(conversation.askSlowly(bytes, pause), bytes, pause);
    }

    /** The answer has another CRC32C. */
    static Fault damage() {
        return conversation -> conversation.send(conversation.ask().damaged());
    }

    /** Nothing is read or answered any more, and the connection stays. */
    static Fault hang() {
        return Conversation::hang;
    }
}
