package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.dicomcaravan.transcode.PluginProject;

/** What has to be seen of the commands by which a page builds a plugin and drops it in. */
final class ShownPlugin {

    static final String FOLDER = "transcoders/portable-anymap";

    private ShownPlugin() {}

    static void packagePlugin(ScratchProject project) throws Exception {
        Path target = Files.createDirectories(project.file(FOLDER + "/target"));
        PluginProject.build(project.file(FOLDER), target.resolve("classes"), target, "portable-anymap.jar");
    }

    static void isDroppedIn(ScratchProject project, ScratchProject.Ran ran) throws IOException {
        assertThat(ran.code()).as(ran.output()).isZero();
        try (JarFile jar =
                new JarFile(project.file("transcoders/portable-anymap.jar").toFile())) {
            assertThat(jar.stream().map(JarEntry::getName))
                    .contains(
                            "org/example/anymap/PortableAnymap.class",
                            "META-INF/services/org.dicomcaravan.transcode.Transcoder");
        }
        String folder = project.file("transcoders").toString();
        assertThat(CommandLineRun.of("codecs", "--transcoders", folder).outLines())
                .contains("  image/x-portable-anymap");
    }

    static void exportsAnymaps(ScratchProject project, ScratchProject.Ran ran) throws IOException {
        assertThat(ran.code()).isEqualTo(ExitCode.INSTANCES_FAILED);
        assertThat(ShownCommands.names(project.file("data/buckets/demo/anymaps")))
                .allMatch(name -> name.endsWith(".pnm"));
        assertThat(ShownCommands.contents(project.file("data/buckets/demo/anymaps")))
                .hasSizeGreaterThan(39)
                .allMatch(bytes -> bytes.get(0) == 'P' && (bytes.get(1) == '5' || bytes.get(1) == '6'));
    }
}
