package org.dicomcaravan.transcode;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Writes jars for a plugin folder. */
public final class PluginJar {

    public static final String SERVICE = "META-INF/services/org.dicomcaravan.transcode.Transcoder";

    private PluginJar() {}

    /** A jar that names a transcoder which is on the class path already. */
    public static Path naming(Path folder, String name, Class<? extends Transcoder> transcoder) throws IOException {
        return withLines(folder, name, List.of(transcoder.getName()));
    }

    /** The same for a service of another kind. */
    public static <S> Path naming(Path folder, String name, Class<S> service, Class<? extends S> provider)
            throws IOException {
        return withLines(folder, name, "META-INF/services/" + service.getName(), List.of(provider.getName()));
    }

    /** A jar whose service file for transcoders has these lines. */
    public static Path withLines(Path folder, String name, List<String> lines) throws IOException {
        return withLines(folder, name, SERVICE, lines);
    }

    private static Path withLines(Path folder, String name, String file, List<String> lines) throws IOException {
        Path jar = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            entries.putNextEntry(new JarEntry(file));
            entries.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
            entries.closeEntry();
        }
        return jar;
    }

    /** A jar of all files below a folder. */
    public static Path of(Path folder, String name, Path files) throws IOException {
        Path jar = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> all = Files.walk(files)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(
                        new JarEntry(files.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
        return jar;
    }
}
