package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Coefficients that all have their highest bit in plane 5: eight of them take a byte for their signs, and one a plane. */
class RateForecastTest {

    private static final int SIDE = 80;
    private static final int BYTES = SIDE * SIDE / 8;
    private static final Subband BAND = new Subband(Orientation.LL, 5, 0, 0, SIDE, SIDE);

    /** A plane that fits is followed by two more: part of the next one may fit, and the forecast may be wrong. */
    @ParameterizedTest
    @CsvSource({"1, 3", "2, 2", "3, 1", "4, 0", "6, 0", "1000, 0"})
    void whatFitsIsCodedAndTwoPlanesMore(int times, int lowest) throws IOException {
        assertThat(forecast(1, 0.25).lowest((long) times * BYTES + 10)).isEqualTo(lowest);
    }

    @Test
    void stepsOfAnotherWorthAreOtherPlanes() throws IOException {
        assertThat(forecast(1, 4).lowest(2 * BYTES + 10L)).isEqualTo(4); // four times 1/2 is two planes more
        assertThat(forecast(8, 0.25).lowest(2 * BYTES + 10L)).isEqualTo(2); // indices count, not coefficients
    }

    @Test
    void coefficientsThatAreRareTakeLessThanABitEach() throws IOException {
        float[] plane = new float[SIDE * SIDE];
        for (int i = 0; i < plane.length; i += 100) {
            plane[i] = 32;
        }
        RateForecast forecast = new RateForecast();
        forecast.add(plane, SIDE, BAND, new BandQuantizer(Orientation.LL, 1, 0.25));
        // 64 of 6400: their entropy is 0.0808 bits a coefficient, and then there are signs; each further plane has 8
        // bytes.
        assertThat(forecast.lowest(64 + 8 + 2)).isEqualTo(3);
        assertThat(forecast.lowest(64 + 8 - 2)).isEqualTo(4);
    }

    private static RateForecast forecast(float step, double weight) throws IOException {
        Random random = new Random(1);
        float[] plane = new float[SIDE * SIDE];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = random.nextInt(32, 64) * step * (random.nextBoolean() ? 1 : -1);
        }
        RateForecast forecast = new RateForecast();
        forecast.add(plane, SIDE, BAND, new BandQuantizer(Orientation.LL, step, weight));
        return forecast;
    }
}
