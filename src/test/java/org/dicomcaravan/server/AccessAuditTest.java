package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.dicomcaravan.access.token.OpenIdProvider;
import org.junit.jupiter.api.Test;

/** What is written down of calls. */
class AccessAuditTest extends AccessUnderTest {

    @Test
    void writesDownWhatWasTriedAndWhyItWasNot() throws Exception {
        start();
        get(STORE, "Authorization", "Bearer " + provider.signed(claims -> claims.audience("other"), OWNER));
        export("{\"bigqueryDestination\": {\"tableUri\": \"bq://q.d.t\"}}");
        Path strangers = server.data.resolve("audit/strangers.log");
        await().until(() -> Files.readString(strangers).contains("is for another audience"));
        await().until(() -> exports().size() == 1);
        JsonNode refused = exports().get(0);
        assertThat(refused.path("destination").asText()).isEqualTo("bq://q.d.t");
        assertThat(refused.path("decision").asText()).isEqualTo("denied");
    }

    @Test
    void knowsTheApiBesideARouteThatIsEverywhere() throws Exception {
        Path site = Files.createDirectories(folder.resolve("site"));
        Files.writeString(site.resolve("site.camel.yaml"), """
                - route:
                    id: site
                    from:
                      uri: platform-http:/{tenant}/hook
                      steps:
                        - setBody:
                            constant: here
                """);
        server = RunningServer.start(
                folder.resolve("server"),
                site,
                Map.of(
                        "caravan.access.issuer", provider.issuer(),
                        "caravan.access.audience", OpenIdProvider.AUDIENCE,
                        "caravan.access.policy", policy.toString()));
        get(STORE, "Authorization", "Bearer " + provider.token(OWNER));
        await().until(() -> !audit().isEmpty());
        assertThat(audit().get(0).path("method").asText()).isEqualTo("dicomStores.get");
    }

    @Test
    void tellsWhoWasThereAndWhatCameOfIt() throws Exception {
        start();
        HttpResponse<String> answer = export(to("demo"));
        String id = answer.headers().firstValue("Caravan-Request-Id").orElseThrow();
        String operation = JSON.readTree(answer.body()).path("name").asText();
        await().until(() ->
                audit().stream().anyMatch(line -> line.path("event").asText().equals("operation-end")));
        JsonNode call = exports().get(0);
        assertThat(call.path("method").asText()).isEqualTo("dicomStores.export");
        assertThat(call.path("principal").asText()).isEqualTo("user:" + OWNER);
        assertThat(call.path("resource").asText()).isEqualTo(STORE);
        assertThat(call.path("request").asText()).isEqualTo(id);
        assertThat(call.path("from").asText()).isEqualTo("127.0.0.1");
        JsonNode end = audit().get(audit().size() - 1);
        assertThat(end.path("operation").asText()).isEqualTo(operation);
        assertThat(end.path("principal").asText()).isEqualTo("user:" + OWNER);
        assertThat(end.path("request").asText()).isEqualTo(id);
        assertThat(end.path("destination").asText()).isEqualTo("gs://demo/x");
        assertThat(end.path("result").asText()).isEqualTo("OK");
        assertThat(end.path("success").asLong()).isPositive();
        assertThat(Files.readString(server.data.resolve("audit/audit.log"))).doesNotContain("eyJ");
    }
}
