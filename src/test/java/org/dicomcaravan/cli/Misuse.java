package org.dicomcaravan.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Something that a user does wrong, and what he is told. In arguments, values of the environment and sentences
 * <code>{folder}</code> stands for a folder of its own, which has {@code config/}, {@code routes/} and {@code data/}.
 *
 * @param did what is done, in words
 * @param first what is done before, to the folder; what it gives undoes that when it is closed
 * @param environment variables of the process
 * @param weak whether the process may not pass over permissions, as root may
 * @param arguments of the program
 * @param code what it ends with; {@link #RUNS} where it goes on, and only says so
 * @param sentence parts of what it says
 */
record Misuse(
        String did,
        Preparation first,
        Map<String, String> environment,
        boolean weak,
        List<String> arguments,
        int code,
        List<String> sentence) {

    /** A server that goes on. */
    static final int RUNS = -1;

    /** What has to be so that it goes wrong. */
    interface Preparation {
        /** Brings it about; what is closed afterwards takes back what would stay. */
        AutoCloseable in(Path folder) throws Exception;
    }

    /** The command line alone is enough. */
    static Misuse run(String did, String arguments) {
        return new Misuse(did, folder -> () -> {}, Map.of(), false, List.of(arguments.split(" ")), 0, List.of());
    }

    /** A server with config, routes and data of the folder. */
    static Misuse serve(String did, String... more) {
        List<String> arguments = new ArrayList<>(List.of("serve", "--port=0", "--store", SentencesTest.STORE));
        arguments.addAll(List.of(more));
        for (String name : List.of("data", "config", "routes")) {
            if (Stream.of(more).noneMatch(word -> word.startsWith("--" + name + "="))) {
                arguments.add("--" + name + "={folder}/" + name);
            }
        }
        return new Misuse(did, folder -> () -> {}, Map.of(), false, arguments, 0, List.of());
    }

    /** An export of the samples by this process. */
    static Misuse export(String did, String... more) {
        List<String> arguments = new ArrayList<>(List.of("export"));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--data={folder}/data", "--config={folder}/config"));
        return new Misuse(did, folder -> () -> {}, Map.of(), false, arguments, 0, List.of());
    }

    Misuse after(Preparation preparation) {
        return new Misuse(did, preparation, environment, weak, arguments, code, sentence);
    }

    Misuse with(String variable, String value) {
        return new Misuse(did, first, Map.of(variable, value), weak, arguments, code, sentence);
    }

    Misuse weakly() {
        return new Misuse(did, first, environment, true, arguments, code, sentence);
    }

    Misuse says(int exit, String... parts) {
        return new Misuse(did, first, environment, weak, arguments, exit, List.of(parts));
    }
}
