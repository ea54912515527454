package org.dicomcaravan.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {

    @ParameterizedTest
    @CsvSource({
        "image/png, image/png, ",
        "IMAGE/PNG, image/png, ",
        "application/dicom; transfer-syntax=*, application/dicom, *",
        "application/dicom;transfer-syntax=1.2.840.10008.1.2, application/dicom, 1.2.840.10008.1.2",
        "' application/dicom ; Transfer-Syntax = \"1.2.840.10008.1.2\" ', application/dicom, 1.2.840.10008.1.2",
        "image/x-portable-anymap, image/x-portable-anymap, ",
    })
    void readsWhatCallersWrite(String text, String type, String syntax) {
        MediaType media = MediaType.parse(text);

        assertThat(media.type()).isEqualTo(type);
        assertThat(media.transferSyntax().orElse(null)).isEqualTo(syntax);
        assertThat(MediaType.parse(media.toString())).isEqualTo(media);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "dicom",
                "image/",
                "/png",
                "image/png/x",
                "image png",
                "image/png;",
                "image/png; quality=1",
                "application/dicom; transfer-syntax",
                "application/dicom; transfer-syntax=",
                "application/dicom; transfer-syntax=\"\"",
                "application/dicom; transfer-syntax=1.2.x",
                "application/dicom; transfer-syntax=../etc",
                "application/dicom; transfer-syntax=1..2",
                "application/dicom; transfer-syntax=*; transfer-syntax=*",
                "application/dicom, image/png",
                "image/png\r\nX-Evil: yes",
            })
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> MediaType.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesWhatIsWrong() {
        assertThatThrownBy(() -> MediaType.parse("dicom")).hasMessageContaining("\"dicom\"");
        assertThatThrownBy(() -> MediaType.parse("application/dicom; transfer-syntax="))
                .hasMessageContaining("transfer-syntax");
        assertThatThrownBy(() -> MediaType.parse("image/jpeg; quality=90")).hasMessageContaining("\"quality\"");
    }

    @Test
    void keepsMessagesShortAndPrintable() {
        assertThatThrownBy(() -> MediaType.parse("x".repeat(10_000_000)))
                .message()
                .hasSizeLessThan(300);
        assertThatThrownBy(() -> MediaType.parse("a\n\u0000\u202Eb")).message().contains("\"a\uFFFD\uFFFD\uFFFDb\"");
    }
}
