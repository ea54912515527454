package org.dicomcaravan.server;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An emulator of Amazon S3. Its credentials are this process's while it is open, found as those of a site are. */
final class S3Cloud implements OtherCloud {

    static final String S3 = "s3";

    private static final Map<String, String> CREDENTIALS =
            Map.of("aws.accessKeyId", "testing", "aws.secretAccessKey", "testing");

    private final String endpoint;
    private final S3Client client;

    private S3Cloud(String endpoint) {
        this.endpoint = endpoint;
        this.client = S3Client.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("testing", "testing")))
                .build();
        CREDENTIALS.forEach(System::setProperty);
    }

    /** The one that the environment names, with the bucket; else the test is left out. */
    static S3Cloud required() {
        S3Cloud cloud = new S3Cloud(OtherCloud.required("CARAVAN_S3_ENDPOINT"));
        cloud.client.createBucket(bucket -> bucket.bucket(BUCKET));
        return cloud;
    }

    /** What a site sets for an endpoint of its own. */
    static Map<String, String> settings(String endpoint) {
        return Map.of(
                "caravan.s3.options",
                "&region=us-east-1&overrideEndpoint=true&uriEndpointOverride=" + endpoint + "&forcePathStyle=true");
    }

    @Override
    public String customisation() {
        return S3;
    }

    @Override
    public Map<String, String> settings() {
        return settings(endpoint);
    }

    @Override
    public Map<String, String> misleadingHeaders() {
        return Map.of("CamelAwsS3Operation", "listBuckets", "CamelAwsS3OverrideBucketName", "elsewhere");
    }

    @Override
    public Map<String, Stored> objects(String prefix) {
        Map<String, Stored> found = new TreeMap<>();
        for (S3Object object : client.listObjectsV2Paginator(
                        list -> list.bucket(BUCKET).prefix(prefix))
                .contents()) {
            ResponseBytes<GetObjectResponse> read =
                    client.getObjectAsBytes(get -> get.bucket(BUCKET).key(object.key()));
            found.put(
                    object.key().substring(prefix.length()),
                    new Stored(read.asByteArray(), read.response().contentType()));
        }
        return found;
    }

    @Override
    public void close() {
        CREDENTIALS.keySet().forEach(System::clearProperty);
        client.close();
    }
}
