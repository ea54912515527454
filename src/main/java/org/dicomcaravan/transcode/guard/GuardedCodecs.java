package org.dicomcaravan.transcode.guard;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.dicomcaravan.codec.BuiltInDecoder;
import org.dicomcaravan.codec.BuiltInEncoder;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.codec.FrameDecoder;
import org.dicomcaravan.codec.FrameEncoder;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;

/**
 * Codecs of plugins on threads of their plugins, also where a built-in transcoder calls them. Where one does what it must
 * not do, that is a {@link TranscoderFault}.
 *
 * @param limit how long a frame may take
 */
record GuardedCodecs(Guard guard, Duration limit) {

    /** The same codecs, those of plugins guarded. */
    Codecs of(Codecs codecs) {
        return codecs.with(
                decoder -> decoder instanceof BuiltInDecoder ? decoder : new Decoder(decoder, decoder.name(), this),
                encoder -> encoder instanceof BuiltInEncoder ? encoder : new Encoder(encoder, encoder.name(), this));
    }

    private <T> T call(String who, Class<?> plugin, Crew.Work<T> work) throws IOException, DicomException {
        GuardedCall<?> outer = Crew.currentCall();
        Watch watch = outer == null ? new Watch(() -> false) : outer.watch();
        T made = guard.plugin(plugin).call(who, limit, watch, work);
        if (made == null) {
            throw new TranscoderFault(who + " gave null instead of a frame");
        }
        return made;
    }

    private record Decoder(FrameDecoder decoder, String name, GuardedCodecs codecs) implements FrameDecoder {
        @Override
        public Set<String> transferSyntaxes() {
            return decoder.transferSyntaxes();
        }

        @Override
        public DecodedFrame decode(byte[] codestream, FrameShape declared, TransferSyntax syntax)
                throws IOException, DicomException {
            return codecs.call(
                    "decoder " + name, decoder.getClass(), () -> decoder.decode(codestream, declared, syntax));
        }
    }

    private record Encoder(FrameEncoder encoder, String name, GuardedCodecs codecs) implements FrameEncoder {
        @Override
        public Set<String> transferSyntaxes() {
            return encoder.transferSyntaxes();
        }

        @Override
        public EncodedFrame encode(DecodedFrame frame, FrameShape declared, TransferSyntax syntax)
                throws IOException, DicomException {
            return codecs.call("encoder " + name, encoder.getClass(), () -> encoder.encode(frame, declared, syntax));
        }
    }
}
