package org.dicomcaravan.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;

/** Object storage that the server knows nothing of, as its own client sees it, and the customisation that sends there. */
interface OtherCloud extends AutoCloseable {

    /** The bucket, or container, of the tests. */
    String BUCKET = "demo";

    /** An object that is there. */
    record Stored(byte[] bytes, String contentType) {}

    /** The folder of docs/customisations. */
    String customisation();

    /** What its route reads. */
    Map<String, String> settings();

    /** What Camel's component obeys, in headers, and what it would do then instead of an upload to the bucket. */
    Map<String, String> misleadingHeaders();

    /** Everything in the bucket whose name begins so, by what follows. */
    Map<String, Stored> objects(String prefix);

    @Override
    void close();

    /** What the environment names; else the test is left out. */
    static String required(String variable) {
        String endpoint = System.getenv(variable);
        assumeTrue(endpoint != null, variable + " is not set: no emulator to test with");
        return endpoint;
    }
}
