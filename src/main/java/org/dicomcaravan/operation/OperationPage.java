package org.dicomcaravan.operation;

import java.util.List;
import java.util.Optional;

/**
 * A page of operations, newest first.
 *
 * @param nextPageToken asks for the page after this one; empty on the last
 */
public record OperationPage(List<Operation> operations, Optional<String> nextPageToken) {
    public OperationPage {
        operations = List.copyOf(operations);
    }
}
