package org.dicomcaravan.codec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;

/**
 * The codecs that are installed: the one truth about which compressed transfer syntaxes can be read and written.
 * Immutable and safe for any number of threads.
 */
public final class Codecs {

    /** The order of the codecs that come with the program: any plugin with the default order goes before them. */
    public static final int BUILT_IN_ORDER = 1000;

    private final Map<String, FrameDecoder> decoders;
    private final Map<String, FrameEncoder> encoders;
    private final List<String> conflicts;

    private Codecs(Collection<FrameDecoder> decoders, Collection<FrameEncoder> encoders) {
        List<String> lost = new ArrayList<>();
        this.decoders = bySyntax(
                decoders, "decode", lost, FrameDecoder::name, FrameDecoder::order, FrameDecoder::transferSyntaxes);
        this.encoders = bySyntax(
                encoders, "encode", lost, FrameEncoder::name, FrameEncoder::order, FrameEncoder::transferSyntaxes);
        this.conflicts = List.copyOf(lost);
    }

    /**
     * All codecs that the class loader finds, the built-in ones among them.
     *
     * @throws java.util.ServiceConfigurationError where a jar names a class that can't be loaded
     */
    public static Codecs load(ClassLoader loader) {
        return load(loader, Map.of());
    }

    /**
     * The same, with settings for {@link FrameEncoder#configure}: {@code jpeg.quality} is the setting {@code quality} of
     * the encoder named {@code jpeg}.
     *
     * @throws java.util.ServiceConfigurationError where a jar names a class that can't be loaded
     * @throws IllegalArgumentException where an encoder refuses its settings
     */
    public static Codecs load(ClassLoader loader, Map<String, String> settings) {
        List<FrameEncoder> encoders = ServiceLoader.load(FrameEncoder.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        encoders.forEach(encoder -> configure(encoder, settings));
        return of(
                ServiceLoader.load(FrameDecoder.class, loader).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList(),
                encoders);
    }

    private static void configure(FrameEncoder encoder, Map<String, String> settings) {
        String prefix = encoder.name() + ".";
        Map<String, String> own = new TreeMap<>();
        settings.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), value);
            }
        });
        try {
            encoder.configure(Map.copyOf(own));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("encoder " + encoder.name() + ": " + e.getMessage(), e);
        }
    }

    /** Exactly these codecs. */
    public static Codecs of(Collection<FrameDecoder> decoders, Collection<FrameEncoder> encoders) {
        return new Codecs(decoders, encoders);
    }

    /** The decoder of a transfer syntax, if one is installed. Native syntaxes need none and have none. */
    public Optional<FrameDecoder> decoder(String transferSyntaxUid) {
        return Optional.ofNullable(decoders.get(transferSyntaxUid));
    }

    /** The encoder of a transfer syntax, if one is installed. */
    public Optional<FrameEncoder> encoder(String transferSyntaxUid) {
        return Optional.ofNullable(encoders.get(transferSyntaxUid));
    }

    /** The decoder of a transfer syntax; DicomException UNSUPPORTED, naming the syntax, if none is installed. */
    public FrameDecoder requireDecoder(TransferSyntax syntax) throws DicomException {
        FrameDecoder found = decoders.get(syntax.uid());
        if (found == null) {
            throw new DicomException(
                    DicomException.Reason.UNSUPPORTED,
                    "no decoder for transfer syntax " + syntax.uid() + "; add one to the transcoders folder");
        }
        return found;
    }

    /** UIDs of the compressed syntaxes that can be decoded, sorted. */
    public Set<String> decodable() {
        return decoders.keySet();
    }

    /** UIDs of the compressed syntaxes that can be encoded, sorted. */
    public Set<String> encodable() {
        return encoders.keySet();
    }

    /** One sentence for each codec that lost a syntax to another one of the <em>same</em> order; the name decided. */
    public List<String> conflicts() {
        return conflicts;
    }

    private static <C> Map<String, C> bySyntax(
            Collection<C> codecs,
            String verb,
            List<String> lost,
            Function<C, String> name,
            Function<C, Integer> order,
            Function<C, Set<String>> syntaxes) {
        Map<String, C> found = new TreeMap<>();
        codecs.stream().sorted(Comparator.comparing(order).thenComparing(name)).forEach(codec -> {
            for (String syntax : syntaxes.apply(codec)) {
                C first = found.putIfAbsent(syntax, codec);
                if (first != null && order.apply(first).equals(order.apply(codec))) {
                    lost.add("%s and %s both %s %s with order %d; %s does it"
                            .formatted(
                                    name.apply(first),
                                    name.apply(codec),
                                    verb,
                                    syntax,
                                    order.apply(codec),
                                    name.apply(first)));
                }
            }
        });
        return java.util.Collections.unmodifiableMap(found);
    }
}
