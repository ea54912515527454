package org.dicomcaravan.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.dicomcaravan.access.Principal;
import org.dicomcaravan.access.Principal.Kind;
import org.dicomcaravan.api.wire.Answer;
import org.dicomcaravan.api.wire.ApiException;
import org.junit.jupiter.api.Test;

class QuotaTest {

    private static final Principal ADA = new Principal(Kind.USER, "ada@clinic.example", Set.of());

    private final AtomicLong nanos = new AtomicLong();
    private final Quota quota = new Quota(60, nanos::get);

    private void take(Principal who, int requests) throws ApiException {
        for (int i = 0; i < requests; i++) {
            quota.count(who);
        }
    }

    private String secondsUntilTheNext(Principal who) {
        ApiException full = catchThrowableOfType(ApiException.class, () -> quota.count(who));
        assertThat(full.status()).isEqualTo(429);
        assertThat(full).hasMessageStartingWith("Quota exceeded: 60 requests a minute");
        return Answer.error(full).headers().get("Retry-After");
    }

    @Test
    void fillsUpAsTimeGoesOn() throws ApiException {
        take(ADA, 60);
        assertThat(secondsUntilTheNext(ADA)).isEqualTo("1");
        nanos.addAndGet(Duration.ofMillis(900).toNanos());
        assertThat(secondsUntilTheNext(ADA)).isEqualTo("1");
        nanos.addAndGet(Duration.ofMillis(200).toNanos());
        take(ADA, 1);
        secondsUntilTheNext(ADA);
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        take(ADA, 60);
        secondsUntilTheNext(ADA);
    }

    @Test
    void isForEachPrincipalAlone() throws ApiException {
        take(ADA, 60);
        take(new Principal(Kind.SERVICE_ACCOUNT, "ada@clinic.example", Set.of()), 60);
        take(Principal.ANYBODY, 1000);
        secondsUntilTheNext(ADA);
    }
}
