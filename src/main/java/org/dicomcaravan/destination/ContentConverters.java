package org.dicomcaravan.destination;

import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.spi.TypeConverterLoader;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.SimpleTypeConverter;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.transcode.Content;
import org.dicomcaravan.transcode.ContentException;

/**
 * Lets Camel read the content of an output: as a stream, so that any endpoint takes it, or as an array, for steps that
 * change it. Camel finds it by itself.
 */
public final class ContentConverters implements TypeConverterLoader {
    @Override
    public void load(TypeConverterRegistry registry) {
        registry.addTypeConverter(
                InputStream.class,
                Content.class,
                new SimpleTypeConverter(false, (type, exchange, content) -> ((Content) content).open()));
        registry.addTypeConverter(
                byte[].class,
                Content.class,
                new SimpleTypeConverter(false, (type, exchange, content) -> bytes((Content) content)));
    }

    private static byte[] bytes(Content content) throws IOException {
        try (InputStream in = content.open()) {
            return in.readAllBytes();
        } catch (OutOfMemoryError e) {
            throw new ContentException(new DicomException(
                    DicomException.Reason.TOO_LARGE,
                    "the output of %,d bytes is too large for a step that wants all of it at once"
                            .formatted(content.length()),
                    e));
        }
    }
}
