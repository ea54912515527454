package org.dicomcaravan.cli;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code --dataset}: leaves one dataset of a list. */
final class DatasetFlag {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--dataset",
            paramLabel = "DATASET",
            description = "Only those of projects/P/locations/L/datasets/D.")
    private Optional<String> dataset = Optional.empty();

    /**
     * What was asked for; empty for all datasets.
     *
     * @throws picocli.CommandLine.ParameterException if it is no dataset's name
     */
    Optional<String> dataset() {
        if (dataset.isPresent() && !ResourceNames.isDataset(dataset.get())) {
            throw Caravan.usage(spec, "--dataset takes projects/P/locations/L/datasets/D, not " + dataset.get());
        }
        return dataset;
    }
}
