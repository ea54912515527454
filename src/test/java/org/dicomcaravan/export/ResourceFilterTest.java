package org.dicomcaravan.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.dicomcaravan.dicom.InstanceUids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms of lines from Google's DicomFilterConfig; what matches nothing from the live test in the contract, section 4. */
class ResourceFilterTest {

    private static final InstanceUids INSTANCE = new InstanceUids("1.2", "3.4", "5.6");

    private static ResourceFilter filter(String text) throws IOException {
        return ResourceFilter.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/studies/1.2",
                "/studies/1.2\n",
                "/studies/1.2\r\n",
                "\n\n/studies/1.2\n\n",
                "/studies/9\n/studies/1.2/series/3.4",
                "/studies/1.2/series/3.4/instances/5.6\n/studies/1.2/series/3.4/instances/5.6",
            })
    void takesWhatALineNames(String text) throws IOException {
        assertThat(filter(text).accepts(INSTANCE)).isTrue();
        assertThat(filter(text).isEverything()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "/studies/",
                "/studies/1.2/",
                "/studies/1.2/series/3.5",
                "/studies/1.2/series/3.4/instances/5.7",
                "/studies/../../x",
                "studies/1.2",
                "/studies/1.2/instances/5.6",
                "/studies/1.2 /studies/9",
            })
    void leavesOutWhatNoLineNames(String text) throws IOException {
        assertThat(filter(text).accepts(INSTANCE)).isFalse();
    }

    @Test
    void doesNotConfuseLevels() throws IOException {
        // A study whose UID is that of a series, and the other way round.
        ResourceFilter filter = filter("/studies/1/series/2");
        assertThat(filter.accepts(new InstanceUids("1", "2", "3"))).isTrue();
        assertThat(filter.accepts(new InstanceUids("2", "1", "3"))).isFalse();
        assertThat(filter.accepts(new InstanceUids("1", "3", "2"))).isFalse();
    }

    @Test
    void readsAnEndlessLineWithoutKeepingIt() throws IOException {
        assertThat(filter("/studies/1.2" + "3".repeat(5_000_000) + "\n/studies/1.2")
                        .accepts(INSTANCE))
                .isTrue();
    }

    @Test
    void everythingIsEverything() {
        assertThat(ResourceFilter.everything().accepts(INSTANCE)).isTrue();
        assertThat(ResourceFilter.everything().isEverything()).isTrue();
    }
}
