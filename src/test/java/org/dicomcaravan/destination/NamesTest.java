package org.dicomcaravan.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of Cloud Storage's pages on the naming of buckets and objects, and what a file system adds to them. */
class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"abc", "a-b", "a_b", "a.b", "0-9", "my-bucket.example.com", "1.2.3", "kit-0a1b2c"})
    void takesBuckets(String name) {
        assertThat(BucketName.check(name)).isEqualTo(name);
        assertThat(ObjectPrefix.parse("gs://" + name)).isEqualTo(new ObjectPrefix(name, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ab",
                "Bad_Bucket!",
                "..",
                "...",
                "a..b",
                "-ab",
                "ab-",
                "_ab",
                "ab.",
                "ABC",
                "b\u00fcb",
                "a b",
                "192.168.5.4",
                "a\nb",
                "a\0b",
                "a%b",
                "a:b"
            })
    void refusesBuckets(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ObjectPrefix.parse("gs://" + name + "/x"))
                .withMessageContaining("bucket");
    }

    @Test
    void countsTheCharactersOfBuckets() {
        assertThat(BucketName.check("b".repeat(63))).hasSize(63);
        String dotted = ("b".repeat(54) + ".").repeat(4) + "bb";
        assertThat(BucketName.check(dotted)).hasSize(222);
        assertThatIllegalArgumentException().isThrownBy(() -> BucketName.check("b".repeat(64)));
        assertThatIllegalArgumentException().isThrownBy(() -> BucketName.check(dotted + "b"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BucketName.check("b".repeat(100_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    }

    @ParameterizedTest
    @CsvSource({
        "gs://kit-bucket/x, x/",
        "gs://kit-bucket/x/, x/",
        "gs://kit-bucket/, ''",
        "gs://kit-bucket, ''",
        "gs://kit-bucket/a b/\u00fc/c+d%20e, a b/\u00fc/c+d%20e/",
        "gs://kit-bucket/x?y=z#w, x?y=z#w/",
        "gs://kit-bucket/..x/y.., ..x/y../"
    })
    void readsPrefixesLiterally(String uri, String path) {
        ObjectPrefix prefix = ObjectPrefix.parse(uri);
        assertThat(prefix.path()).isEqualTo(path);
        assertThat(prefix.object("1/2.dcm")).isEqualTo(new ObjectName("kit-bucket", path + "1/2.dcm"));
        assertThat(ObjectPrefix.parse(prefix.uri())).isEqualTo(prefix);
    }

    @ParameterizedTest
    @MethodSource
    void namesTheProblemOfAPrefix(String uri, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ObjectPrefix.parse(uri))
                .withMessageContaining(problem)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300).doesNotContainPattern("\\p{Cntrl}"));
    }

    static Stream<Arguments> namesTheProblemOfAPrefix() {
        return Stream.of(
                arguments("", "gs://"),
                arguments("kit-bucket/x", "scheme"),
                arguments("s3://kit-bucket/x", "s3://"),
                arguments("file:///etc", "file://"),
                arguments("GS://kit-bucket/x", "GS://"),
                arguments("gs://", "bucket name is missing"),
                arguments("gs:///x", "bucket name is missing"),
                arguments("gs://../x", "bucket name"),
                arguments("gs://kit-bucket/../x", "\"..\""),
                arguments("gs://kit-bucket/a/../../x", "\"..\""),
                arguments("gs://kit-bucket/a/./x", "\".\""),
                arguments("gs://kit-bucket/..", "\"..\""),
                arguments("gs://kit-bucket//x", "empty segment"),
                arguments("gs://kit-bucket/x//", "empty segment"),
                arguments("gs://kit-bucket/a\0b", "control character (U+0000)"),
                arguments("gs://kit-bucket/a\nb", "control character (U+000A)"),
                arguments("gs://kit-bucket/a\u007fb", "control character (U+007F)"),
                arguments("gs://kit-bucket/a\u0085b", "control character (U+0085)"),
                arguments("gs://kit-bucket/a\ud800b", "surrogate"),
                arguments("gs://kit-bucket/" + "x".repeat(2000), "too long"));
    }

    @Test
    void leavesRoomForTheLongestNameUnderAPrefix() {
        String uid = "1".repeat(64);
        String longest = uid + "/" + uid + "/" + uid + "/2147483647.dcm";
        String path = "x".repeat(GcsUri.LONGEST_NAME - ObjectPrefix.LONGEST_RELATIVE - 1);
        assertThat(ObjectPrefix.parse("gs://kit-bucket/" + path).object(longest).name())
                .startsWith(path)
                .endsWith(longest);
        assertThatIllegalArgumentException().isThrownBy(() -> ObjectPrefix.parse("gs://kit-bucket/x" + path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/x", "x/", "a//b", "a/../b", "..", ".", "a\rb"})
    void refusesObjects(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ObjectName("kit-bucket", name));
    }

    @Test
    void countsTheBytesOfObjects() {
        assertThat(new ObjectName("kit-bucket", "\u00fc".repeat(512)).name()).hasSize(512);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ObjectName("kit-bucket", "\u00fc".repeat(513)))
                .withMessageContaining("1026 bytes");
        assertThat(ObjectName.parse("gs://kit-bucket/a b/c%20d")).isEqualTo(new ObjectName("kit-bucket", "a b/c%20d"));
    }
}
