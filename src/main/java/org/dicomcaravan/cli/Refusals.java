package org.dicomcaravan.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** Answers that are errors, in the server's words and with what to do about them. */
final class Refusals {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;

    private Refusals() {}

    /**
     * What a server refused a call with.
     *
     * @param token that it was called with
     */
    static ServerRefusal of(int status, byte[] body, BearerToken token) throws IOException {
        String message = token.hiddenIn(message(status, body));
        String advice = advice(status, token);
        String end = message.endsWith(".") ? " " : ". ";
        return new ServerRefusal(status, advice.isEmpty() ? message : message + end + advice);
    }

    private static String message(int status, byte[] body) throws IOException {
        String message = "";
        try {
            message = JSON.readTree(body).path("error").path("message").asText();
        } catch (JsonProcessingException notJson) {
            // then the status has to do
        }
        return message.isEmpty() ? "the server answered with HTTP status " + status : message;
    }

    private static String advice(int status, BearerToken token) {
        if (status != UNAUTHENTICATED && status != FORBIDDEN) {
            return "";
        }
        if (!token.isGiven()) {
            return "The server was not told who calls: if it asks for that, " + TokenFlags.GIVE_ONE + ".";
        }
        return status == UNAUTHENTICATED
                ? "The server does not accept " + token + "; it may have expired."
                : "The server was given " + token + ": whoever it stands for may need another role.";
    }
}
