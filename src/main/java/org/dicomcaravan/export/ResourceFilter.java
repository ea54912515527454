package org.dicomcaravan.export;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomcaravan.dicom.InstanceUids;
import org.dicomcaravan.operation.Fingerprint;

/**
 * The instances that a {@code filterConfig} asks for: a text file with a resource path a line,
 * {@code /studies/S[/series/T[/instances/I]]}. Lines that are no such path match nothing, as in Google's export.
 * Immutable once read, and thread-safe.
 */
final class ResourceFilter {

    /** Most different paths: 64 MiB of memory. */
    static final int MOST_PATHS = 1 << 21;

    private static final int LONGEST_LINE = 256;
    private static final Pattern PATH =
            Pattern.compile("/studies/([0-9.]{1,64})(?:/series/([0-9.]{1,64})(?:/instances/([0-9.]{1,64}))?)?");

    private final FingerprintSet paths = new FingerprintSet();
    private final boolean all;

    private ResourceFilter(boolean all) {
        this.all = all;
    }

    /** Everything in the store. */
    static ResourceFilter everything() {
        return new ResourceFilter(true);
    }

    /**
     * Reads a filter file to its end; lines end with LF or CR LF.
     *
     * @throws IOException if it can't be read, or has more than {@link #MOST_PATHS} paths
     */
    static ResourceFilter read(InputStream in) throws IOException {
        ResourceFilter filter = new ResourceFilter(false);
        InputStream buffered = new BufferedInputStream(in, 1 << 16);
        byte[] line = new byte[LONGEST_LINE];
        int length = 0;
        int next;
        do {
            next = buffered.read();
            if (next == '\n' || next < 0) {
                filter.add(line, length);
                length = 0;
            } else if (length < LONGEST_LINE) {
                line[length++] = (byte) next;
            }
        } while (next >= 0);
        return filter;
    }

    private void add(byte[] line, int length) throws IOException {
        String text = new String(line, 0, length, StandardCharsets.ISO_8859_1).strip();
        Matcher path = PATH.matcher(text);
        if (path.matches()) {
            paths.add(key(path.group(1), path.group(2), path.group(3)));
            if (paths.size() > MOST_PATHS) {
                throw new IOException("the filter has more than " + MOST_PATHS
                        + " resource paths; name whole series or studies, or export in several calls");
            }
        }
    }

    /** Whether an instance, its series or its study was named. */
    boolean accepts(InstanceUids uids) {
        return all
                || paths.contains(key(uids.study(), null, null))
                || paths.contains(key(uids.study(), uids.series(), null))
                || paths.contains(key(uids.study(), uids.series(), uids.instance()));
    }

    /** Whether it takes everything, also what has no UIDs. */
    boolean isEverything() {
        return all;
    }

    private static Fingerprint key(String study, String series, String instance) {
        return Fingerprint.of(study, series == null ? "" : series, instance == null ? "" : instance);
    }
}
