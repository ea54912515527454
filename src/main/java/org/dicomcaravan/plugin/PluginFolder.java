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
 * @param problems a line for each jar that is not, and for each service line that names no class in its jar
 */
public record PluginFolder(ClassLoader loader, List<Path> jars, List<String> problems) implements Closeable {

    private static final String SERVICES = "META-INF/services/org.dicomcaravan.";

    /** A line of a service file: the jar, the file and the class that it names. */
    private record ServiceLine(Path jar, String file, String className) {
        String problem() {
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
        return new PluginFolder(loader, List.copyOf(jars), List.copyOf(problems));
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

    /** Closes the jars. Only what no plugin is used after. */
    @Override
    public void close() throws IOException {
        if (loader instanceof URLClassLoader jarLoader) {
            jarLoader.close();
        }
    }
}
