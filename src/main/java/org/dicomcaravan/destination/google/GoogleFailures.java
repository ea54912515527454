package org.dicomcaravan.destination.google;

import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.google.GoogleException;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.text.Quoted;

/** What went wrong with Cloud Storage, as a failure of the destination: what may pass was tried again already. */
final class GoogleFailures {
    static final int NOT_FOUND = 404;
    static final int PRECONDITION_FAILED = 412;

    private GoogleFailures() {}

    static DestinationException of(GoogleException e) {
        return new DestinationException(e.code(), false, e.getMessage(), e);
    }

    /** Of a call about an object, which only a bucket can be missing for. */
    static DestinationException of(GoogleException e, ObjectName object) {
        return e.status() == NOT_FOUND ? noBucket(object.bucket(), e) : of(e);
    }

    static String remedy(String bucket) {
        return "create it with `gcloud storage buckets create gs://" + bucket + "`, or check its name";
    }

    static DestinationException noBucket(String bucket, Exception cause) {
        return new DestinationException(
                RpcCode.NOT_FOUND,
                false,
                "bucket " + Quoted.of(bucket) + " does not exist in Cloud Storage: " + remedy(bucket),
                cause);
    }

    static DestinationException noObject(ObjectName object) {
        return new DestinationException(RpcCode.NOT_FOUND, "object " + object + " does not exist");
    }

    /** In the words of Google's own export. */
    static DestinationException notWritable(String bucket) {
        return new DestinationException(
                RpcCode.PERMISSION_DENIED,
                "Healthcare API doesn't have required Cloud Storage permission on bucket " + Quoted.of(bucket)
                        + ": the server's account needs storage.objects.create and storage.objects.delete, as the role"
                        + " roles/storage.objectAdmin has them. See"
                        + " https://cloud.google.com/healthcare/docs/how-tos/permissions-healthcare-api-gcp-products"
                        + " for more information");
    }

    static DestinationException changing(ObjectName object) {
        return new DestinationException(
                RpcCode.ABORTED,
                "object " + object
                        + " can't be sent: it, or its upload, is changed or removed by others again and again; export"
                        + " again");
    }

    static DestinationException damaged(ObjectName object, String sent, String stored) {
        return new DestinationException(
                RpcCode.DATA_LOSS,
                "object " + object + " was damaged on its way each time it was sent: CRC32C sent " + sent + ", stored "
                        + stored);
    }
}
