package org.dicomcaravan.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dicomcaravan.access.AuditLog;
import org.dicomcaravan.operation.Operation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is told of an operation that ends: to the audit log, to the server's log, and to the route that follows. */
final class EndReport {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    private final AuditLog audit;
    private final Set<Long> audited = ConcurrentHashMap.newKeySet();

    EndReport(AuditLog audit) {
        this.audit = audit;
    }

    /** Writes down that it ends; once, however often saving that is tried. */
    void audit(Operation ended) {
        if (!audited.add(ended.id())) {
            return;
        }
        SavedExport saved = SavedExport.of(ended);
        audit.ended(
                saved.caller(),
                new AuditLog.End(
                        ended.name(),
                        ended.origin().store(),
                        saved.request().target().uri(),
                        ended.error().map(error -> error.code().name()).orElse("OK"),
                        ended.counters().success(),
                        ended.counters().failure()));
    }

    /** Tells of it, once it is saved. */
    void log(Operation ended) {
        audited.remove(ended.id());
        LOG.info(
                "{} ended {}: {} exported, {} failed, {} left out",
                ended.name(),
                ended.error()
                        .map(error -> "in error " + error.code().number() + " (" + error.message() + ")")
                        .orElse("well"),
                ended.counters().success(),
                ended.counters().failure(),
                ended.counters().excluded());
    }

    /** Its last state, for a route. */
    String json(Operation ended) {
        ObjectNode json = JSON.createObjectNode();
        json.put("name", ended.name()).put("store", ended.origin().store()).put("done", ended.isDone());
        json.putObject("counter")
                .put("success", ended.counters().success())
                .put("failure", ended.counters().failure())
                .put("excluded", ended.counters().excluded());
        ended.error()
                .ifPresent(error -> json.putObject("error")
                        .put("code", error.code().number())
                        .put("message", error.message()));
        return json.toString();
    }
}
