package org.dicomcaravan.codec;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.dicomcaravan.plugin.InstalledPlugin;
import org.dicomcaravan.plugin.PluginFacts;
import org.dicomcaravan.plugin.PluginSetting;
import org.dicomcaravan.plugin.RefusedSetting;
import org.dicomcaravan.plugin.SiteSettings;

/**
 * A codec as it was found, and what it said of itself then: nothing of it is asked twice.
 *
 * @param <C> {@link FrameDecoder} or {@link FrameEncoder}
 * @param jar the file name of its jar; empty for one that comes with the program
 * @param settings those that it declares
 */
record CodecService<C>(
        C codec,
        String name,
        int order,
        Set<String> transferSyntaxes,
        String since,
        Optional<String> jar,
        List<PluginSetting> settings) {

    private static final int MOST_PROBLEMS = 100;

    static CodecService<FrameDecoder> of(FrameDecoder decoder) {
        return new CodecService<>(
                decoder,
                decoder.name(),
                decoder.order(),
                Set.copyOf(decoder.transferSyntaxes()),
                decoder.since(),
                PluginFacts.jarOf(decoder.getClass()),
                List.of());
    }

    static CodecService<FrameEncoder> of(FrameEncoder encoder) {
        return of(encoder, List.copyOf(encoder.settings()));
    }

    private static CodecService<FrameEncoder> of(FrameEncoder encoder, List<PluginSetting> settings) {
        return new CodecService<>(
                encoder,
                encoder.name(),
                encoder.order(),
                Set.copyOf(encoder.transferSyntaxes()),
                encoder.since(),
                PluginFacts.jarOf(encoder.getClass()),
                settings);
    }

    /** An encoder with its settings: those whose names start with its own and a dot. */
    static CodecService<FrameEncoder> configured(FrameEncoder encoder, SiteSettings site) {
        List<PluginSetting> settings = List.copyOf(encoder.settings());
        try {
            encoder.configure(site.of(encoder.name(), settings));
        } catch (IllegalArgumentException e) {
            throw new RefusedSetting("encoder " + encoder.name(), e);
        }
        return of(encoder, settings);
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
                String which = next == null
                        ? "a codec"
                        : "codec " + next.getClass().getName() + " ("
                                + PluginFacts.jarOf(next.getClass()).orElse("built in") + ")";
                problems.add(which + " can't be used and is left out: " + e + PluginFacts.thrownBy(e));
            }
        }
        return found;
    }

    /** The same with another codec in its place. */
    CodecService<C> with(C other) {
        return new CodecService<>(other, name, order, transferSyntaxes, since, jar, settings);
    }

    /** What the list of codecs says of it. */
    CodecSupport.Provider provider() {
        return new CodecSupport.Provider(name, since, jar.orElse("built in"));
    }

    /** What the list of plugins says of it. */
    InstalledPlugin installed(InstalledPlugin.Kind kind) {
        return new InstalledPlugin(kind, name, jar, order, List.copyOf(new TreeSet<>(transferSyntaxes)), settings);
    }
}
