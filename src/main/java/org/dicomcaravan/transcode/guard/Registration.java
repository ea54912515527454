package org.dicomcaravan.transcode.guard;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.plugin.InstalledPlugin;
import org.dicomcaravan.plugin.PluginFacts;
import org.dicomcaravan.plugin.PluginSetting;
import org.dicomcaravan.plugin.RefusedSetting;
import org.dicomcaravan.plugin.SiteSettings;
import org.dicomcaravan.text.Quoted;
import org.dicomcaravan.transcode.MediaType;
import org.dicomcaravan.transcode.OutputFormat;
import org.dicomcaravan.transcode.OutputType;
import org.dicomcaravan.transcode.Transcoder;
import org.dicomcaravan.transcode.builtin.BuiltInTranscoder;

/**
 * A transcoder of the chain, and what it said at start.
 *
 * @param origin the file name of its jar; empty for a built-in one
 * @param settings those that it declares
 * @param crew whose threads it works on
 */
record Registration(
        Transcoder transcoder,
        String name,
        int order,
        Optional<String> origin,
        List<OutputType> types,
        List<PluginSetting> settings,
        Crew crew) {

    /** Copying a larger file takes longer than handing it to another thread and back. */
    private static final long PROMPT_SIZE = 1 << 20;

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_. -]{0,63}";

    /** Asks a transcoder what it is. Runs under guard. */
    static Registration of(Transcoder transcoder, Crew crew, Codecs codecs, SiteSettings site) {
        String name = transcoder.name();
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException("name " + Quoted.of(name)
                    + " of a transcoder is not 1 to 64 letters, digits, blanks, dots, dashes and underscores");
        }
        List<PluginSetting> settings = List.copyOf(transcoder.settings());
        try {
            transcoder.configure(site.of(name, settings));
        } catch (IllegalArgumentException e) {
            throw new RefusedSetting("transcoder " + name, e);
        }
        List<OutputType> types = List.copyOf(transcoder.produces(codecs));
        Optional<String> jar = PluginFacts.jarOf(transcoder.getClass());
        return new Registration(transcoder, name, transcoder.order(), jar, types, settings, crew);
    }

    /** What messages call it. */
    String who() {
        return "transcoder " + name;
    }

    private boolean isBuiltIn() {
        return transcoder instanceof BuiltInTranscoder;
    }

    /** The guard of this transcoder at an instance that shall become a format. */
    Supervisor supervisor(OpenedInstance instance, OutputFormat format) {
        boolean prompt = isBuiltIn() && format.isAsStored() && instance.size() <= PROMPT_SIZE;
        return new Supervisor(who(), crew, instance.limits(), instance.watch(), instance.memory(), isBuiltIn(), prompt);
    }

    /** The format as this transcoder offers it, with its own extension; empty if it does not. */
    Optional<OutputFormat> offer(OutputFormat format) {
        return types.stream()
                .filter(type -> type.offers(format))
                .findFirst()
                .map(type -> new OutputFormat(format.mimeType(), type.extension(), format.transferSyntax()));
    }

    /** What the list of plugins says of it; its types as requests write them. */
    InstalledPlugin installed() {
        return new InstalledPlugin(InstalledPlugin.Kind.TRANSCODER, name, origin, order, claims(), settings);
    }

    /** Its types, each in each of its transfer syntaxes, as requests write them. */
    List<String> claims() {
        return types.stream()
                .flatMap(type -> type.transferSyntaxes().isEmpty()
                        ? Stream.of(type.mimeType())
                        : type.transferSyntaxes().stream()
                                .map(syntax -> new MediaType(type.mimeType(), Optional.of(syntax)).toString()))
                .distinct()
                .toList();
    }

    @Override
    public String toString() {
        return name + origin.map(jar -> " (" + jar + ")").orElse(" (built in)");
    }
}
