package org.dicomcaravan.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates, times and moments as PS3.5 6.2 has them, in the spelling of tables; what is none, or too little, is nothing. */
class DateTextTest {

    @ParameterizedTest
    @CsvSource({
        "20240229, 2024-02-29",
        "2024.02.29, 2024-02-29",
        "00010101, 0001-01-01",
        "99991231, 9999-12-31",
    })
    void datesThatThereAre(String value, String text) {
        assertThat(DateText.date(value)).hasValue(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2024",
                "202402",
                "20230229",
                "20240230",
                "00000101",
                "2024-02-29",
                "2024.0229",
                "20240229 ",
                "٢٠٢٤٠١٠١"
            })
    void datesThatThereAreNot(String value) {
        assertThat(DateText.date(value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "00, 00:00:00",
        "2359, 23:59:00",
        "235959, 23:59:59",
        "101112.5, 10:11:12.5",
        "101112.500000, 10:11:12.5",
        "101112.000000, 10:11:12",
        "10:11, 10:11:00",
        "10:11:12.000001, 10:11:12.000001",
    })
    void timesThatThereAre(String value, String text) {
        assertThat(DateText.time(value)).hasValue(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "101", "10:", "10:1", "1011:12", "24", "1060", "101160", "101112.", "101112.1234567"})
    void timesThatThereAreNot(String value) {
        assertThat(DateText.time(value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "20240102, '', 2024-01-02T00:00:00Z",
        "20240102030405.25, '', 2024-01-02T03:04:05.25Z",
        "20240102030405, -0330, 2024-01-02T06:34:05Z",
        "20240101003000+0200, -0330, 2023-12-31T22:30:00Z",
        "2024010203+1400, '', 2024-01-01T13:00:00Z",
        "2024010203-1200, '', 2024-01-02T15:00:00Z",
        "00010101+0000, '', 0001-01-01T00:00:00Z",
        "99991231235959.999999, '', 9999-12-31T23:59:59.999999Z",
    })
    void moments(String value, String zone, String text) {
        assertThat(DateText.timestamp(value, zone)).hasValue(text);
    }

    @ParameterizedTest
    @CsvSource({
        "2024, ''",
        "202401, ''",
        "20240102+1401, ''",
        "20240102-1201, ''",
        "20240102+0060, ''",
        "20240102, +9900",
        "00010101+0100, ''",
        "9999123123-0100, ''",
        "202401022, ''",
        "20240102240000, ''",
    })
    void momentsThatThereAreNot(String value, String zone) {
        assertThat(DateText.timestamp(value, zone)).isEmpty();
    }
}
