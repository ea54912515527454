package org.dicomcaravan.database.postgresql;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network before PostgreSQL that breaks a connection right at a commit, when it is told to: of the commit that was done
 * the answer is lost, or the commit itself.
 */
public final class LostAnswers implements AutoCloseable {

    /** PostgreSQL's answer to a commit, and the words by which it is asked for one. */
    private static final String COMMIT = "COMMIT\0";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final URI server;
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger questions = new AtomicInteger();

    /**
     * Begins to listen.
     *
     * @param url of the database, with the prefix of JDBC
     */
    public LostAnswers(String url) throws IOException {
        server = URI.create(url.substring("jdbc:".length()));
        threads.execute(this::listen);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Loses the answer to the next commit. */
    public void loseTheAnswer() {
        answers.set(1);
    }

    /** Loses the next commit. */
    public void loseTheCommit() {
        questions.set(1);
    }

    /** Whether what was to be lost is lost. */
    public boolean isDone() {
        return answers.get() <= 0 && questions.get() <= 0;
    }

    private void listen() {
        try {
            while (!socket.isClosed()) {
                accept(socket.accept());
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void accept(Socket client) throws IOException {
        Socket database = new Socket();
        database.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        client.setTcpNoDelay(true);
        database.setTcpNoDelay(true);
        threads.execute(() -> pass(client, database, questions));
        threads.execute(() -> pass(database, client, answers));
    }

    /** One direction of a connection, until it ends or is broken. */
    private static void pass(Socket from, Socket to, AtomicInteger lose) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[1 << 16];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                boolean isCommit = new String(bytes, 0, count, StandardCharsets.ISO_8859_1).contains(COMMIT);
                if (isCommit && lose.getAndDecrement() > 0) {
                    return;
                }
                out.write(bytes, 0, count);
            }
        } catch (IOException gone) {
            // by the other side, and now by this one
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
