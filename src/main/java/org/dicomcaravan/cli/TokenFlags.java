package org.dicomcaravan.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Who calls: a token, by a flag or by the environment. */
final class TokenFlags {
    /** What to do where a server wants to know who calls. */
    static final String GIVE_ONE = "give a token by --token-file, --token or CARAVAN_TOKEN";

    private static final String TOKEN = "--token";
    private static final String FILE = "--token-file";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = FILE,
            paramLabel = "FILE",
            description = "A file that holds a bearer token for the server; read anew for each call.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = TOKEN,
            paramLabel = "TOKEN",
            description = "A bearer token for the server. Whoever lists this machine's processes sees it here: better"
                    + " in a file, or in CARAVAN_TOKEN.")
    private Optional<String> token = Optional.empty();

    /** The token to call with; what is given on the command line wins over the environment. */
    BearerToken token() {
        boolean tokenByFlag = byFlag(TOKEN);
        boolean fileByFlag = byFlag(FILE);
        if (token.isPresent() && file.isPresent() && tokenByFlag == fileByFlag) {
            throw Caravan.usage(command, name(TOKEN) + " and " + name(FILE) + " are both given: leave one out");
        }
        try {
            if (token.isPresent() && (tokenByFlag || file.isEmpty())) {
                return BearerToken.given(name(TOKEN), token.get());
            }
            return file.isPresent() ? BearerToken.in(name(FILE), file.get()) : BearerToken.none();
        } catch (IOException e) {
            throw Caravan.usage(command, e.getMessage());
        }
    }

    /** What names the same file to another command, where the environment does not. A token is never repeated. */
    String hint() {
        return byFlag(FILE) ? file.map(path -> " " + FILE + " " + path).orElse("") : "";
    }

    private boolean byFlag(String option) {
        return command.commandLine().getParseResult().hasMatchedOption(option);
    }

    private String name(String option) {
        return byFlag(option) ? option : EnvironmentDefaults.variable(option);
    }
}
