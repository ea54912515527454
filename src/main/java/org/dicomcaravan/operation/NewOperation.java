package org.dicomcaravan.operation;

import java.util.regex.Pattern;

/**
 * An operation to be saved.
 *
 * @param dataset {@code projects/P/locations/L/datasets/D}, the parent of its name
 * @param store full name of the DICOM store that it works on
 * @param apiVersion of the starting call, such as {@code v1beta1}: its messages keep to that version
 * @param method of the starting call, such as {@code ExportDicomData}
 * @param request the body of the call as JSON, at most 1 Mi characters
 */
public record NewOperation(String dataset, String store, String apiVersion, String method, String request) {
    private static final Pattern DATASET = Pattern.compile("projects/[^/]+/locations/[^/]+/datasets/[^/]+");
    private static final int LONGEST_REQUEST = 1 << 20;

    public NewOperation {
        if (!DATASET.matcher(dataset).matches()) {
            throw new IllegalArgumentException("dataset '" + dataset + "': projects/P/locations/L/datasets/D expected");
        }
        if (!store.startsWith(dataset + "/")) {
            throw new IllegalArgumentException("store '" + store + "' is not in dataset " + dataset);
        }
        if (request.length() > LONGEST_REQUEST) {
            throw new IllegalArgumentException("request of " + request.length() + " characters: at most "
                    + LONGEST_REQUEST + " can be kept with an operation");
        }
    }
}
