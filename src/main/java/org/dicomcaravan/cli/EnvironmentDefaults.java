package org.dicomcaravan.cli;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** An option that is not given is looked up in the environment: {@code --token-file} is CARAVAN_TOKEN_FILE. */
final class EnvironmentDefaults implements IDefaultValueProvider {
    private static final String PREFIX = "CARAVAN_";

    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        if (argument instanceof OptionSpec option && !option.usageHelp() && !option.versionHelp()) {
            String value = environment.get(variable(option.longestName()));
            return value == null || value.isEmpty() ? null : value;
        }
        return null;
    }

    /** The variable that stands in for an option. */
    static String variable(String option) {
        return PREFIX + option.replaceFirst("^--", "").replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
