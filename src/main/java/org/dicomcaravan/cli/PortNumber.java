package org.dicomcaravan.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A port to listen on, where 0 is a free one. */
final class PortNumber implements ITypeConverter<Integer> {
    private static final int LARGEST = 65535;

    @Override
    public Integer convert(String text) {
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 0 && port <= LARGEST) {
                return port;
            }
        } catch (NumberFormatException e) {
            // then it is none
        }
        throw new TypeConversionException("\"" + text + "\" is no port; expected 0 to " + LARGEST);
    }
}
