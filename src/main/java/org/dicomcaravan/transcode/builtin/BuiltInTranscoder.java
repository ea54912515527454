package org.dicomcaravan.transcode.builtin;

import org.dicomcaravan.transcode.Transcoder;

/**
 * A transcoder that comes with the program. It ends soon once it is interrupted, and between two reads of its contents
 * it does a bounded amount of work. Plugins implement {@link Transcoder}, which puts them before these.
 */
public interface BuiltInTranscoder extends Transcoder {

    @Override
    default int order() {
        return BUILT_IN;
    }
}
