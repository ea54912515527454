package org.dicomcaravan.destination;

import java.io.InputStream;
import org.apache.camel.spi.TypeConverterLoader;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.SimpleTypeConverter;
import org.dicomcaravan.transcode.Content;

/** Lets Camel read the content of an output as a stream, so that any endpoint takes it. Camel finds it by itself. */
public final class ContentConverters implements TypeConverterLoader {
    @Override
    public void load(TypeConverterRegistry registry) {
        registry.addTypeConverter(
                InputStream.class,
                Content.class,
                new SimpleTypeConverter(false, (type, exchange, content) -> ((Content) content).open()));
    }
}
