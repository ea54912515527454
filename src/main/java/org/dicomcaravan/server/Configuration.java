package org.dicomcaravan.server;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.dicomcaravan.plugin.WholeNumber;
import org.dicomcaravan.text.Quoted;

/**
 * The properties of a config folder: {@code application.properties}, over it the file of the profile, over that the
 * environment. Immutable.
 */
public final class Configuration {

    /** More than one, since a worker waits for the destination once an object and once a batch. */
    private static final int WORKERS_PER_PROCESSOR = 2;

    private static final String PROFILE = "caravan.profile";
    private static final Pattern SERVER_URL =
            Pattern.compile("https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?/?");

    private final Properties properties;
    private final UnaryOperator<String> environment;

    private Configuration(Properties properties, UnaryOperator<String> environment) {
        this.properties = properties;
        this.environment = environment;
    }

    /**
     * Reads a config folder.
     *
     * @param environment environment variables by name; null where there is none
     * @throws IOException if a file is missing or unreadable; the message names it
     */
    static Configuration read(Path folder, UnaryOperator<String> environment) throws IOException {
        Properties properties = new Properties();
        properties.putAll(load(folder.resolve("application.properties")));
        String profile = environment.apply(variable(PROFILE));
        if (profile == null || profile.isBlank()) {
            profile = properties.getProperty(PROFILE, "embedded");
        }
        if (!profile.matches("[a-z][a-z0-9-]{0,31}")) {
            throw new IOException(
                    "Profile " + Quoted.of(profile) + " is no name of a profile: expected one such as google");
        }
        Path file = folder.resolve("application-" + profile + ".properties");
        properties.putAll(load(file));
        properties.setProperty(PROFILE, profile);
        properties.putIfAbsent(
                "caravan.workers",
                Integer.toString(WORKERS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors()));
        for (String name : properties.stringPropertyNames()) {
            String value = environment.apply(variable(name));
            if (value != null) {
                properties.setProperty(name, value);
            }
        }
        return new Configuration(properties, environment);
    }

    /**
     * Whether the buckets of a server that has this config folder, and this process's environment, are folders.
     *
     * @throws IOException if a file is missing or unreadable; the message names it
     */
    public static boolean keepsBucketsInFolders(Path folder) throws IOException {
        return read(folder, System::getenv).text("caravan.objects").equals("bucket");
    }

    /** {@code CARAVAN_GCS_ENDPOINT} for {@code caravan.gcs.endpoint}. */
    static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Stores of {@code stores.properties}, {@code {data}} replaced; empty if the file is not there. */
    static Map<String, String> stores(Path folder, Path data) throws IOException {
        Path file = folder.resolve("stores.properties");
        Map<String, String> stores = new TreeMap<>();
        if (Files.exists(file)) {
            load(file)
                    .forEach((name, source) ->
                            stores.put(name.toString(), source.toString().replace("{data}", data.toString())));
        }
        return stores;
    }

    private static Properties load(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("Configuration " + file + " is not there: expected a file of properties");
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IllegalArgumentException e) {
            throw new IOException("Configuration " + file + " can't be read: " + e.getMessage(), e);
        }
        return properties;
    }

    /** All of them, to hand to Camel. */
    Properties properties() {
        Properties copy = new Properties();
        copy.putAll(properties);
        return copy;
    }

    /** Whether there is a value of a property, in a file or in the environment, where Camel looks as well. */
    boolean isSet(String name) {
        return properties.containsKey(name) || environment.apply(variable(name)) != null;
    }

    /** The value of a property that has to be there. */
    String text(String name) {
        String value = properties.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException("Property " + name + " is missing in config/application.properties");
        }
        return value.strip();
    }

    /** The value of a property that may be empty. */
    Optional<String> given(String name) {
        return Optional.of(text(name)).filter(value -> !value.isEmpty());
    }

    /**
     * The value of a property as the URL of a server.
     *
     * @return empty if the property is
     * @throws IllegalArgumentException unless it is {@code http(s)://HOST[:PORT]}
     */
    Optional<URI> url(String name) {
        String value = text(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!SERVER_URL.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "Property " + name + " is " + Quoted.of(value) + ": expected http(s)://HOST[:PORT], or nothing");
        }
        return Optional.of(URI.create(value));
    }

    /**
     * The value of a property as a whole number.
     *
     * @throws IllegalArgumentException unless it is one from {@code least} to {@code most}
     */
    long number(String name, long least, long most) {
        return WholeNumber.of("Property " + name, text(name), least, most);
    }
}
