package org.dicomcaravan.codec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.plugin.InstalledPlugin;
import org.dicomcaravan.plugin.SiteSettings;

/**
 * The codecs that are installed: the one truth about which compressed transfer syntaxes can be read and written.
 * Immutable and safe for any number of threads.
 */
public final class Codecs {

    private final Map<String, CodecService<FrameDecoder>> decoders;
    private final Map<String, CodecService<FrameEncoder>> encoders;
    private final List<InstalledPlugin> installed;
    private final List<String> conflicts;
    private final List<String> problems;

    private Codecs(
            Map<String, CodecService<FrameDecoder>> decoders,
            Map<String, CodecService<FrameEncoder>> encoders,
            List<InstalledPlugin> installed,
            List<String> conflicts,
            List<String> problems) {
        this.decoders = decoders;
        this.encoders = encoders;
        this.installed = installed;
        this.conflicts = conflicts;
        this.problems = problems;
    }

    private static Codecs of(
            List<CodecService<FrameDecoder>> decoders,
            List<CodecService<FrameEncoder>> encoders,
            List<String> problems) {
        List<String> lost = new ArrayList<>();
        List<InstalledPlugin> installed = new ArrayList<>();
        inOrder(decoders).forEach(codec -> installed.add(codec.installed(InstalledPlugin.Kind.DECODER)));
        inOrder(encoders).forEach(codec -> installed.add(codec.installed(InstalledPlugin.Kind.ENCODER)));
        return new Codecs(
                bySyntax(decoders, "decode", lost),
                bySyntax(encoders, "encode", lost),
                List.copyOf(installed),
                List.copyOf(lost),
                List.copyOf(problems));
    }

    /** All codecs that the class loader finds, the built-in ones among them. */
    public static Codecs load(ClassLoader loader) {
        return load(loader, SiteSettings.none());
    }

    /**
     * The same, with settings for {@link FrameEncoder#configure}: {@code jpeg.quality} is the setting {@code quality} of
     * the encoder named {@code jpeg}. What can't be loaded is left out: see {@link #problems}.
     *
     * @throws IllegalArgumentException where an encoder refuses its settings
     */
    public static Codecs load(ClassLoader loader, SiteSettings settings) {
        List<String> problems = new ArrayList<>();
        return of(
                CodecService.find(FrameDecoder.class, loader, CodecService::of, problems),
                CodecService.find(
                        FrameEncoder.class, loader, encoder -> CodecService.configured(encoder, settings), problems),
                problems);
    }

    /** Exactly these codecs. */
    public static Codecs of(Collection<FrameDecoder> decoders, Collection<FrameEncoder> encoders) {
        return of(
                decoders.stream().map(CodecService::of).toList(),
                encoders.stream().map(CodecService::of).toList(),
                List.of());
    }

    /** The same codecs, each as these make it of it: whoever calls them may put something between. */
    public Codecs with(UnaryOperator<FrameDecoder> decoder, UnaryOperator<FrameEncoder> encoder) {
        return new Codecs(changed(decoders, decoder), changed(encoders, encoder), installed, conflicts, problems);
    }

    private static <C> Map<String, CodecService<C>> changed(
            Map<String, CodecService<C>> codecs, UnaryOperator<C> change) {
        Map<String, CodecService<C>> changed = new TreeMap<>();
        codecs.forEach((syntax, service) -> changed.put(syntax, service.with(change.apply(service.codec()))));
        return Collections.unmodifiableMap(changed);
    }

    /** The decoder of a transfer syntax, if one is installed. Native syntaxes need none and have none. */
    public Optional<FrameDecoder> decoder(String transferSyntaxUid) {
        return Optional.ofNullable(decoders.get(transferSyntaxUid)).map(CodecService::codec);
    }

    /** The encoder of a transfer syntax, if one is installed. */
    public Optional<FrameEncoder> encoder(String transferSyntaxUid) {
        return Optional.ofNullable(encoders.get(transferSyntaxUid)).map(CodecService::codec);
    }

    /** The decoder of a transfer syntax; DicomException UNSUPPORTED, naming the syntax, if none is installed. */
    public FrameDecoder requireDecoder(TransferSyntax syntax) throws DicomException {
        return decoder(syntax.uid()).orElseThrow(() -> DicomException.unsupported(missing(syntax)));
    }

    private static String missing(TransferSyntax syntax) {
        return syntax.video()
                ? "transfer syntax " + syntax + " is video, of which no frames are decoded here; a plugin with a"
                        + " FrameDecoder for it in the transcoders folder would do that, or export it as it is stored"
                        + " with transfer-syntax=*"
                : "no decoder for transfer syntax " + syntax + "; add one to the transcoders folder";
    }

    /** UIDs of the compressed syntaxes that can be encoded, sorted. */
    public Set<String> encodable() {
        return encoders.keySet();
    }

    /** All compressed syntaxes of PS3.6 in its order, then those that only plugins know, and who does them. */
    public List<CodecSupport> support() {
        List<TransferSyntax> syntaxes = new ArrayList<>(TransferSyntax.known());
        syntaxes.removeIf(TransferSyntax::isNative);
        Set<String> installed = new TreeSet<>(decoders.keySet());
        installed.addAll(encoders.keySet());
        installed.stream()
                .map(TransferSyntax::of)
                .filter(syntax -> !syntax.isKnown())
                .forEach(syntaxes::add);
        return syntaxes.stream()
                .map(syntax -> new CodecSupport(
                        syntax,
                        Optional.ofNullable(decoders.get(syntax.uid())).map(CodecService::provider),
                        Optional.ofNullable(encoders.get(syntax.uid())).map(CodecService::provider)))
                .toList();
    }

    /** All that work, decoders first, each kind in the order in which they win; those that lost all they do, too. */
    public List<InstalledPlugin> installed() {
        return installed;
    }

    /** One sentence for each codec that lost a syntax to another one of the <em>same</em> order; the name decided. */
    public List<String> conflicts() {
        return conflicts;
    }

    /** One line for each codec that could not be used, and why. */
    public List<String> problems() {
        return problems;
    }

    private static <C> Map<String, CodecService<C>> bySyntax(
            List<CodecService<C>> codecs, String verb, List<String> lost) {
        Map<String, CodecService<C>> found = new TreeMap<>();
        inOrder(codecs).forEach(codec -> {
            for (String syntax : codec.transferSyntaxes()) {
                CodecService<C> first = found.putIfAbsent(syntax, codec);
                if (first != null && first.order() == codec.order()) {
                    lost.add("%s and %s both %s %s with order %d; %s does it"
                            .formatted(first.name(), codec.name(), verb, syntax, codec.order(), first.name()));
                }
            }
        });
        return Collections.unmodifiableMap(found);
    }

    private static <C> List<CodecService<C>> inOrder(List<CodecService<C>> codecs) {
        Comparator<CodecService<C>> byOrder = Comparator.comparingInt(CodecService::order);
        return codecs.stream().sorted(byOrder.thenComparing(CodecService::name)).toList();
    }
}
