package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationRequestTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'gcsDestination': {'uriPrefix': 'gs://b'}}                                                | DICOM",
                "{'gcsDestination': {'uriPrefix': 'gs://b', 'mimeType': 'application/dicom; transfer-syntax=*'}} | DICOM",
                "{'gcsDestination': {'uriPrefix': 'gs://b', 'mimeType': 'image/png'}}                       | PNG",
                "{'gcsDestination': {'uriPrefix': 'gs://b', 'mimeType': 'Image/JPEG;transfer-syntax=1.2'}}  | JPEG",
                "{'gcsDestination': {'uriPrefix': 'gs://b', 'mimeType': 'application/octet-stream; x=y'}}   | raw",
                "{'gcsDestination': {'uriPrefix': 'gs://b', 'mimeType': 'application/vnd.apache.parquet'}}  | parquet",
                "{'gcsDestination': {'uriPrefix': 'gs://b', 'mimeType': 'image/x-portable-anymap'}} | portable-anymap",
                "{'bigqueryDestination': {'tableUri': 'bq://p.d.t'}}                                        | table",
            })
    void oneWordSaysWhatIsExported(String request, String type) throws Exception {
        String json = "{'store': 's', 'request': " + request + "}";
        OperationRequest asked = new OperationRequest("s", new ObjectMapper().readTree(json.replace('\'', '"')));
        assertThat(asked.type()).isEqualTo(type);
        assertThat(asked.destination()).hasValue(type.equals("table") ? "bq://p.d.t" : "gs://b");
    }

    /** As a server tells it that can't read what it kept. */
    @org.junit.jupiter.api.Test
    void whatIsNotToldIsAbsent() throws Exception {
        OperationRequest asked = new OperationRequest("s", new ObjectMapper().readTree("{\"store\": \"s\"}"));
        assertThat(asked.type()).isEmpty();
        assertThat(asked.destination()).isEmpty();
    }
}
