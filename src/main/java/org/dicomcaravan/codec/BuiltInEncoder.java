package org.dicomcaravan.codec;

/** An encoder that comes with the program. Plugins implement {@link FrameEncoder}, which puts them before these. */
public interface BuiltInEncoder extends FrameEncoder {

    @Override
    default int order() {
        return BuiltInDecoder.ORDER;
    }

    @Override
    default String since() {
        return "0.1.0";
    }
}
