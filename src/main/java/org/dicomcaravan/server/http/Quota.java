package org.dicomcaravan.server.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.dicomcaravan.access.Principal;
import org.dicomcaravan.api.wire.ApiException;

/**
 * How many requests each principal may send: so many a minute, and a minute's worth at once. Where nobody is asked who he is,
 * nobody is counted. Thread-safe.
 */
public final class Quota {

    private static final int MOST_PRINCIPALS = 100_000;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final long aMinute;
    private final LongSupplier nanos;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST_PRINCIPALS)
            .expireAfterAccess(Duration.ofMinutes(2))
            .build();

    /** So many requests a minute. */
    public Quota(long aMinute) {
        this(aMinute, System::nanoTime);
    }

    Quota(long aMinute, LongSupplier nanos) {
        this.aMinute = aMinute;
        this.nanos = nanos;
    }

    /** Counts a request. */
    void count(Principal principal) throws ApiException {
        if (principal.kind() == Principal.Kind.ANYBODY) {
            return;
        }
        long seconds = buckets.get(principal.toString(), first -> new Bucket((double) aMinute, nanos.getAsLong()))
                .take((double) aMinute, nanos.getAsLong());
        if (seconds > 0) {
            throw ApiException.tooMuch(
                    "Quota exceeded: " + aMinute + " requests a minute for each principal"
                            + " (caravan.http.requests-per-minute); try again later.",
                    seconds);
        }
    }

    /** What a principal has left; it fills up again as time goes on. */
    private static final class Bucket {

        private double left;
        private long last;

        private Bucket(double full, long now) {
            left = full;
            last = now;
        }

        /** Takes one; seconds until there is one, where there is none. */
        private synchronized long take(double full, long now) {
            left = Math.min(full, left + (double) (now - last) / MINUTE * full);
            last = now;
            if (left >= 1) {
                left--;
                return 0;
            }
            return Math.max(1, (long)
                    Math.ceil((1 - left) / full * Duration.ofMinutes(1).toSeconds()));
        }
    }
}
