package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.writing.DataSetBuilder;
import org.dicomcaravan.dicom.writing.DicomWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Nothing of a patient is in the server's log, however much of it is told, nor in the audit log, whatever goes wrong. */
class NoPatientInLogsTest {

    private static final String NAME = "GEHEIM^PETRA";

    @TempDir
    Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Path store;
    private int files;
    private Level before;

    @BeforeEach
    void listen() throws IOException {
        store = Files.createDirectories(folder.resolve("store"));
        log.start();
        root().addAppender(log);
        before = ours().getLevel();
        ours().setLevel(Level.DEBUG);
    }

    @AfterEach
    void stop() {
        root().detachAppender(log);
        ours().setLevel(before);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    private static Logger ours() {
        return (Logger) LoggerFactory.getLogger("org.dicomcaravan");
    }

    private byte[] instance(UnaryOperator<DataSetBuilder> change) throws IOException {
        DataSetBuilder instance = new DataSetBuilder()
                .text(Tag.SOP_CLASS_UID, VR.UI, "1.2.840.10008.5.1.4.1.1.7")
                .text(Tag.SOP_INSTANCE_UID, VR.UI, "1.2.3.4." + files)
                .text(Tag.STUDY_INSTANCE_UID, VR.UI, "1.2.3")
                .text(Tag.SERIES_INSTANCE_UID, VR.UI, "1.2.3.4")
                .text(0x00100010, VR.PN, NAME)
                .text(0x00100020, VR.LO, NAME)
                .numbers(Tag.SAMPLES_PER_PIXEL, VR.US, 1)
                .text(Tag.PHOTOMETRIC_INTERPRETATION, VR.CS, "MONOCHROME2")
                .numbers(Tag.ROWS, VR.US, 1)
                .numbers(Tag.COLUMNS, VR.US, 2)
                .numbers(Tag.BITS_ALLOCATED, VR.US, 8)
                .numbers(Tag.BITS_STORED, VR.US, 8)
                .numbers(Tag.HIGH_BIT, VR.US, 7)
                .numbers(Tag.PIXEL_REPRESENTATION, VR.US, 0)
                .bytes(Tag.PIXEL_DATA, VR.OB, new byte[] {1, 2});
        return DicomWriter.toBytes(change.apply(instance), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    private void put(byte[] file) throws IOException {
        Files.write(store.resolve(files++ + ".dcm"), file);
    }

    private void fill() throws IOException {
        put(instance(it -> it)); // all is well
        put(instance(it -> it.text(Tag.PHOTOMETRIC_INTERPRETATION, VR.CS, NAME)));
        put(instance(it -> it.text(0x00281050, VR.DS, NAME).text(0x00281051, VR.DS, NAME))); // a window
        put(instance(it -> it.text(0x00280008, VR.IS, NAME))); // so many frames
        put(instance(it -> it.text(0x00080005, VR.CS, NAME))); // a character set
        put(instance(it -> it.text(Tag.STUDY_INSTANCE_UID, VR.UI, NAME)));
        put(instance(it -> it.text(Tag.SOP_INSTANCE_UID, VR.UI, NAME)));
        byte[] whole = instance(it -> it);
        int name = new String(whole, StandardCharsets.ISO_8859_1).indexOf(NAME);
        put(Arrays.copyOf(whole, name + NAME.length() / 2)); // ends within the name
        put(Arrays.copyOf(whole, whole.length - 1));
        whole[name - 4] = 'G'; // a VR that is none
        put(whole);
        put(instance(it -> it.text(0x00080018, VR.UI, "1.2.3.4.0"))); // twice
    }

    @Test
    void neitherLogHasANameInIt() throws IOException {
        fill();
        try (RunningServer server =
                RunningServer.start(folder.resolve("server"), null, Map.of(), Map.of(ServerUnderTest.STORE, store))) {
            for (String type : List.of(
                    "image/png",
                    "image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.50",
                    "application/dicom; transfer-syntax=1.2.840.10008.1.2.4.90")) {
                JsonNode operation = server.export("x" + type.hashCode(), type);
                assertThat(ServerUnderTest.counter(operation, "failure"))
                        .as(operation.toString())
                        .isPositive();
                assertThat(server.log(operation).toString()).doesNotContain("GEHEIM");
            }
            server.finished(server.startRows("t", "WRITE_TRUNCATE").path("name").asText());
            assertThat(Files.readString(server.data.resolve("audit/audit.log")))
                    .contains("operation-end")
                    .doesNotContain("GEHEIM");
        }
        assertThat(log.list).hasSizeGreaterThan(10).allSatisfy(event -> {
            assertThat(event.getFormattedMessage()).doesNotContain("GEHEIM");
            if (event.getThrowableProxy() != null) {
                assertThat(ThrowableProxyUtil.asString(event.getThrowableProxy()))
                        .doesNotContain("GEHEIM");
            }
        });
    }
}
