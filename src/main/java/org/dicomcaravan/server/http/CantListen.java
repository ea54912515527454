package org.dicomcaravan.server.http;

import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.function.UnaryOperator;

/** A server can't listen on its port. The message says why, in one sentence. */
final class CantListen extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    CantListen(int port, String host, UnaryOperator<String> setting, Throwable cause) {
        super(sentence(port, host, setting, cause), cause);
    }

    private static String sentence(int port, String host, UnaryOperator<String> setting, Throwable cause) {
        String said = String.valueOf(cause.getMessage());
        String place = "port " + port + " of " + host;
        if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
            return "host " + host + " has no address; give one of this machine by " + setting.apply("host");
        } else if (said.contains("in use")) {
            return place + " is taken by another program; choose another by " + setting.apply("port");
        } else if (said.contains("assign")) {
            return host + " is no address of this machine; give one that is by " + setting.apply("host");
        }
        return place + " can't be listened on (" + said + "); choose another by " + setting.apply("port");
    }
}
