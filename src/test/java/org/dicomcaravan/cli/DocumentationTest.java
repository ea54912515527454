package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dicomcaravan.samples.MadeSamples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the pages show is what there is: each command is typed into a shell, and what it did is looked at. */
class DocumentationTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    /** Settings of a plugin are its own. */
    private static final Pattern SETTING = Pattern.compile("(?<=`)caravan\\.(?!transcoder\\.portable)[a-z.-]+");

    private static final Pattern VARIABLE = Pattern.compile("\\b(?:CARAVAN|BENCH)_[A-Z0-9_]+");

    /** What was run already: a command that several pages show is run once. */
    private static final Set<String> RUN = new HashSet<>();

    @TempDir
    private static Path folder;

    private static ScratchProject project;

    @BeforeAll
    static void project() throws IOException {
        project = ScratchProject.make(folder.resolve("a project"));
    }

    @AfterEach
    void stopItsServer() throws InterruptedException {
        project.stopServer();
    }

    static List<Page> pages() throws IOException {
        return Page.all();
    }

    private static Set<String> commands() throws IOException {
        return pages().stream().flatMap(page -> page.commands().stream()).collect(Collectors.toSet());
    }

    /** In the order of the page: a later command may need what an earlier one did. */
    @ParameterizedTest
    @MethodSource("pages")
    void commandsDoWhatTheirPageSays(Page page) throws Exception {
        List<String> commands = page.commands().stream().filter(RUN::add).toList();
        commands.forEach(DocumentationTest::assumeItsProgram);
        for (String command : commands) {
            Optional<CommandsNotRun.NotRun> listed = CommandsNotRun.find(command);
            if (listed.isPresent()) {
                listed.get().standIn().act(project);
            } else {
                run(command);
            }
        }
    }

    private static void run(String command) throws Exception {
        String filledIn = command;
        for (Map.Entry<String, String> one : ShownCommands.FILLED_IN.entrySet()) {
            filledIn = filledIn.replace(one.getKey(), one.getValue());
        }
        if (!filledIn.equals(command)) {
            MadeSamples.into(project.file("data"));
        }
        ScratchProject.Ran ran = project.run(filledIn);
        try {
            ShownCommands.EFFECTS
                    .getOrDefault(command, DocumentationTest::unseen)
                    .check(project, ran);
            for (Page page : pages()) {
                if (page.outputs().containsKey(command)) {
                    assertThat(ran.output()).isEqualTo(page.outputs().get(command));
                }
            }
        } catch (AssertionError e) {
            throw new AssertionError(command + "\nended with " + ran.code() + " and said\n" + ran.output(), e);
        }
    }

    private static void unseen(ScratchProject project, ScratchProject.Ran ran) {
        throw new AssertionError("Nobody looks at what this does: list it in ShownCommands");
    }

    private static void assumeItsProgram(String command) {
        for (String program : command.startsWith("curl ") ? List.of("bash", "curl") : List.of("bash")) {
            boolean there = Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                    .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
            Assumptions.assumeTrue(there, () -> "no " + program + " on the PATH, which the page's commands need");
        }
    }

    @Test
    void everyCommandIsRunOrSaidNotToBe() throws IOException {
        assertThat(commands())
                .allSatisfy(command -> assertThat(ShownCommands.EFFECTS.containsKey(command)
                                ^ CommandsNotRun.find(command).isPresent())
                        .as("listed once in ShownCommands or CommandsNotRun: " + command)
                        .isTrue());
    }

    @Test
    void whatIsListedIsShown() throws IOException {
        assertThat(commands()).containsAll(ShownCommands.EFFECTS.keySet());
        for (CommandsNotRun.NotRun listed : CommandsNotRun.ALL) {
            assertThat(commands()).as(listed.reason()).anyMatch(command -> command.matches(listed.pattern()));
        }
    }

    /**
     * What is shown is a fenced block of a kind that is run: commands and what they print here, routes by
     * CustomisationsTest, questions by QuestionsPageTest.
     */
    @ParameterizedTest
    @MethodSource("pages")
    void blocksAreOfAKindThatIsRun(Page page) {
        assertThat(page.blocks())
                .allSatisfy(block -> assertThat(block.isShell() || isRunElsewhere(page, block))
                        .as("a block of " + block.language() + ", which nothing runs: " + block.text())
                        .isTrue());
        assertThat(page.text().lines().filter(line -> line.strip().startsWith("```")))
                .as("fences, all of which were found")
                .hasSize(2 * page.blocks().size());
        assertThat(page.text()).as("a block without a fence").doesNotContainPattern("\\n\\n(?: {4}|\\t)\\s*\\S");
    }

    private static boolean isRunElsewhere(Page page, Page.Block block) {
        return switch (block.language()) {
            case "yaml" -> true;
            case "text" -> page.outputs().containsValue(block.text());
            case "json" -> page.path().equals(Path.of("docs/security.md")); // SecurityPageTest
            case "sql" -> page.path().equals(QuestionsPage.PATH);
            default -> false;
        };
    }

    /** The lines of a YAML block stand, in the same order, in one of the route files that the tests run. */
    @ParameterizedTest
    @MethodSource("pages")
    void yamlIsThatOfAFileThatIsRun(Page page) throws IOException {
        List<String> files = new ArrayList<>();
        for (Path routes : List.of(Path.of("routes"), Path.of("docs/customisations"))) {
            try (Stream<Path> all = Files.walk(routes)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    files.add(flat(Files.readString(file)));
                }
            }
        }
        for (Page.Block block : page.blocks()) {
            if (block.language().equals("yaml")) {
                assertThat(files).as(block.text()).anyMatch(file -> file.contains(flat(block.text())));
            }
        }
    }

    private static String flat(String yaml) {
        return yaml.lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    /** A setting that a page names is one of the configuration or of a customisation; a variable is one that is read. */
    @ParameterizedTest
    @MethodSource("pages")
    void settingsAreThoseThatAreRead(Page page) throws IOException {
        String settings = contents("config", "docs/customisations", "src/main/java/org/dicomcaravan/server/settings");
        String programs = contents("caravan", "bench", "src/main/java", "src/test/java")
                + settings.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_")
                + variablesOfFlags(Caravan.commandLine(Map.of()));
        assertThat(SETTING.matcher(page.text()).results().map(MatchResult::group))
                .allMatch(settings::contains);
        assertThat(VARIABLE.matcher(page.text()).results().map(MatchResult::group))
                .allMatch(programs::contains);
    }

    private static String variablesOfFlags(CommandLine command) {
        Stream<String> own = command.getCommandSpec().options().stream()
                .map(option -> EnvironmentDefaults.variable(option.longestName()));
        return Stream.concat(own, command.getSubcommands().values().stream().map(DocumentationTest::variablesOfFlags))
                .collect(Collectors.joining(" "));
    }

    private static String contents(String... places) throws IOException {
        StringBuilder contents = new StringBuilder();
        for (String place : places) {
            try (Stream<Path> all = Files.walk(Path.of(place))) {
                for (Path file : all.filter(DocumentationTest::isText).toList()) {
                    contents.append(Files.readString(file));
                }
            }
        }
        return contents.toString();
    }

    private static boolean isText(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file) && (!name.contains(".") || name.matches(".*\\.(java|properties|yaml|py)"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Page page) throws IOException {
        Matcher links = LINK.matcher(page.text());
        while (links.find()) {
            Path target = page.path()
                    .toAbsolutePath()
                    .getParent()
                    .resolve(links.group(1))
                    .normalize();
            assertThat(target).as("link in " + page).exists();
            if (links.group(2) != null) {
                assertThat(anchors(target)).as("link in " + page).contains(links.group(2));
            }
        }
    }

    /** Of the headings of a page, as GitHub makes them. */
    private static List<String> anchors(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> "#"
                        + line.replaceFirst("#+ ", "")
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^\\p{L}\\p{N} -]", "")
                                .replace(' ', '-'))
                .toList();
    }
}
