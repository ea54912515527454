package org.dicomcaravan.destination.bigquery;

import com.google.cloud.bigquery.JobId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The ids of the jobs of a load, the same whenever they are asked for: a job of the same id is never done twice. Immutable.
 *
 * @param load what names the load
 * @param project that the jobs are of
 * @param location of the dataset, where BigQuery says it
 */
record JobIds(String load, String project, Optional<String> location) {

    /** The id of an attempt, from 1: a job that failed is done again only under another id. */
    JobId attempt(int number) {
        JobId.Builder id = JobId.newBuilder().setProject(project).setJob("dicom_caravan_" + digest() + "_" + number);
        location.ifPresent(id::setLocation);
        return id.build();
    }

    /** Ids are letters, digits, {@code _} and {@code -}, which the name of an operation is not. */
    private String digest() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(load.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
