package org.dicomcaravan.api;

import com.fasterxml.jackson.databind.JsonNode;
import org.dicomcaravan.access.Caller;
import org.dicomcaravan.api.wire.Answer;
import org.dicomcaravan.api.wire.AnswerStyle;
import org.dicomcaravan.api.wire.ApiVersion;
import org.dicomcaravan.api.wire.IncomingRequest;
import org.dicomcaravan.api.wire.QueryParameters;
import org.dicomcaravan.api.wire.ResourceName;
import org.dicomcaravan.api.wire.ResourceName.Dataset;
import org.dicomcaravan.api.wire.ResourceName.DicomStore;
import org.dicomcaravan.api.wire.ResourceName.Location;
import org.dicomcaravan.api.wire.ResourceName.OperationName;
import org.dicomcaravan.api.wire.ResourceName.Project;

/**
 * A call of a method.
 *
 * @param version the version of the API that it was called in
 * @param resource what it is called on, of the kind that the method's path names
 * @param query its parameters, which are all known
 * @param style how the answer is to be written
 * @param request the request, of which the body has not been read
 * @param caller who sent it
 */
record ApiCall(
        ApiVersion version,
        ResourceName resource,
        QueryParameters query,
        AnswerStyle style,
        IncomingRequest request,
        Caller caller) {

    Project project() {
        return (Project) resource;
    }

    Location location() {
        return (Location) resource;
    }

    Dataset dataset() {
        return (Dataset) resource;
    }

    DicomStore store() {
        return (DicomStore) resource;
    }

    OperationName operation() {
        return (OperationName) resource;
    }

    /** The answer that is this value. */
    Answer answer(JsonNode value) {
        return Answer.json(200, value, style);
    }
}
