package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;
import org.apache.camel.component.aws2.s3.AWS2S3Endpoint;
import org.apache.camel.component.azure.storage.blob.BlobConstants;
import org.apache.camel.component.azure.storage.blob.BlobEndpoint;
import org.apache.camel.component.azure.storage.blob.BlobOperationsDefinition;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the routes for other clouds say, held against Camel's own components: no emulator is needed for it. */
class OtherCloudRoutesTest {

    private static final String NOWHERE = "http://127.0.0.1:1";
    private static final String CONNECTION = AzureCloud.connection(NOWHERE);

    @TempDir
    Path folder;

    private static JsonNode route(String customisation) throws IOException {
        return new YAMLMapper().readTree(Files.readString(Customisation.file(customisation)));
    }

    /** The endpoint of an object's bucket. */
    private static String uri(String customisation, Map<String, String> settings) throws IOException {
        String uri = route(customisation).findValue("toD").path("uri").asText();
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            uri = uri.replace("{{" + setting.getKey() + "}}", setting.getValue());
        }
        return uri.replace("${header.CaravanBucket}", "demo");
    }

    private static Set<String> headers(String customisation) throws IOException {
        return new HashSet<>(
                route(customisation).findValue("setHeaders").path("headers").findValuesAsText("name"));
    }

    private static Set<Object> constants(Class<?> type) throws IllegalAccessException {
        Set<Object> values = new HashSet<>();
        for (Field field : type.getFields()) {
            values.add(field.get(null));
        }
        return values;
    }

    @Test
    void s3HasTheEndpointAndTheHeaders() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            AWS2S3Endpoint endpoint =
                    context.getEndpoint(uri(S3Cloud.S3, S3Cloud.settings(NOWHERE)), AWS2S3Endpoint.class);
            assertThat(endpoint.getConfiguration().getBucketName()).isEqualTo("demo");
            assertThat(endpoint.getConfiguration().isAutoCreateBucket()).isFalse();
            assertThat(endpoint.getConfiguration().isUseDefaultCredentialsProvider())
                    .isTrue();
            assertThat(endpoint.getConfiguration().isMultiPartUpload()).isTrue();
            assertThat(endpoint.getConfiguration().getUriEndpointOverride()).isEqualTo(NOWHERE);
            assertThat(endpoint.getConfiguration().getOperation()).isNull();
        }
        assertThat(headers(S3Cloud.S3))
                .containsExactlyInAnyOrder(
                        AWS2S3Constants.KEY, AWS2S3Constants.CONTENT_TYPE, AWS2S3Constants.CONTENT_LENGTH);
        assertThat(constants(AWS2S3Constants.class))
                .filteredOn(name -> !name.equals(AWS2S3Constants.MESSAGE_TIMESTAMP))
                .allMatch(name -> name.toString().startsWith("CamelAwsS3"));
    }

    @Test
    void azureHasTheEndpointAndTheHeaders() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            BlobServiceClient client =
                    new BlobServiceClientBuilder().connectionString(CONNECTION).buildClient();
            context.getRegistry().bind("blobService", client);
            BlobEndpoint endpoint = context.getEndpoint(uri(AzureCloud.AZURE, Map.of()), BlobEndpoint.class);
            assertThat(endpoint.getConfiguration().getContainerName()).isEqualTo("demo");
            assertThat(endpoint.getConfiguration().getServiceClient()).isSameAs(client);
            assertThat(endpoint.getConfiguration().getOperation())
                    .isEqualTo(BlobOperationsDefinition.uploadBlockBlobChunked);
        }
        assertThat(headers(AzureCloud.AZURE))
                .containsExactlyInAnyOrder(
                        BlobConstants.BLOB_NAME, BlobConstants.BLOB_HTTP_HEADERS, BlobConstants.BLOB_UPLOAD_SIZE);
        assertThat(constants(BlobConstants.class))
                .filteredOn(String.class::isInstance)
                .allMatch(name -> name.toString().startsWith("CamelAzureStorageBlob"));
    }

    /** Each in a server, with what its bean makes. */
    @Test
    void areLoadedByAServer() throws IOException {
        Map<String, Map<String, String>> customisations = Map.of(
                S3Cloud.S3,
                S3Cloud.settings(NOWHERE),
                AzureCloud.AZURE,
                Map.of("caravan.azure.connection", CONNECTION));
        for (String customisation : List.copyOf(customisations.keySet())) {
            try (RunningServer server = RunningServer.start(
                    folder.resolve(customisation),
                    Customisation.file(customisation),
                    customisations.get(customisation),
                    Map.of())) {
                assertThat(server.uri()).isNotNull();
            }
        }
    }
}
