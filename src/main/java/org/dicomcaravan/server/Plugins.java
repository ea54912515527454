package org.dicomcaravan.server;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.plugin.InstalledPlugin;
import org.dicomcaravan.plugin.PluginFolder;
import org.dicomcaravan.plugin.SiteSettings;
import org.dicomcaravan.server.settings.PluginKeys;
import org.dicomcaravan.transcode.Limits;
import org.dicomcaravan.transcode.guard.TranscoderChain;

/**
 * The plugins that a server has, with what a site set for them: transcoders and codecs, built in or out of a folder of
 * jars.
 *
 * @param folder the jars
 * @param codecs all codecs
 * @param transcoders all transcoders
 */
public record Plugins(PluginFolder folder, Codecs codecs, TranscoderChain transcoders) implements Closeable {

    private static final String OF_CODECS = InstalledPlugin.Kind.ENCODER.prefix();
    private static final String OF_TRANSCODERS = InstalledPlugin.Kind.TRANSCODER.prefix();

    /**
     * Loads all that work, each with its settings.
     *
     * @throws org.dicomcaravan.plugin.RefusedSetting if one does not take a setting
     */
    public static Plugins open(Path jars, Configuration configuration, Limits limits) {
        return open(jars, configuration.site(OF_CODECS), configuration.site(OF_TRANSCODERS), limits);
    }

    /** The same, without what a site set. */
    public static Plugins unset(Path jars, Limits limits) {
        return open(jars, SiteSettings.none(), SiteSettings.none(), limits);
    }

    private static Plugins open(Path jars, SiteSettings ofCodecs, SiteSettings ofTranscoders, Limits limits) {
        PluginFolder folder = PluginFolder.open(jars, Plugins.class.getClassLoader());
        try {
            Codecs codecs = Codecs.load(folder.loader(), ofCodecs);
            return new Plugins(folder, codecs, TranscoderChain.load(folder.loader(), codecs, limits, ofTranscoders));
        } catch (RuntimeException e) {
            try {
                folder.close();
            } catch (IOException late) {
                e.addSuppressed(late);
            }
            throw e;
        }
    }

    /** All that work: transcoders, decoders, encoders, each kind in the order in which they are asked. */
    public List<InstalledPlugin> installed() {
        return Stream.of(transcoders.installed(), codecs.installed())
                .flatMap(List::stream)
                .toList();
    }

    /** The names of their settings. */
    public PluginKeys keys() {
        return new PluginKeys(installed());
    }

    /** A line for each jar, transcoder and codec that can't be used, and why. */
    public List<String> problems() {
        return Stream.of(folder.problems(), transcoders.problems(), codecs.problems())
                .flatMap(List::stream)
                .map(folder::withJar)
                .toList();
    }

    /**
     * Looks whether each setting for a plugin is one.
     *
     * @throws IOException if one is not; the message says which, and what may have been meant
     */
    void check(Configuration configuration) throws IOException {
        List<String> unknown = unknown(configuration);
        if (!unknown.isEmpty()) {
            throw new IOException(String.join("\n", unknown));
        }
    }

    /** Lines about settings that no plugin takes; none where a plugin could not be loaded, whose they may be. */
    public List<String> unknown(Configuration configuration) {
        return problems().isEmpty() ? configuration.unknown(keys()) : List.of();
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
