package org.dicomcaravan.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.rpc.RpcStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What files and callers call themselves is kept in PostgreSQL as far as it has characters for it, and harms nothing. */
@Tag("environment")
class SharedTextTest {
    private static final String ODD =
            "a\0b\uD800c\uDC00d\uD83D\uDE00 \\ ' \" % _ \u001F\n\r\t\uFFFE é ' || $$ ?:x <now>";
    private static final String KEPT = ODD.replaceAll("\0|\uD800|\uDC00(?=d)", "\uFFFD");

    private TwoServers two;
    private OperationStore store;

    @BeforeEach
    void open() {
        two = TwoServers.open();
        store = two.one;
    }

    @AfterEach
    void close() {
        if (two != null) {
            two.state.assertConsistent();
            two.close();
        }
    }

    @Test
    void oddCharactersAreKept() {
        String dataset = "projects/p/locations/l/datasets/" + ODD.replaceAll("[\n\r]", ""); // of one line, as names are
        NewOperation odd = new NewOperation(dataset, dataset + "/dicomStores/s", "v1", "ExportDicomData", ODD);
        Operation made = store.operations().create(odd);
        assertThat(made.origin().request()).isEqualTo(KEPT);
        assertThat(two.other.operations().find(made.name())).contains(made);
        assertThat(two.other.operations().list(dataset, 10, Optional.empty()).operations())
                .containsExactly(made);

        Claim claim = store.claims().claim(made.id(), ODD, Fixtures.LEASE).orElseThrow();
        LogEntry failure = LogEntry.error(ODD, RpcCode.DATA_LOSS, ODD);
        assertThat(store.plans()
                        .save(new PlanStep(
                                made.id(),
                                claim.fence(),
                                1,
                                ODD,
                                List.of(Fixtures.instance(1)),
                                ODD,
                                List.of(failure),
                                List.of(),
                                0)))
                .isTrue();
        assertThat(two.other.plans().begin(made.id())).contains(new PlanPoint(2, Optional.of(KEPT)));
        assertThat(two.other.log().read(made.id())).containsExactly(LogEntry.error(KEPT, RpcCode.DATA_LOSS, KEPT));
        Batch batch =
                two.other.batches().lease(made.id(), 1, ODD, Fixtures.LEASE).orElseThrow();
        assertThat(batch.items()).isEqualTo(KEPT);
        two.other.batches().report(batch, 0, 1, List.of(failure));
        Operation stopped =
                store.lifecycle().stop(made.id(), Optional.empty(), new RpcStatus(RpcCode.UNAVAILABLE, ODD));
        assertThat(stopped.stopReason().orElseThrow().message()).isEqualTo(KEPT);
        store.nodes().beat(ODD, ODD, ODD, 1);
        store.nodes().beat(ODD, ODD, ODD, 1);
        assertThat(store.nodes().list()).extracting(Node::owner).containsExactly(KEPT);
    }

    @Test
    void longLinesAreWhole() {
        long id = Fixtures.planned(store, 1, 10);
        String message = "é\uD83D\uDE00x".repeat(1 << 18);
        List<LogEntry> log = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            log.add(LogEntry.error(Fixtures.STORE + "/" + i, RpcCode.INTERNAL, message));
        }
        Batch batch = store.batches().lease(id, 1, "node", Fixtures.LEASE).orElseThrow();
        store.batches().report(batch, 0, 10, log);
        assertThat(two.other.log().read(id).toList()).isEqualTo(log);
    }

    @Test
    void fingerprintsAreBytes() {
        long id = store.operations().create(Fixtures.export()).id();
        List<Fingerprint> some = new ArrayList<>();
        for (int i = 0; i < 1200; i++) {
            some.add(Fixtures.instance(i));
        }
        store.plans().save(Fixtures.step(id, 1, some.subList(0, 700), List.of(), 0));
        assertThat(two.other.plans().duplicates(id, some).cardinality()).isEqualTo(700);
        store.plans().save(new PlanStep(id, 0, 2, "items", some.subList(700, 1200), "path 2", List.of(), some, 0));
        List<Fingerprint> matched = new ArrayList<>();
        two.other.filters().matched(id, matched::add);
        assertThat(matched).containsExactlyInAnyOrderElementsOf(some);
    }

    @Test
    void aFilterInPartsIsWhole() throws IOException {
        byte[] filter = new byte[(5 << 20) / 2];
        new Random(1).nextBytes(filter);
        long id = store.operations()
                .create(Fixtures.export(), new ByteArrayInputStream(filter))
                .id();
        try (InputStream saved = two.other.filters().read(id)) {
            assertThat(saved.readAllBytes()).isEqualTo(filter);
        }
        assertThat(two.state.count("filter_part")).isEqualTo(3);
        assertThat(two.other.filters().has(id)).isTrue();
        assertThat(two.other.filters().has(id + 1)).isFalse();
    }

    @Test
    void aFilterThatBreaksOffLeavesNothing() {
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(new byte[3 << 20]), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken off");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw new IOException("broken off");
            }
        });
        assertThat(catchThrowableOfType(
                        IOException.class, () -> store.operations().create(Fixtures.export(), broken)))
                .hasMessage("broken off");
        assertThat(two.state.count("filter_part")).isZero();
        assertThat(two.state.count("operation")).isZero();
    }
}
