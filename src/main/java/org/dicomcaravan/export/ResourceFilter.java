package org.dicomcaravan.export;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.dicom.InstanceUids;
import org.dicomcaravan.operation.Fingerprint;

/**
 * The instances that a {@code filterConfig} asks for. Lines that are no path match nothing, as in Google's export. It
 * remembers which paths something was found for. For one thread.
 */
final class ResourceFilter {

    private final FingerprintSet paths = new FingerprintSet();
    private final FingerprintSet matched = new FingerprintSet();
    private final List<Fingerprint> news = new ArrayList<>();
    private final boolean all;

    private ResourceFilter(boolean all) {
        this.all = all;
    }

    /** Everything in the store. */
    static ResourceFilter everything() {
        return new ResourceFilter(true);
    }

    /** Reads a filter's text to its end. */
    static ResourceFilter read(InputStream in) throws IOException {
        ResourceFilter filter = new ResourceFilter(false);
        FilterLine.each(in, line -> line.path().ifPresent(filter.paths::add));
        return filter;
    }

    /** Says that something was found for a path before, as after a restart. */
    void matched(Fingerprint path) {
        matched.add(path);
    }

    /** Whether an instance, its series or its study was named; each of them that was has something found for it. */
    boolean accepts(InstanceUids uids) {
        if (all) {
            return true;
        }
        boolean study = accepts(FilterLine.fingerprint(uids.study(), null, null));
        boolean series = accepts(FilterLine.fingerprint(uids.study(), uids.series(), null));
        boolean instance = accepts(FilterLine.fingerprint(uids.study(), uids.series(), uids.instance()));
        return study || series || instance;
    }

    private boolean accepts(Fingerprint path) {
        if (!paths.contains(path)) {
            return false;
        }
        if (matched.add(path)) {
            news.add(path);
        }
        return true;
    }

    /** What was matched for the first time since this was asked before. */
    List<Fingerprint> takeNews() {
        List<Fingerprint> taken = List.copyOf(news);
        news.clear();
        return taken;
    }

    /** Whether anything was found for a path. */
    boolean hasMatched(Fingerprint path) {
        return matched.contains(path);
    }

    /** Whether it takes everything, also what has no UIDs. */
    boolean isEverything() {
        return all;
    }
}
