package org.dicomcaravan.codec;

/** A decoder that comes with the program. Plugins implement {@link FrameDecoder}, which puts them before these. */
public interface BuiltInDecoder extends FrameDecoder {

    /** The order of what comes with the program: any plugin with the default order goes before it. */
    int ORDER = 1000;

    @Override
    default int order() {
        return ORDER;
    }

    @Override
    default String since() {
        return "0.1.0";
    }
}
