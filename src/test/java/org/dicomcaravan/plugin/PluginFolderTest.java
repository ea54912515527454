package org.dicomcaravan.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dicomcaravan.transcode.Chains;
import org.dicomcaravan.transcode.PluginJar;
import org.dicomcaravan.transcode.Transcoder;
import org.dicomcaravan.transcode.guard.Misbehaving;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginFolderTest {

    private static final ClassLoader OURS = PluginFolderTest.class.getClassLoader();

    @TempDir
    Path folder;

    @Test
    void aFolderThatIsMissingOrEmptyHasNoPlugins() throws Exception {
        try (PluginFolder plugins = PluginFolder.open(folder.resolve("none"), OURS);
                PluginFolder empty = PluginFolder.open(folder, OURS)) {
            assertThat(plugins.jars()).isEmpty();
            assertThat(plugins.problems()).isEmpty();
            assertThat(empty.jars()).isEmpty();
            assertThat(empty.loader().loadClass(Transcoder.class.getName())).isSameAs(Transcoder.class);
        }
    }

    @Test
    void jarsAreTakenInTheOrderOfTheirNames() throws Exception {
        PluginJar.naming(folder, "b.jar", Misbehaving.class);
        PluginJar.naming(folder, "a.jar", Misbehaving.class);
        Files.createDirectories(folder.resolve("project"));
        Files.writeString(folder.resolve("README.md"), "no jar");

        try (PluginFolder plugins = PluginFolder.open(folder, OURS)) {
            assertThat(plugins.jars())
                    .extracting(jar -> jar.getFileName().toString())
                    .containsExactly("a.jar", "b.jar");
            assertThat(plugins.problems()).isEmpty();
        }
    }

    @Test
    void aBrokenJarIsNamedAndTheOthersWork() throws Exception {
        Files.write(folder.resolve("a.jar"), new byte[] {1, 2, 3});
        Files.createDirectories(folder.resolve("b.jar"));
        PluginJar.naming(folder, "c.jar", Misbehaving.class);

        try (PluginFolder plugins = PluginFolder.open(folder, OURS)) {
            assertThat(plugins.jars())
                    .extracting(jar -> jar.getFileName().toString())
                    .containsExactly("c.jar");
            assertThat(plugins.problems()).hasSize(2);
            assertThat(plugins.problems().get(0)).startsWith("plugin a.jar can't be read and is left out");
            assertThat(plugins.problems().get(1)).startsWith("plugin b.jar can't be read and is left out");
        }
        assertThat(Chains.impatient(folder).mediaTypes()).contains("test/throws");
    }

    @Test
    void aServiceLineThatNamesNothingIsNamedAndTheOthersWork() throws Exception {
        PluginJar.withLines(
                folder, "a.jar", List.of("# ours", "no.such.Thing # gone", "", Misbehaving.class.getName()));

        try (PluginFolder plugins = PluginFolder.open(folder, OURS)) {
            assertThat(plugins.problems())
                    .containsExactly("plugin a.jar: " + PluginJar.SERVICE
                            + " names \"no.such.Thing\", a class that is not there");
        }
        assertThat(Chains.impatient(folder).mediaTypes()).contains("test/throws");
    }
}
