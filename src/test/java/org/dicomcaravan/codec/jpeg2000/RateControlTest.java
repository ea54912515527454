package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dicomcaravan.codec.Interruptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code-blocks of 40 passes with 10 bytes each, of which each pass gains less than the one before. */
class RateControlTest {

    private static final int PASSES = 40;
    private static final int BYTES = 10;
    private static final int BLOCKS = 20; // of a tile

    private final Random random = new Random(14);

    @ParameterizedTest
    @ValueSource(ints = {50, 200, 1_000, 5_000, 20_000})
    void theBytesAreUsedWhereTheyGainMost(int bytes) throws IOException {
        List<double[]> slopes = new ArrayList<>();
        List<CodedTile> tiles = List.of(tile(slopes, 1), tile(slopes, 1), tile(slopes, 10));
        assertBest(slopes, fitted(bytes, tiles), bytes);
    }

    /** All tiles have some 100,000 bytes, so that they are cut while they come. */
    @Test
    void manyTilesAreCutOnTheWay() throws IOException {
        List<double[]> slopes = new ArrayList<>();
        List<CodedTile> tiles = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            tiles.add(tile(slopes, 1 + i % 5));
        }
        assertBest(slopes, fitted(4_000, tiles), 4_000);
    }

    @Test
    void nothingIsCutOffWhereAllFits() throws IOException {
        CodedTile tile = tile(new ArrayList<>(), 1);
        assertThat(fitted(PASSES * BYTES * BLOCKS + 200, List.of(tile))).containsExactly(tile);
    }

    @Test
    void nothingIsKeptOfWhatWasCutOff() throws IOException {
        for (CodedTile tile : fitted(1_000, List.of(tile(new ArrayList<>(), 1)))) {
            for (CodeBlock block : tile.components().get(0).get(0).get(0).blocks()) {
                assertThat(block.bytes()).hasSize(block.length());
            }
        }
    }

    @Test
    void packetsAreAsLongAsWasSaid() throws IOException {
        CodedTile tile = fitted(3_000, List.of(tile(new ArrayList<>(), 1))).get(0);
        assertThat((long) tile.packets(0, tile.resolutions()).size()).isEqualTo(tile.length());
    }

    @Test
    void itEndsWhereItsThreadIsInterrupted() throws InterruptedException {
        CodedTile tile = tile(new ArrayList<>(), 1);
        Interruptions.assertLooks(20, () -> fitted(500, List.of(tile)));
    }

    private CodedTile tile(List<double[]> slopes, double gain) {
        List<CodeBlock> blocks = new ArrayList<>();
        for (int i = 0; i < BLOCKS; i++) {
            double[] falling = new double[PASSES];
            int[] lengths = new int[PASSES];
            double[] gains = new double[PASSES];
            double slope = gain * random.nextDouble(100);
            double gained = 0;
            for (int pass = 0; pass < PASSES; pass++) {
                slope *= random.nextDouble(0.5, 0.99);
                falling[pass] = slope;
                gained += slope * BYTES;
                gains[pass] = gained;
                lengths[pass] = BYTES * (pass + 1);
            }
            slopes.add(falling);
            blocks.add(new CodeBlock(20, new byte[PASSES * BYTES], TruncationPoints.of(lengths, gains)));
        }
        return new CodedTile(List.of(List.of(List.of(new BlockGrid(5, 22, blocks)))));
    }

    private static List<CodedTile> fitted(long bytes, List<CodedTile> tiles) throws IOException {
        RateControl rate = new RateControl(bytes);
        for (CodedTile tile : tiles) {
            rate.add(tile);
        }
        return rate.tiles();
    }

    /** No pass that is left out gains more than one that is there, and not one more would fit. */
    private static void assertBest(List<double[]> slopes, List<CodedTile> tiles, long bytes) {
        double leastIn = Double.MAX_VALUE;
        double mostOut = 0;
        int index = 0;
        for (CodedTile tile : tiles) {
            for (CodeBlock block : tile.components().get(0).get(0).get(0).blocks()) {
                double[] falling = slopes.get(index++);
                leastIn = block.passes() == 0 ? leastIn : Math.min(leastIn, falling[block.passes() - 1]);
                mostOut = block.passes() == PASSES ? mostOut : Math.max(mostOut, falling[block.passes()]);
            }
        }
        assertThat(leastIn).isGreaterThan(mostOut * 0.999999); // slopes are rounded
        long length = tiles.stream().mapToLong(CodedTile::length).sum();
        assertThat(length).isBetween(bytes - BYTES - 10, bytes);
    }
}
