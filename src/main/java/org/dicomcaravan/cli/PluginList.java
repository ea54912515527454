package org.dicomcaravan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.plugin.InstalledPlugin;
import org.dicomcaravan.plugin.InstalledPlugin.Kind;
import org.dicomcaravan.plugin.PluginFolder;
import org.dicomcaravan.plugin.PluginSetting;
import org.dicomcaravan.server.Plugins;
import org.dicomcaravan.text.Escaped;

/**
 * The plugins that are installed: for a terminal, or as JSON.
 *
 * @param plugins those that work, each kind in the order in which they are asked
 * @param jars all jars that can be read
 * @param problems a line for each jar, plugin and setting that can't be used, and why
 */
record PluginList(List<InstalledPlugin> plugins, List<Jar> jars, List<String> problems) {

    /**
     * A jar.
     *
     * @param components names of Camel components that it brings for routes
     */
    record Jar(String file, List<String> components) {}

    /** What more than one plugin of a kind does, and all who do, the one that is asked first in front. */
    private record Contest(Kind kind, String offer, List<InstalledPlugin> asked) {}

    private static final String RULE = """

            Done by more than one. The lowest order is asked first; where that is equal, of transcoders what is built in and
            then the jars by their names, of codecs the names of codecs decide. A transcoder that declines has the next one
            asked; of codecs the first does it alone.
            """;

    static PluginList of(Plugins plugins, List<String> moreProblems) throws IOException {
        List<Jar> jars = new ArrayList<>();
        for (Path jar : plugins.folder().jars()) {
            jars.add(new Jar(jar.getFileName().toString(), PluginFolder.components(jar)));
        }
        List<String> problems = new ArrayList<>(plugins.problems());
        problems.addAll(moreProblems);
        return new PluginList(plugins.installed(), jars, problems);
    }

    /** Lines for a terminal. */
    String text() {
        StringBuilder text = new StringBuilder();
        plugins.forEach(plugin -> describe(text, plugin));
        List<Contest> contests = contests();
        if (!contests.isEmpty()) {
            text.append(RULE);
        }
        for (Contest contest : contests) {
            text.append("  ").append(contest.kind().word()).append(' ').append(offer(contest.offer()));
            text.append(": ")
                    .append(contest.asked().stream()
                            .map(plugin -> plugin + ", order " + plugin.order())
                            .collect(Collectors.joining("; then ")));
            text.append('\n');
        }
        text.append(jars.isEmpty() ? "\nJars: none\n" : "\nJars:\n");
        jars.forEach(jar -> text.append("  ")
                .append(jar.file())
                .append(": ")
                .append(brings(jar))
                .append('\n'));
        if (!problems.isEmpty()) {
            text.append("\nCan't be used:\n");
            problems.forEach(problem -> text.append("  ").append(problem).append('\n'));
        }
        return text.toString().lines().map(line -> Escaped.of(line) + "\n").collect(Collectors.joining());
    }

    private static void describe(StringBuilder text, InstalledPlugin plugin) {
        text.append(plugin.kind().word()).append(' ').append(plugin.name());
        text.append(", ")
                .append(plugin.origin())
                .append(", order ")
                .append(plugin.order())
                .append('\n');
        plugin.offers().forEach(offer -> text.append("  ").append(offer(offer)).append('\n'));
        for (PluginSetting setting : plugin.settings()) {
            text.append("  ").append(plugin.prefix()).append(setting.name());
            text.append(setting.byDefault().isEmpty() ? "" : "=" + setting.byDefault())
                    .append('\n');
            text.append("    ")
                    .append(setting.meaning())
                    .append(": ")
                    .append(setting.expected())
                    .append('\n');
        }
        if (plugin.takesAnySetting()) {
            text.append("  ").append(plugin.prefix()).append("*\n");
            text.append("    declares no settings; is given all that begin so\n");
        }
    }

    /** A transfer syntax with its name; a mime type as it is. */
    private static String offer(String offer) {
        TransferSyntax syntax = TransferSyntax.of(offer);
        return syntax.isKnown() ? offer + " " + syntax.name() : offer;
    }

    private String brings(Jar jar) {
        List<String> parts = new ArrayList<>();
        plugins.stream()
                .filter(plugin -> plugin.origin().equals(jar.file()))
                .forEach(plugin -> parts.add(plugin.kind().word() + " " + plugin.name()));
        jar.components().forEach(component -> parts.add("Camel component " + component));
        return parts.isEmpty() ? "classes alone" : String.join(", ", parts);
    }

    private List<Contest> contests() {
        Map<String, Contest> claims = new LinkedHashMap<>();
        for (InstalledPlugin plugin : plugins) {
            for (String offer : plugin.offers()) {
                claims.computeIfAbsent(
                                plugin.kind() + " " + offer,
                                key -> new Contest(plugin.kind(), offer, new ArrayList<>()))
                        .asked()
                        .add(plugin);
            }
        }
        return claims.values().stream()
                .filter(contest -> contest.asked().size() > 1)
                .toList();
    }

    /** The same for a program. */
    JsonNode json() {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        ArrayNode all = list.putArray("plugins");
        plugins.forEach(plugin -> describe(all.addObject(), plugin));
        ArrayNode contested = list.putArray("contests");
        for (Contest contest : contests()) {
            ObjectNode one = contested.addObject();
            one.put("kind", contest.kind().word()).put("offer", contest.offer());
            ArrayNode asked = one.putArray("asked");
            contest.asked()
                    .forEach(plugin -> asked.addObject()
                            .put("name", plugin.name())
                            .put("origin", plugin.origin())
                            .put("order", plugin.order()));
        }
        ArrayNode files = list.putArray("jars");
        for (Jar jar : jars) {
            ArrayNode components = files.addObject().put("file", jar.file()).putArray("components");
            jar.components().forEach(components::add);
        }
        ArrayNode lines = list.putArray("problems");
        problems.forEach(lines::add);
        return list;
    }

    private static void describe(ObjectNode one, InstalledPlugin plugin) {
        one.put("kind", plugin.kind().word()).put("name", plugin.name()).put("origin", plugin.origin());
        one.put("order", plugin.order());
        ArrayNode offers = one.putArray("offers");
        plugin.offers().forEach(offers::add);
        ArrayNode settings = one.putArray("settings");
        plugin.settings()
                .forEach(setting -> settings.addObject()
                        .put("name", plugin.prefix() + setting.name())
                        .put("default", setting.byDefault())
                        .put("expected", setting.expected())
                        .put("meaning", setting.meaning()));
        one.put("takesAnySetting", plugin.takesAnySetting());
    }
}
