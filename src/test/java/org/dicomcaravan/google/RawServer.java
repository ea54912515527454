package org.dicomcaravan.google;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server that does with each connection what a test says, whatever HTTP has to say of it. */
final class RawServer implements Closeable {
    /** What is done with one connection, which is closed after it. */
    interface Talk {
        void with(Socket connection) throws IOException;
    }

    private final ServerSocket socket;
    private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();

    private RawServer(ServerSocket socket) {
        this.socket = socket;
    }

    static RawServer start(Talk talk) throws IOException {
        RawServer server = new RawServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        daemon(() -> server.listen(talk));
        return server;
    }

    private void listen(Talk talk) {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.add(connection);
                daemon(() -> {
                    try (connection) {
                        talk.with(connection);
                    } catch (IOException e) {
                        // the other side let go, as it should
                    }
                });
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Reads the head of a request, without what follows it. */
    static String head(Socket connection) throws IOException {
        InputStream in = connection.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection was closed");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    static void say(Socket connection, String text) throws IOException {
        OutputStream out = connection.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Waits until the other side closes the connection. */
    static void hang(Socket connection) throws IOException {
        connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
