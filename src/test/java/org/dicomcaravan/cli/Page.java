package org.dicomcaravan.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown page of the project, and what it shows.
 *
 * @param path where it lies, from the project's root
 * @param text all of it
 */
record Page(Path path, String text) {

    /** Folders that are not the project's own: what was built, what a server keeps, what other programs left. */
    private static final Set<String> NOT_OURS = Set.of("target", "data", "node_modules");

    private static final Pattern SHOWN =
            Pattern.compile("(?ms)^(?<fence>[ ]*(?:```|~~~))(?<language>[^\\n]*)\\n(?<block>.*?)^\\k<fence>[ ]*$"
                    + "|(?<!`)`(?<span>(?:[^`\\n]|\\n(?!\\n))+)`(?!`)");

    /** Words in the middle of a sentence that are a command: it begins with a program. */
    private static final Pattern COMMAND = Pattern.compile("(?:[A-Z_]+=\\S+ +)*"
            + "(?:\\./\\w\\S*(?= |$)|\\.ci/(?:run|soak)|bench/[a-z_-]+(?:\\.py)?(?= |$)|"
            + "(?:apt|apt-get|bash|curl|docker|gcloud|git|jar|java|javac|make|mvn|pip|python3|sh) )"
            + ".*");

    /**
     * A fenced block.
     *
     * @param language what is behind the fence; empty for commands
     * @param text its lines
     */
    record Block(String language, String text) {
        private static final Set<String> SHELL = Set.of("", "sh", "bash", "shell", "console");

        boolean isShell() {
            return SHELL.contains(language);
        }

        private Stream<String> commands() {
            return text.replaceAll("\\\\\\n\\s*", "").lines().map(Page::bare).filter(line -> !line.isEmpty());
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    /** Every page of the project, in the order of their names. */
    static List<Page> all() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> top = Files.list(Path.of(""))) {
            for (Path entry : top.filter(Page::isOurs).toList()) {
                try (Stream<Path> below = Files.walk(entry)) {
                    below.filter(file -> file.toString().endsWith(".md") && Files.isRegularFile(file))
                            .filter(file ->
                                    Stream.of(file.toString().split("/")).noneMatch(NOT_OURS::contains))
                            .forEach(found::add);
                }
            }
        }
        List<Page> pages = new ArrayList<>();
        for (Path path : found.stream().sorted().toList()) {
            pages.add(new Page(path, Files.readString(path)));
        }
        return pages;
    }

    private static boolean isOurs(Path entry) {
        String name = entry.getFileName().toString();
        return !name.startsWith(".") && !NOT_OURS.contains(name);
    }

    List<Block> blocks() {
        return shown().filter(match -> match.group(3) != null).map(Page::block).toList();
    }

    /** What a command is shown to print: the block of text behind the block that the command ends. */
    Map<String, String> outputs() {
        Map<String, String> outputs = new HashMap<>();
        List<Block> blocks = blocks();
        for (int i = 1; i < blocks.size(); i++) {
            if (blocks.get(i).language().equals("text") && blocks.get(i - 1).isShell()) {
                List<String> commands = blocks.get(i - 1).commands().toList();
                outputs.put(commands.get(commands.size() - 1), blocks.get(i).text());
            }
        }
        return outputs;
    }

    /** The commands of its blocks and its sentences, each on one line and without its comment, in their order. */
    List<String> commands() {
        return shown().flatMap(Page::commands).toList();
    }

    private Stream<MatchResult> shown() {
        return SHOWN.matcher(text).results();
    }

    private static Block block(MatchResult match) {
        return new Block(match.group(2).strip(), match.group(3));
    }

    private static Stream<String> commands(MatchResult match) {
        String span = match.group(4);
        if (span != null) {
            String words = span.replaceAll("\\s+", " ");
            return COMMAND.matcher(words).matches() ? Stream.of(words) : Stream.empty();
        }
        Block block = block(match);
        return block.isShell() ? block.commands() : Stream.empty();
    }

    private static String bare(String line) {
        return line.replaceAll("(^|\\s+)#\\s.*$", "").strip();
    }
}
