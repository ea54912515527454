package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dicomcaravan.server.settings.Setting;
import org.dicomcaravan.server.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

    private static final String BROKER = "tcp://127.0.0.1:61616";
    private static final String DATABASE = "jdbc:postgresql://127.0.0.1/caravan";

    @TempDir
    Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        write("application.properties", "a.b-c=one\nnumber=12\n");
        write("application-embedded.properties", "");
        write("application-google.properties", "a.b-c=two\n");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private Configuration read(Map<String, String> environment) throws IOException {
        return Configuration.read(folder, environment);
    }

    @Test
    void profileBeatsApplicationAndEnvironmentBeatsProfile() throws IOException {
        assertThat(read(Map.of()).text("a.b-c")).isEqualTo("one");
        assertThat(read(Map.of("CARAVAN_PROFILE", "google")).text("a.b-c")).isEqualTo("two");
        assertThat(read(Map.of("CARAVAN_PROFILE", "google", "A_B_C", "three")).text("a.b-c"))
                .isEqualTo("three");
    }

    @Test
    void aProfileWinsOverItsBase() throws IOException {
        write("application-google.properties", "a.b-c=two\nnumber=13\nmore=yes\n");
        write("application-cluster.properties", "caravan.profile.base=google\na.b-c=three\n");
        write("application-ours.properties", "caravan.profile.base=cluster\nnumber=14\n");
        Configuration cluster = read(Map.of("CARAVAN_PROFILE", "cluster", "MORE", "no"));
        assertThat(cluster.text("a.b-c")).isEqualTo("three");
        assertThat(cluster.text("number")).isEqualTo("13");
        assertThat(cluster.text("more")).isEqualTo("no");
        assertThat(cluster.text("caravan.profile")).isEqualTo("cluster");
        assertThat(cluster.text("caravan.profile.base")).isEqualTo("google");
        assertThat(cluster.whereSet("number"))
                .isEqualTo(folder.resolve("application-google.properties").toString());
        Configuration ours = read(Map.of("CARAVAN_PROFILE", "ours"));
        assertThat(ours.text("a.b-c")).isEqualTo("three");
        assertThat(ours.text("number")).isEqualTo("14");
        assertThat(read(Map.of("CARAVAN_PROFILE_BASE", "google")).text("more")).isEqualTo("yes");
    }

    @Test
    void refusesProfilesThatAreBasedOnThemselves() throws IOException {
        write("application-one.properties", "caravan.profile.base=two\n");
        write("application-two.properties", "caravan.profile.base=one\n");
        assertThatThrownBy(() -> read(Map.of("CARAVAN_PROFILE", "one")))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "Profile one, based on two, can't be based on one: expected 3 profiles at most, each of them"
                                + " once; correct caravan.profile.base in "
                                + folder.resolve("application-two.properties"));
        write("application-two.properties", "caravan.profile.base=three\n");
        write("application-three.properties", "caravan.profile.base=google\n");
        assertThatThrownBy(() -> read(Map.of("CARAVAN_PROFILE", "one")))
                .hasMessageContaining("based on three, can't be based on google");
        write("application-three.properties", "caravan.profile.base=../x\n");
        assertThatThrownBy(() -> read(Map.of("CARAVAN_PROFILE", "one"))).hasMessageContaining("../x");
    }

    @Test
    void theBrokerIsKnownWhereTheQueuesAreOnOneAndNowhereElse() throws IOException {
        refuses(
                Map.of("CARAVAN_BROKER_URL", BROKER),
                "caravan.broker.url is \"tcp://127.0.0.1:61616\": expected nothing",
                "set CARAVAN_PROFILE=cluster");
        assertThatThrownBy(() -> cluster(Map.of()).check(List.of()))
                .hasMessageContaining("since profile cluster has its queues on a broker; set CARAVAN_BROKER_URL")
                .hasMessageContaining(
                        "Property caravan.state.url is \"\": expected jdbc:postgresql://HOST[:PORT]/DATABASE");
        Configuration cluster = cluster(Map.of("CARAVAN_BROKER_URL", BROKER, "CARAVAN_STATE_URL", DATABASE));
        cluster.check(List.of());
        assertThat(cluster.text("caravan.objects")).isEqualTo("google-storage");
        assertThat(cluster.number("caravan.lease.seconds")).isEqualTo(30);
        assertThat(cluster.text("caravan.queue.batches.consumer")).startsWith("jms:queue:caravan.batches?");
    }

    /** Each of several servers would have a state of its own in its data folder, and look well. */
    @Test
    void serversOnABrokerShareTheirState() throws IOException {
        assertThatThrownBy(() -> cluster(Map.of("CARAVAN_BROKER_URL", BROKER)).check(List.of()))
                .hasMessage("Property caravan.state.url is \"\": expected jdbc:postgresql://HOST[:PORT]/DATABASE, since"
                        + " profile cluster has its queues on a broker, and servers that share queues share their state;"
                        + " set CARAVAN_STATE_URL, or, where one server alone uses these queues,"
                        + " CARAVAN_BROKER_ALONE=true; see docs/cluster.md");
        cluster(Map.of("CARAVAN_BROKER_URL", BROKER, "CARAVAN_BROKER_ALONE", "true"))
                .check(List.of());
        assertThatThrownBy(() -> cluster(Map.of(
                                "CARAVAN_BROKER_URL", BROKER,
                                "CARAVAN_STATE_URL", DATABASE,
                                "CARAVAN_BROKER_ALONE", "true"))
                        .check(List.of()))
                .hasMessageContaining(
                        "Property caravan.broker.alone is \"true\": expected false, since caravan.state.url"
                                + " names a database that servers share; leave one of them out");
    }

    private static Configuration cluster(Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("CARAVAN_PROFILE", "cluster");
        return Configuration.read(Path.of("config"), environment);
    }

    @Test
    void whereStateAndQueuesAreIsSaidWithoutAPassword() throws IOException {
        write("application-embedded.properties", "camel.beans.broker.brokerURL={{caravan.broker.url}}\n");
        Map<String, String> taken = Map.of(
                "CARAVAN_STATE_URL", "jdbc:postgresql://db.example.org/caravan?sslmode=verify-full",
                "CARAVAN_STATE_URL_USER", "u",
                "CARAVAN_STATE_URL_PASSWORD", "p",
                "CARAVAN_BROKER_URL", "(tcp://a:61616,tcp://b:61616)?ha=true",
                "CARAVAN_BROKER_URL_USER", "v",
                "CARAVAN_NODE_NAME", "node-1.example.org",
                "CARAVAN_ROWS", "gs://rows/of/exports");
        read(taken).check(List.of());
        assertThat(read(taken).text("caravan.state.url.user")).isEqualTo("u");
        assertThat(read(taken).text("caravan.broker.url.user")).isEqualTo("v");
        refuses(Map.of("CARAVAN_STATE_URL", "jdbc:postgresql://db/caravan?user=x"), "caravan.state.url is", "expected");
        refuses(Map.of("CARAVAN_STATE_URL", "jdbc:sqlite:state.db"), "expected jdbc:postgresql://HOST[:PORT]/DATABASE");
        refuses(Map.of("CARAVAN_BROKER_URL", "tcp://a:1?x=y;password=z"), "caravan.broker.url is", "expected tcp://");
        refuses(Map.of("CARAVAN_BROKER_URL", "amqp://a:1"), "expected tcp://HOST:PORT");
        refuses(Map.of("CARAVAN_STATE_URL", "jdbc:postgresql://db/c?a=b&options=-c%20x%3Dy"), "options");
        refuses(Map.of("CARAVAN_BROKER_URL", "tcp://a:1?%70assword=z"), "expected tcp://");
        refuses(Map.of("CARAVAN_STATE_USER", "x"), "CARAVAN_STATE_USER", "is that of no setting; CARAVAN_STATE_URL");
    }

    @Test
    void showsNoPasswordWhateverIsInIt() {
        for (String url : List.of("jdbc:postgresql://u:HIDDEN@db/caravan", "jdbc:postgresql://u:HID@DEN@db/caravan")) {
            assertThatThrownBy(() -> read(Map.of("CARAVAN_STATE_URL", url)).check(List.of()))
                    .hasMessageContaining("jdbc:postgresql://(not shown)@db/caravan")
                    .hasMessageNotContaining("HID");
        }
        assertThatThrownBy(() ->
                        read(Map.of("CARAVAN_BROKER_URL", "tcp://u:HIDDEN@a:1")).check(List.of()))
                .hasMessageContaining("tcp://(not shown)@a:1")
                .hasMessageNotContaining("HIDDEN");
        String url = "tcp://a:1?sslEnabled=true&trustStorePassword=HID)D;EN&x=y";
        assertThat(Setting.withoutPasswords(url))
                .isEqualTo("tcp://a:1?sslEnabled=true&trustStorePassword=(not shown)&x=y");
        assertThat(Setting.withoutParameters(url)).isEqualTo("tcp://a:1");
    }

    @Test
    void namesAMissingProfile() {
        assertThatThrownBy(() -> read(Map.of("CARAVAN_PROFILE", "moon")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("application-moon.properties");
        assertThatThrownBy(() -> read(Map.of("CARAVAN_PROFILE", "../x"))).hasMessageContaining("../x");
    }

    @Test
    void whatIsNotSetHasItsDefault() throws IOException {
        Configuration bare = read(Map.of());
        assertThat(bare.number("caravan.retry.attempts")).isEqualTo(6);
        assertThat(bare.text("caravan.objects")).isEqualTo("bucket");
        assertThat(bare.number("caravan.workers")).isPositive();
    }

    @Test
    void theFilesOfTheProjectSetWhatIsSetByDefault() throws IOException {
        Configuration shipped = Configuration.read(Path.of("config"), Map.of());
        Settings.all().stream()
                .filter(setting -> !setting.name().equals("caravan.workers"))
                .forEach(setting -> assertThat(shipped.text(setting.name()))
                        .as(setting.name())
                        .isEqualTo(setting.byDefault()));
        String files = Files.readString(Path.of("config/application.properties"))
                + Files.readString(Path.of("config/application-google.properties"));
        assertThat(Settings.all())
                .filteredOn(setting -> !setting.name().equals("caravan.profile"))
                .allSatisfy(setting -> assertThat(files)
                        .contains("\n" + setting.name() + "=")
                        .doesNotContain("\n" + setting.name() + " "))
                .hasSizeGreaterThan(50);
    }

    private void refuses(Map<String, String> environment, String... words) {
        assertThatThrownBy(() -> read(environment).check(List.of("caravan.webhook")))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void refusesWhatIsNoSetting() throws IOException {
        write(
                "application.properties",
                "caravan.wrokers=4\ncaravan.webhook=x\ncamel.main.name=y\ncaravan.codec.x.y=z\n");
        refuses(
                Map.of(),
                folder.resolve("application.properties") + ": caravan.wrokers is no setting; caravan.workers is");
        write("application.properties", "");
        read(Map.of("CARAVAN_SLOW", "1", "CARAVAN_TOKEN", "x", "CARAVAN_WEBHOOK", "y", "CARAVAN_CODEC_X", "z"))
                .check(List.of("caravan.webhook"));
        read(Map.of("CARAVAN_S3_ENDPOINT", "x")).check(List.of("caravan.s3.options"));
        refuses(
                Map.of("CARAVAN_TLS_CERT", "x"),
                "CARAVAN_TLS_CERT",
                "is that of no setting; CARAVAN_TLS_CERTIFICATE is");
        refuses(
                Map.of("CARAVAN_ACCES_POLICY", "x", "CARAVAN_ACCESS_POLICI", "x"),
                "CARAVAN_ACCESS_POLICI",
                "CARAVAN_ACCESS_POLICY is");
    }

    @Test
    void refusesWhatASettingDoesNotTake() throws IOException {
        write("application.properties", "caravan.workers=many\n");
        refuses(
                Map.of(),
                "Property caravan.workers is \"many\": expected a whole number from 1 to 10000; it is set by "
                        + folder.resolve("application.properties"));
        refuses(Map.of("CARAVAN_WORKERS", "0"), "caravan.workers is \"0\"", "it is set by CARAVAN_WORKERS");
        write(
                "application.properties",
                "caravan.objects=nowhere\ncaravan.retry.growth=0.5\ncaravan.public-url=example.org\n");
        refuses(
                Map.of(),
                "caravan.objects is \"nowhere\": expected one of bucket, google-storage",
                "caravan.retry.growth is \"0.5\": expected a number from 1",
                "caravan.public-url is \"example.org\": expected http(s)://HOST[:PORT]");
    }

    @Test
    void saysWhatFileCantBeRead() throws IOException {
        Files.delete(folder.resolve("application.properties"));
        assertThatThrownBy(() -> read(Map.of())).hasMessageContaining("is not there: expected a file of properties");
        Files.write(folder.resolve("application.properties"), new byte[] {'a', '=', (byte) 0xFC});
        assertThatThrownBy(() -> read(Map.of())).hasMessageContaining("it is not in UTF-8");
    }

    @Test
    void anEndpointIsTheUrlOfAServer() throws IOException {
        for (String name : List.of("caravan.gcs.endpoint", "caravan.bigquery.endpoint")) {
            assertThat(url(name, "")).isEmpty();
            assertThat(url(name, " ")).isEmpty();
            for (String url : List.of("http://127.0.0.1:4443", "https://storage.example.org", "http://[::1]:9050/")) {
                assertThat(url(name, url)).contains(URI.create(url));
                assertThat(Settings.find(name).orElseThrow().problem(url)).isEmpty();
            }
            for (String wrong : List.of(
                    "127.0.0.1:4443",
                    "localhost:9050",
                    "localhost",
                    "ftp://host",
                    "http://",
                    "http://host/storage/v1")) {
                assertThat(Settings.find(name).orElseThrow().problem(wrong))
                        .contains("Property " + name + " is \"" + wrong
                                + "\": expected http(s)://HOST[:PORT], or nothing");
            }
        }
    }

    private Optional<URI> url(String name, String value) throws IOException {
        return read(Map.of("CARAVAN_PROFILE", "google", Setting.variable(name), value))
                .url(name);
    }

    @Test
    void putsTheDataFolderIntoSources() throws IOException {
        write("stores.properties", "projects/p/locations/l/datasets/d/dicomStores/s={data}/samples\n");
        assertThat(Configuration.stores(folder, Path.of("/x")))
                .containsExactly(Map.entry("projects/p/locations/l/datasets/d/dicomStores/s", "/x/samples"));
    }
}
