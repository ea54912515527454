package org.dicomcaravan.dependencies;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A library in a jar, which may hold others besides its own.
 *
 * @param group the end of its group's name, or all of it; empty where only the jar's name is known
 * @param jar where it is
 */
record Library(String group, String artifact, Version version, Path jar) {
    private static final Pattern FILE = Pattern.compile("(.+?)-(\\d.*)\\.jar");
    private static final Pattern BUILT_IN = Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");

    /** What a jar holds: by its place in a repository, by its name, and by what Maven left in it. */
    static Set<Library> in(Path jar) throws IOException {
        Set<Library> found = new LinkedHashSet<>();
        byPlace(jar, found);
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
                if (BUILT_IN.matcher(entry.getName()).matches()) {
                    try (InputStream in = file.getInputStream(entry)) {
                        Properties maven = new Properties();
                        maven.load(in);
                        add(
                                found,
                                maven.getProperty("groupId"),
                                maven.getProperty("artifactId"),
                                maven.getProperty("version"),
                                jar);
                    }
                }
            }
            Manifest manifest = file.getManifest();
            if (found.isEmpty() && manifest != null) {
                Attributes main = manifest.getMainAttributes();
                add(found, "", main.getValue("Implementation-Title"), main.getValue("Implementation-Version"), jar);
            }
        }
        return found;
    }

    /** Whether it is the one of that name, {@code group:artifact}. */
    boolean is(String name) {
        List<String> parts = List.of(name.split(":", 2));
        boolean sameGroup = group.isEmpty() || group.equals(parts.get(0)) || group.endsWith("." + parts.get(0));
        return sameGroup && artifact.equals(parts.get(1));
    }

    private static void byPlace(Path jar, Set<Library> found) {
        String file = jar.getFileName().toString();
        Path version = jar.toAbsolutePath().getParent();
        Path artifact = version.getParent();
        if (artifact != null
                && artifact.getParent() != null
                && file.startsWith(artifact.getFileName() + "-" + version.getFileName())) {
            String group = artifact.getParent().toString().replace('\\', '/').replace('/', '.');
            add(
                    found,
                    group,
                    artifact.getFileName().toString(),
                    version.getFileName().toString(),
                    jar);
            return;
        }
        Matcher name = FILE.matcher(file);
        if (name.matches()) {
            add(found, "", name.group(1), name.group(2), jar);
        }
    }

    private static void add(Set<Library> found, String group, String artifact, String version, Path jar) {
        if (group != null && artifact != null && version != null) {
            found.add(new Library(group, artifact, new Version(version), jar));
        }
    }
}
