package org.dicomcaravan.codec;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import org.dicomcaravan.plugin.PluginFacts;
import org.dicomcaravan.plugin.RefusedSetting;

/**
 * A codec as it was found, and what it said of itself then: nothing of it is asked twice.
 *
 * @param <C> {@link FrameDecoder} or {@link FrameEncoder}
 * @param origin the file name of its jar; {@code built in} for one that comes with the program
 */
record CodecService<C>(C codec, String name, int order, Set<String> transferSyntaxes, String since, String origin) {

    private static final String BUILT_IN = "built in";
    private static final int MOST_PROBLEMS = 100;

    static CodecService<FrameDecoder> of(FrameDecoder decoder) {
        return new CodecService<>(
                decoder,
                decoder.name(),
                decoder.order(),
                Set.copyOf(decoder.transferSyntaxes()),
                decoder.since(),
                origin(decoder));
    }

    static CodecService<FrameEncoder> of(FrameEncoder encoder) {
        return new CodecService<>(
                encoder,
                encoder.name(),
                encoder.order(),
                Set.copyOf(encoder.transferSyntaxes()),
                encoder.since(),
                origin(encoder));
    }

    /** An encoder with its settings: those whose names start with its own and a dot. */
    static CodecService<FrameEncoder> configured(FrameEncoder encoder, Map<String, String> settings) {
        try {
            encoder.configure(Map.copyOf(PluginFacts.settingsOf(encoder.name(), settings)));
        } catch (IllegalArgumentException e) {
            throw new RefusedSetting("encoder " + encoder.name(), e);
        }
        return of(encoder);
    }

    /**
     * All services of a type that a class loader finds. One that can't be loaded, or that fails when it is asked what
     * it is, becomes a line among the problems.
     */
    static <C> List<CodecService<C>> find(
            Class<C> type, ClassLoader loader, Function<C, CodecService<C>> ask, List<String> problems) {
        List<CodecService<C>> found = new ArrayList<>();
        Iterator<C> services = ServiceLoader.load(type, loader).iterator();
        while (problems.size() < MOST_PROBLEMS) {
            C next = null;
            try {
                if (!services.hasNext()) {
                    break;
                }
                next = services.next();
                found.add(ask.apply(next));
            } catch (RefusedSetting e) {
                throw e;
            } catch (RuntimeException | Error e) {
                String which =
                        next == null ? "a codec" : "codec " + next.getClass().getName() + " (" + origin(next) + ")";
                problems.add(which + " can't be used and is left out: " + e);
            }
        }
        return found;
    }

    /** The same with another codec in its place. */
    CodecService<C> with(C other) {
        return new CodecService<>(other, name, order, transferSyntaxes, since, origin);
    }

    private static String origin(Object codec) {
        return PluginFacts.jarOf(codec.getClass()).orElse(BUILT_IN);
    }

    /** What the list of codecs says of it. */
    CodecSupport.Provider provider() {
        return new CodecSupport.Provider(name, since, origin);
    }
}
