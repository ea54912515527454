package org.dicomcaravan.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dicomcaravan.plugin.SiteSettings;
import org.dicomcaravan.server.settings.PluginKeys;
import org.dicomcaravan.server.settings.Setting;
import org.dicomcaravan.server.settings.Settings;
import org.dicomcaravan.server.settings.UnknownSettings;

/**
 * The properties of a config folder: {@code application.properties}, over it the file of the profile, above that of the
 * profile's base, over these the environment. Immutable.
 */
public final class Configuration {

    /** More than one, since a worker waits for the destination once an object and once a batch. */
    private static final int WORKERS_PER_PROCESSOR = 2;

    private static final String PROFILE = "caravan.profile";

    private final Properties properties;
    private final Map<String, Path> places;
    private final Map<String, String> environment;

    private Configuration(Properties properties, Map<String, Path> places, Map<String, String> environment) {
        this.properties = properties;
        this.places = Map.copyOf(places);
        this.environment = Map.copyOf(environment);
    }

    /**
     * Reads a config folder.
     *
     * @param environment environment variables by name
     * @throws IOException if a file is missing or unreadable; the message names it
     */
    public static Configuration read(Path folder, Map<String, String> environment) throws IOException {
        Properties properties = new Properties();
        Map<String, Path> places = new TreeMap<>();
        add(properties, places, folder.resolve("application.properties"));
        String profile = environment.get(Setting.variable(PROFILE));
        if (profile == null || profile.isBlank()) {
            profile = properties.getProperty(PROFILE, "embedded");
        }
        for (Path file : new ProfileFiles(folder, environment).of(profile, properties)) {
            add(properties, places, file);
        }
        properties.setProperty(PROFILE, profile);
        properties.putIfAbsent(
                "caravan.workers",
                Integer.toString(WORKERS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors()));
        Settings.all().forEach(setting -> properties.putIfAbsent(setting.name(), setting.byDefault()));
        for (String name : properties.stringPropertyNames()) {
            String value = environment.get(Setting.variable(name));
            if (value != null) {
                properties.setProperty(name, value);
            }
        }
        return new Configuration(properties, places, environment);
    }

    private static void add(Properties properties, Map<String, Path> places, Path file) throws IOException {
        PropertyFile.read(file).forEach((name, value) -> {
            properties.put(name, value);
            places.put(name.toString(), file);
        });
    }

    /** Whether the buckets of a server are folders of its own. */
    public boolean keepsBucketsInFolders() {
        return text("caravan.objects").equals("bucket");
    }

    /** What makes a server one of many that work on the same exports, in words; empty if it works alone. */
    public Optional<String> sharing() {
        return Stream.of("caravan.state.url", "caravan.broker.url")
                .filter(name -> given(name).isPresent())
                .map(name -> name + " is set by " + whereSet(name))
                .findFirst()
                .or(() -> Optional.of("profile " + text(PROFILE) + " has its queues on a broker")
                        .filter(words -> Broker.isUsed(this)));
    }

    /** Stores of {@code stores.properties}, {@code {data}} replaced; empty if the file is not there. */
    static Map<String, String> stores(Path folder, Path data) throws IOException {
        Path file = folder.resolve("stores.properties");
        Map<String, String> stores = new TreeMap<>();
        if (Files.exists(file)) {
            PropertyFile.read(file)
                    .forEach((name, source) ->
                            stores.put(name.toString(), source.toString().replace("{data}", data.toString())));
        }
        return stores;
    }

    /** All of them, to hand to Camel. */
    Properties properties() {
        Properties copy = new Properties();
        copy.putAll(properties);
        return copy;
    }

    /** The value of a property, of a file or of the environment, where Camel looks as well; empty if there is none. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(properties.getProperty(name))
                .or(() -> Optional.ofNullable(environment.get(Setting.variable(name))));
    }

    /** The value of a property that has to be there. */
    public String text(String name) {
        String value = properties.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException("Property " + name + " is missing");
        }
        return value.strip();
    }

    /** The value of a property, or of its variable; a default where there is neither. */
    public String text(String name, String byDefault) {
        String variable = environment.get(SiteSettings.variable(name));
        return (variable == null ? properties.getProperty(name, byDefault) : variable).strip();
    }

    /** The value of a property that may be empty. */
    Optional<String> given(String name) {
        return Optional.of(text(name)).filter(value -> !value.isEmpty());
    }

    /** The value of a property as the URL of a server; empty if the property is. */
    Optional<URI> url(String name) {
        return Setting.url(text(name));
    }

    /** The value of a property as a whole number; {@link #check} saw to it that it is one, within the setting's range. */
    long number(String name) {
        return Long.parseLong(text(name));
    }

    /** The value of a property as true or false. */
    boolean flag(String name) {
        return text(name).equals("true");
    }

    /**
     * Looks whether every setting is one, and its value one that it takes.
     *
     * @param own names of settings that the routes of a site name
     * @throws IOException if one is not; the message says which, what was expected, and what may have been meant
     */
    void check(Collection<String> own) throws IOException {
        UnknownSettings unknown = new UnknownSettings(own);
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, Path> place : places.entrySet()) {
            unknown.property(place.getKey()).ifPresent(problem -> problems.add(place.getValue() + ": " + problem));
        }
        environment.keySet().stream()
                .sorted()
                .forEach(name -> unknown.variable(name).ifPresent(problems::add));
        Settings.all()
                .forEach(setting -> Optional.ofNullable(properties.getProperty(setting.name()))
                        .flatMap(setting::problem)
                        .ifPresent(problem -> problems.add(problem + place(setting))));
        Broker.problems(this).forEach(problems::add);
        if (!problems.isEmpty()) {
            throw new IOException(String.join("\n", problems));
        }
    }

    /** What is set for plugins whose settings begin with a prefix, such as {@code caravan.codec.}. */
    SiteSettings site(String prefix) {
        Map<String, String> all = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
        return SiteSettings.of(prefix, all, environment);
    }

    /** Lines about settings for plugins that no plugin takes: which, where it is set, and what may have been meant. */
    List<String> unknown(PluginKeys plugins) {
        List<String> problems = new ArrayList<>();
        places.keySet().stream()
                .sorted()
                .forEach(name ->
                        plugins.property(name).ifPresent(problem -> problems.add(places.get(name) + ": " + problem)));
        environment.keySet().stream()
                .sorted()
                .filter(variable ->
                        places.keySet().stream().map(SiteSettings::variable).noneMatch(variable::equals))
                .forEach(variable -> plugins.variable(variable).ifPresent(problems::add));
        return problems;
    }

    private String place(Setting setting) {
        String where = whereSet(setting);
        return where.isEmpty() ? "" : "; it is set by " + where;
    }

    /** What sets a setting: a variable of the environment, or a file; empty if nothing does. */
    public String whereSet(Setting setting) {
        return whereSet(setting.name());
    }

    /** The same by the name of a property. */
    public String whereSet(String name) {
        String variable = SiteSettings.variable(name);
        return environment.containsKey(variable)
                ? variable
                : Optional.ofNullable(places.get(name)).map(Path::toString).orElse("");
    }
}
