package org.dicomcaravan.api.wire;

import org.dicomcaravan.api.wire.MessageType.Field;

/** The request messages of the API, with the fields of its newest versions, which every version takes here. */
public final class Messages {

    /** The request of {@code dicomStores.export}. */
    public static final MessageType EXPORT_DICOM_DATA_REQUEST = MessageType.of(
            "ExportDicomDataRequest",
            Field.message(
                            "gcsDestination",
                            MessageType.of("GcsDestination", Field.string("uriPrefix"), Field.string("mimeType")))
                    .in("destination"),
            Field.message("bigqueryDestination", bigQueryDestination()).in("destination"),
            Field.message("filterConfig", MessageType.of("DicomFilterConfig", Field.string("resourcePathsGcsUri"))));

    /** The request of {@code operations.cancel}. */
    public static final MessageType CANCEL_OPERATION_REQUEST = MessageType.of("CancelOperationRequest");

    /** The request of {@code testIamPermissions}, in google.iam.v1. */
    public static final MessageType TEST_IAM_PERMISSIONS_REQUEST =
            MessageType.of("TestIamPermissionsRequest", Field.strings("permissions"));

    private Messages() {}

    private static MessageType bigQueryDestination() {
        return MessageType.of(
                "BigQueryDestination",
                Field.string("tableUri"),
                Field.bool("force"),
                Field.ofEnum(
                        "writeDisposition",
                        "WRITE_DISPOSITION_UNSPECIFIED",
                        "WRITE_EMPTY",
                        "WRITE_TRUNCATE",
                        "WRITE_APPEND"),
                Field.bool("includeSourceStore"),
                Field.message("schemaFlattened", MessageType.of("SchemaFlattened"))
                        .in("schema"),
                Field.message("schemaJson", MessageType.of("SchemaJSON")).in("schema"),
                Field.message("changeDataCaptureConfig", MessageType.of("ChangeDataCaptureConfig")));
    }
}
