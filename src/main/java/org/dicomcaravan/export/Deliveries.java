package org.dicomcaravan.export;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.dicomcaravan.destination.ObjectAttributes;
import org.dicomcaravan.destination.ObjectHeaders;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.transcode.Output;

/** Addresses outputs. The bean {@code deliveries} of the routes. Thread-safe. */
public final class Deliveries {

    /** Says what an output is, and where it goes. */
    public void address(Object output, Exchange exchange) throws ExportFailure {
        if (output instanceof Output object) {
            address(object, exchange);
            return;
        }
        if (output instanceof RowsFiles.RowsFile file) {
            address(file, exchange.getMessage());
            return;
        }
        InstanceRun instance = exchange.getProperty(ExportProperties.INSTANCE, InstanceRun.class);
        instance.batch().delivers(instance);
        exchange.getMessage().setHeader(ExportProperties.KIND, "row");
        if (instance.batch().export().result() instanceof Export.Rows rows) {
            address(rows.target(), exchange.getMessage());
        }
    }

    /** What the destination says of an object that it has, in headers; another's may say nothing. */
    public void delivered(Exchange exchange) {
        Message message = exchange.getMessage();
        if (message.getBody() instanceof ObjectAttributes object) {
            message.setHeader(ExportProperties.BYTES, object.size());
            message.setHeader(ExportProperties.CRC32C, object.crc32cBase64());
        }
    }

    /** An object on its way, or at its destination, as a line of JSON. */
    public String json(Exchange exchange) {
        return ObjectLine.of(exchange);
    }

    private static void address(ExportTarget.Table target, Message message) {
        message.setHeader(ExportProperties.PROJECT, target.table().project());
        message.setHeader(ExportProperties.DATASET, target.table().dataset());
        message.setHeader(ExportProperties.TABLE, target.table().table());
        message.setHeader(
                ExportProperties.WRITE_DISPOSITION, target.disposition().name());
    }

    /** The rows of all instances, as one object. */
    private static void address(RowsFiles.RowsFile file, Message message) {
        message.setHeader(ExportProperties.KIND, "object");
        message.setHeader(ExportProperties.BUCKET, file.name().bucket());
        message.setHeader(ObjectHeaders.BATCH, file.batch().toString());
        message.setHeader(ObjectHeaders.INSTANCE, file.name().name());
        message.setHeader(ObjectHeaders.OBJECT_NAME, file.name().name());
        message.setHeader(ObjectHeaders.CONTENT_TYPE, ExportTarget.PARQUET);
        message.setHeader(ObjectHeaders.CONTENT_LENGTH, file.content().length());
        message.setBody(file.content());
    }

    /** Turns an output into an object on its way: the body is its content, the headers say where it goes. */
    private static void address(Output output, Exchange exchange) throws ExportFailure {
        InstanceRun instance = exchange.getProperty(ExportProperties.INSTANCE, InstanceRun.class);
        instance.batch().delivers(instance);
        ObjectName name = name(instance, output);
        Message message = exchange.getMessage();
        message.setHeader(ExportProperties.KIND, "object");
        message.setHeader(ExportProperties.BUCKET, name.bucket());
        message.setHeader(ObjectHeaders.OBJECT_NAME, name.name());
        message.setHeader(ObjectHeaders.CONTENT_TYPE, output.contentType());
        message.setHeader(ObjectHeaders.CONTENT_LENGTH, output.content().length());
        message.setHeader(ExportProperties.RULE, output.rule());
        output.frame().ifPresent(frame -> message.setHeader(ExportProperties.FRAME, frame));
        message.setBody(new CheckedContent(output.content(), instance.batch()));
    }

    /** {@code {prefix}/{study}/{series}/{instance}[/{frame}].{ext}}; UIDs of dots alone name no object. */
    private static ObjectName name(InstanceRun instance, Output output) throws ExportFailure {
        String frame = output.frame().isPresent() ? "/" + output.frame().getAsInt() : "";
        try {
            Export.Objects objects = (Export.Objects) instance.batch().export().result();
            return objects.prefix().object(instance.key() + frame + output.extension());
        } catch (IllegalArgumentException e) {
            throw new ExportFailure(
                    RpcCode.INVALID_ARGUMENT, instance.getPath() + ": its UIDs name no object: " + e.getMessage(), e);
        }
    }
}
