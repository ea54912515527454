package org.dicomcaravan.codec;

import java.util.Optional;
import org.dicomcaravan.dicom.TransferSyntax;

/**
 * What is installed for one compressed transfer syntax.
 *
 * @param syntax the syntax
 * @param decoder who decodes it, if anybody does
 * @param encoder who encodes it, if anybody does
 */
public record CodecSupport(TransferSyntax syntax, Optional<Provider> decoder, Optional<Provider> encoder) {

    /**
     * A codec, as lists show it.
     *
     * @param name what it calls itself
     * @param since the version in which it came; empty if it does not say
     * @param origin the file name of its jar, or {@code built in}
     */
    public record Provider(String name, String since, String origin) {}
}
