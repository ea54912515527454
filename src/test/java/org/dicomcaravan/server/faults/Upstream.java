package org.dicomcaravan.server.faults;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The server behind the proxy; each request goes over a connection of its own. */
final class Upstream {

    private static final int CONTINUE = 100;

    private final String host;
    private final int port;

    Upstream(URI root) {
        this.host = root.getHost();
        this.port = root.getPort();
    }

    /** Hands a request on; an error of its body breaks the connection, and is thrown. */
    Answer ask(Head asked, InputStream body) throws IOException {
        try (Socket socket = new Socket(host, port)) {
            socket.setTcpNoDelay(true);
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 64 * 1024);
            Head head = asked.ofMessage().with("Host", host + ":" + port).with("Connection", "close");
            if (asked.isChunked()) {
                head.with("Transfer-Encoding", "chunked").write(out);
            } else {
                head.write(out);
            }
            copy(body, out, asked.isChunked());
            InputStream in = BodyStream.buffered(socket.getInputStream());
            Head answer = head(in);
            boolean bodiless = asked.word(0).equals("HEAD") || answer.word(1).matches("204|304");
            return new Answer(answer, bodiless ? new byte[0] : BodyStream.all(answer, in));
        }
    }

    private static Head head(InputStream in) throws IOException {
        for (; ; ) {
            Head head = Head.read(in).orElseThrow(() -> new EOFException("no answer from the server behind the proxy"));
            if (Integer.parseInt(head.word(1)) > CONTINUE) {
                return head;
            }
        }
    }

    private static void copy(InputStream body, OutputStream out, boolean chunked) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        boolean listens = true;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            listens = listens && write(out, buffer, read, chunked);
        }
        if (listens) {
            write(out, buffer, 0, chunked);
        }
    }

    /** Whether the server still listens; one that doesn't may have answered already. */
    private static boolean write(OutputStream out, byte[] bytes, int length, boolean chunked) {
        try {
            if (chunked) {
                out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
            out.write(bytes, 0, length);
            if (chunked) {
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            if (length == 0) {
                out.flush();
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
