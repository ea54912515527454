package org.dicomcaravan.destination.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomcaravan.destination.BreakingStream;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.destination.WrongLengthException;
import org.dicomcaravan.destination.google.ResumableServer.Fault;
import org.dicomcaravan.google.CloudStorage;
import org.dicomcaravan.rpc.RpcCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upload that is cut off goes on from where the server is. */
@Timeout(120)
class LargeUploadTest {
    private static final int SIZE = 20_000_001;
    private static final ObjectName NAME = new ObjectName("demo", "o");

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static void upload(ResumableServer server, ObjectBody body) throws Exception {
        upload(server, body, Duration.ofSeconds(60));
    }

    private static void upload(ResumableServer server, ObjectBody body, Duration patience) throws Exception {
        try (CloudStorage cloud = CloudStorage.connect(new CloudStorage.Settings(
                Optional.of(server.url()), Optional.empty(), Duration.ofSeconds(5), patience))) {
            new Uploads(cloud, 4)
                    .upload(new NewObject(NAME, Uploads.info(NAME, "").build(), body));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Uploads.ONE_REQUEST + 1, 5 * 1024 * 1024, 5 * 1024 * 1024 + 1, SIZE})
    void sendsEachByteOnce(int size) throws Exception {
        try (ResumableServer server = ResumableServer.start(request -> Fault.NONE)) {
            upload(server, ObjectBody.of(bytes(size)));
            assertThat(server.object()).isEqualTo(bytes(size));
            assertThat(server.received()).isEqualTo(size);
        }
    }

    @Test
    void goesOnFromWhereTheServerIs() throws Exception {
        try (ResumableServer server =
                ResumableServer.start(request -> request % 2 == 1 && request < 12 ? Fault.CUT : Fault.NONE)) {
            upload(server, ObjectBody.of(bytes(SIZE)));
            assertThat(server.object()).isEqualTo(bytes(SIZE));
            assertThat(server.sessions()).isEqualTo(1);
            assertThat(server.received()).isLessThan(SIZE + 6L * UploadSession.UNIT);
        }
    }

    /** However many fail in all: patience begins anew when something goes on. */
    @Test
    void getsThroughAnUnreliableService() throws Exception {
        Random random = new Random(7);
        Fault[] faults = {Fault.BUSY, Fault.CUT, Fault.ANSWER_LOST, Fault.NONE, Fault.NONE};
        try (ResumableServer server = ResumableServer.start(request -> faults[random.nextInt(faults.length)])) {
            upload(server, ObjectBody.of(bytes(SIZE)));
            assertThat(server.object()).isEqualTo(bytes(SIZE));
            assertThat(server.generation()).isEqualTo(1);
        }
    }

    @Test
    void findsThatItIsDoneWhereTheLastAnswerIsLost() throws Exception {
        AtomicInteger last = new AtomicInteger();
        try (ResumableServer server = ResumableServer.start(request -> {
            last.set(request);
            return request == 2 ? Fault.ANSWER_LOST : request == 3 ? Fault.FORGOTTEN : Fault.NONE;
        })) {
            upload(server, ObjectBody.of(bytes(SIZE)));
            assertThat(server.generation()).isEqualTo(1);
            assertThat(server.received()).isEqualTo(SIZE);
            assertThat(last).hasValue(3);
        }
    }

    @Test
    void beginsAnewWhereTheSessionIsForgotten() throws Exception {
        try (ResumableServer server = ResumableServer.start(request -> request == 2 ? Fault.FORGOTTEN : Fault.NONE)) {
            upload(server, ObjectBody.of(bytes(SIZE)));
            assertThat(server.object()).isEqualTo(bytes(SIZE));
            assertThat(server.sessions()).isEqualTo(2);
        }
    }

    @Test
    void sendsNothingOfWhatIsThere() throws Exception {
        try (ResumableServer server = ResumableServer.start(request -> Fault.NONE)) {
            upload(server, ObjectBody.of(bytes(SIZE)));
            upload(server, ObjectBody.of(bytes(SIZE)));
            assertThat(server.generation()).isEqualTo(1);
            assertThat(server.received()).isEqualTo(SIZE);
            byte[] other = bytes(SIZE);
            other[SIZE / 2]++;
            upload(server, ObjectBody.of(other));
            assertThat(server.object()).isEqualTo(other);
        }
    }

    @Test
    void endsWhereNothingGoesOn() throws Exception {
        try (ResumableServer server = ResumableServer.start(request -> Fault.BUSY)) {
            assertThatThrownBy(() -> upload(server, ObjectBody.of(bytes(SIZE)), Duration.ofSeconds(1)))
                    .isInstanceOf(DestinationException.class)
                    .hasMessageStartingWith("object gs://demo/o: ")
                    .hasMessageNotContaining("upload_id");
            assertThat(server.object()).isNull();
        }
    }

    @Test
    void endsWhereTheServerTakesNothing() throws Exception {
        try (ResumableServer server = ResumableServer.start(request -> Fault.TAKES_NOTHING)) {
            assertThatThrownBy(() -> upload(server, ObjectBody.of(bytes(SIZE)), Duration.ofSeconds(1)))
                    .isInstanceOf(DestinationException.class)
                    .hasMessageContaining("nothing of what was sent was taken");
        }
    }

    @Test
    void sendsAgainWhatWasDamagedOnItsWay() throws Exception {
        try (ResumableServer server = ResumableServer.start(request -> request == 2 ? Fault.DAMAGED : Fault.NONE)) {
            upload(server, ObjectBody.of(bytes(SIZE)));
            assertThat(server.object()).isEqualTo(bytes(SIZE));
            assertThat(server.sessions()).isEqualTo(2);
        }
        try (ResumableServer server = ResumableServer.start(request -> request % 2 == 0 ? Fault.DAMAGED : Fault.NONE)) {
            assertThatThrownBy(() -> upload(server, ObjectBody.of(bytes(SIZE))))
                    .isInstanceOfSatisfying(
                            DestinationException.class,
                            e -> assertThat(e.code()).isEqualTo(RpcCode.DATA_LOSS));
            assertThat(server.object()).isNull();
        }
    }

    /** It may be a patient's data, and with it goes a token. */
    @Test
    void sendsNothingToAPlaceOfAnotherServer() throws Exception {
        for (String place :
                new String[] {"http://192.0.2.1/upload?upload_id=SECRET", "file:///etc/SECRET", "::SECRET"}) {
            try (ResumableServer server = ResumableServer.start(request -> Fault.NONE, place)) {
                assertThatThrownBy(() -> upload(server, ObjectBody.of(bytes(SIZE))))
                        .isInstanceOf(DestinationException.class)
                        .hasMessageContaining("to send an object to")
                        .hasMessageNotContaining("SECRET");
            }
        }
    }

    @Test
    void followsARelativePlace() throws Exception {
        try (ResumableServer server = ResumableServer.start(request -> Fault.NONE, "/upload?upload_id=1")) {
            upload(server, ObjectBody.of(bytes(SIZE)));
            assertThat(server.object()).isEqualTo(bytes(SIZE));
        }
    }

    /** No object is made of a body that breaks off, is too short or too long. */
    @Test
    void makesNothingOfABodyThatIsWrong() throws Exception {
        try (ResumableServer server = ResumableServer.start(request -> Fault.NONE)) {
            assertThatThrownBy(() -> upload(server, body(new BreakingStream(SIZE / 2))))
                    .hasMessage(BreakingStream.MESSAGE);
            for (int wrong : new int[] {-1, 1}) {
                assertThatThrownBy(() -> upload(server, body(new ByteArrayInputStream(bytes(SIZE + wrong)))))
                        .isInstanceOf(WrongLengthException.class);
            }
            assertThat(server.object()).isNull();
        }
    }

    private static ObjectBody body(InputStream stream) {
        return new ObjectBody() {
            @Override
            public long length() {
                return SIZE;
            }

            @Override
            public InputStream open() {
                return stream;
            }
        };
    }
}
