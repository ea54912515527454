package org.dicomcaravan.server.faults;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An HTTP/1.1 proxy before an emulator of Cloud Storage, which does to each request what {@link Faults} say, and counts.
 * Which fault a request gets depends on the seed and on its number alone.
 */
public final class FaultProxy implements AutoCloseable {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final ServerSocket listening;
    private final Upstream upstream;
    private final ObjectWrites writes = new ObjectWrites();
    private final ResumableUploads resumable;
    private final long seed;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger faulty = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private volatile Faults faults = Faults.NONE;
    private volatile String endpoint;

    private FaultProxy(ServerSocket listening, URI behind, long seed) {
        this.listening = listening;
        this.upstream = new Upstream(behind);
        this.resumable = new ResumableUploads(upstream, writes);
        this.seed = seed;
        this.endpoint = "http://127.0.0.1:" + listening.getLocalPort();
    }

    /** Starts one before a server, by its root URL. */
    public static FaultProxy before(String server, long seed) throws IOException {
        FaultProxy proxy =
                new FaultProxy(new ServerSocket(0, 500, InetAddress.getLoopbackAddress()), URI.create(server), seed);
        start("fault-proxy", proxy::accept);
        return proxy;
    }

    /** Its root URL. */
    public String endpoint() {
        return endpoint;
    }

    /** Where clients reach it, if that is by way of another proxy. */
    public void isReachedBy(String url) {
        endpoint = url;
    }

    /** What becomes of requests from now on. */
    public void play(Faults next) {
        faults = next;
    }

    /** How many requests came. */
    public int requests() {
        return requests.get();
    }

    /** How many of them met a fault. */
    public int faulty() {
        return faulty.get();
    }

    /** How many bytes of bodies came. */
    public long bytes() {
        return bytes.get();
    }

    /** The objects that were made. */
    public ObjectWrites writes() {
        return writes;
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        boolean open = true;
        while (open) {
            try {
                Socket client = listening.accept();
                clients.add(client);
                start("fault-proxy-client", () -> serve(client));
            } catch (IOException e) { // closed, or a client that is gone already
                open = !listening.isClosed();
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            InputStream in = BodyStream.buffered(client.getInputStream());
            boolean more = true;
            while (more) {
                more = converse(client, in);
            }
        } catch (IOException e) {
            return; // one of both sides is gone; the other one is told so by the end of its connection
        } finally {
            clients.remove(client);
        }
    }

    private boolean converse(Socket client, InputStream in) throws IOException {
        Head head = Head.read(in).orElse(null);
        if (head == null) {
            return false;
        }
        Call call = new Call(
                requests.incrementAndGet(),
                head.word(0),
                head.word(1),
                head.value("Content-Range").orElse(""),
                head.isChunked() ? -1 : head.length().orElse(0));
        if (head.value("Expect").isPresent()) {
            client.getOutputStream().write(new Head("HTTP/1.1 100 Continue", java.util.List.of()).bytes());
        }
        Conversation conversation = new Conversation(
                client,
                call,
                BodyStream.behind(head, in, bytes::addAndGet),
                (asked, body) -> ask(head, asked, body),
                closing);
        Fault fault = faults.of(call, new SplittableRandom(seed + call.number() * GOLDEN));
        if (fault != Fault.NONE) {
            faulty.incrementAndGet();
        }
        fault.play(conversation);
        return conversation.canGoOn()
                && !head.value("Connection").filter("close"::equalsIgnoreCase).isPresent();
    }

    private Answer ask(Head head, Call call, InputStream body) throws IOException {
        if (call.isOfSession()) {
            return resumable.ask(head, call, body);
        }
        Answer answer = upstream.ask(head, body);
        if (call.isUpload() && !call.isBeginning() && answer.isGood()) {
            writes.note(answer);
        }
        return answer.head()
                .value("Location")
                .map(location -> answer.with("Location", here(URI.create(location))))
                .orElse(answer);
    }

    /** The same path and query, by way of the proxy. */
    private String here(URI location) {
        return endpoint + location.getRawPath() + "?" + location.getRawQuery();
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        listening.close();
        for (Socket client : clients) {
            client.close();
        }
    }
}
