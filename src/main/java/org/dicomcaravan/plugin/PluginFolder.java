package org.dicomcaravan.plugin;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.dicomcaravan.text.Quoted;

/**
 * The plugins of a folder: every {@code *.jar} in it, by name, on one class loader, below which is the server's own.
 * What is in them is found by service files, so one loader serves transcoders and codecs.
 *
 * @param loader finds classes of the server, then of the jars in the order of their names
 * @param jars the jars that are on it
 * @param services what their service files name
 * @param problems a line for each jar that is not, and for each service line that names no class in its jar
 */
public record PluginFolder(ClassLoader loader, List<Path> jars, List<ServiceLine> services, List<String> problems)
        implements Closeable {

    private static final String SERVICES = "META-INF/services/org.dicomcaravan.";
    private static final String COMPONENTS = "META-INF/services/org/apache/camel/component/";

    /**
     * A line of a service file.
     *
     * @param jar that has it
     * @param file its path in there
     * @param className what it names
     */
    public record ServiceLine(Path jar, String file, String className) {
        private boolean isNamedBy(String problem) {
            return problem.contains(className) || problem.contains(className.replace('.', '/'));
        }

        private String problem() {
            return "plugin " + jar.getFileName() + ": " + file + " names " + Quoted.of(className)
                    + ", a class that is not there";
        }
    }

    /** Opens the jars of a folder, which need not exist. A jar that can't be read is a problem and nothing more. */
    public static PluginFolder open(Path folder, ClassLoader parent) {
        List<Path> jars = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        List<URL> urls = new ArrayList<>();
        List<ServiceLine> lines = new ArrayList<>();
        for (Path jar : list(folder, problems)) {
            try {
                lines.addAll(serviceLines(jar));
                urls.add(jar.toUri().toURL());
                jars.add(jar);
            } catch (IOException | UncheckedIOException | SecurityException e) {
                problems.add("plugin " + jar.getFileName() + " can't be read and is left out: " + e.getMessage());
            }
        }
        ClassLoader loader = new URLClassLoader("transcoders", urls.toArray(URL[]::new), parent);
        lines.stream()
                .filter(line -> loader.getResource(line.className().replace('.', '/') + ".class") == null)
                .forEach(line -> problems.add(line.problem()));
        return new PluginFolder(loader, List.copyOf(jars), List.copyOf(lines), List.copyOf(problems));
    }

    /** A sentence about a class that a service file names, with the jar that has the file in front. */
    public String withJar(String problem) {
        return services.stream()
                .filter(line -> line.isNamedBy(problem))
                .map(line -> line.jar().getFileName().toString())
                .filter(jar -> !problem.contains(jar))
                .findFirst()
                .map(jar -> "plugin " + jar + ": " + problem)
                .orElse(problem);
    }

    private static List<Path> list(Path folder, List<String> problems) {
        List<Path> jars = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
                files.forEach(jars::add);
            } catch (IOException e) {
                problems.add("plugin folder " + folder + " can't be listed: " + e.getMessage());
            }
        }
        jars.sort(null);
        return jars;
    }

    private static List<ServiceLine> serviceLines(Path jar) throws IOException {
        List<ServiceLine> found = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            List<JarEntry> services = file.stream()
                    .filter(entry -> entry.getName().startsWith(SERVICES) && !entry.isDirectory())
                    .toList();
            for (JarEntry service : services) {
                try (BufferedReader lines = new BufferedReader(
                        new InputStreamReader(file.getInputStream(service), StandardCharsets.UTF_8))) {
                    lines.lines()
                            .limit(1000)
                            .map(line -> line.replaceFirst("#.*", "").strip())
                            .filter(line -> !line.isEmpty())
                            .forEach(name -> found.add(new ServiceLine(jar, service.getName(), name)));
                }
            }
        }
        return found;
    }

    /** The names of the Camel components that one of the jars brings, as routes write them. */
    public static List<String> components(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.startsWith(COMPONENTS) && name.length() > COMPONENTS.length())
                    .map(name -> name.substring(COMPONENTS.length()))
                    .sorted()
                    .toList();
        }
    }

    /** Closes the jars. Only what no plugin is used after. */
    @Override
    public void close() throws IOException {
        if (loader instanceof URLClassLoader jarLoader) {
            jarLoader.close();
        }
    }
}
