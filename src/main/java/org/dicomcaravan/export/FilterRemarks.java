package org.dicomcaravan.export;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.operation.LogEntry;
import org.dicomcaravan.operation.Plans;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.text.Quoted;

/**
 * Tells of the lines of a filter that are no path, or for which nothing was found, or that there are none: each is a
 * warning in the operation's log, once, whatever is interrupted. For one thread.
 */
final class FilterRemarks {

    /** Most remarks that are saved at a time. */
    private static final int SLICE = 1000;

    private final Export export;
    private final Plans plans;
    private final List<LogEntry> remarks = new ArrayList<>();
    private long saved;
    private boolean isEmpty = true;
    private boolean lost;

    FilterRemarks(Export export, Plans plans) {
        this.export = export;
        this.plans = plans;
        this.saved = plans.judged(export.operation());
    }

    /** Goes through a filter's text, once the whole store is listed. */
    void of(InputStream text, ResourceFilter filter) throws IOException {
        long[] last = {saved};
        FilterLine.each(text, line -> {
            isEmpty = false;
            if (line.number() > saved && !lost) {
                judge(line, filter);
                last[0] = line.number();
                if (remarks.size() == SLICE) {
                    save(line.number());
                }
            }
        });
        if (isEmpty && saved == 0) {
            remarks.add(LogEntry.warning(
                    export.request().store(),
                    RpcCode.INVALID_ARGUMENT,
                    "the filter has no line that names anything, so nothing is exported; leave filterConfig away to"
                            + " export the whole store"));
            last[0] = 1;
        }
        if (!lost) {
            save(last[0]);
        }
    }

    private void judge(FilterLine line, ResourceFilter filter) {
        String store = export.request().store();
        String named = "line " + line.number() + " of the filter, " + Quoted.of(line.text()) + ", ";
        if (line.path().isEmpty()) {
            remarks.add(LogEntry.warning(
                    store,
                    RpcCode.INVALID_ARGUMENT,
                    named + "is no path: expected /studies/UID, followed by nothing, by /series/UID, or by"
                            + " /series/UID/instances/UID"));
        } else if (!filter.hasMatched(line.path().get())) {
            remarks.add(LogEntry.warning(store, RpcCode.NOT_FOUND, named + "matches nothing in the store"));
        }
    }

    private void save(long line) {
        if (line > saved) {
            lost = !plans.judged(export.operation(), saved, line, remarks);
            saved = line;
            remarks.clear();
        }
    }
}
