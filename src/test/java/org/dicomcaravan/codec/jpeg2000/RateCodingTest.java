package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nothing is missed for bit-planes that were not coded, since they were foreseen to be cut off: as many passes are kept as if
 * all were there, but for a few that bring next to nothing. Of the stripes, bits of columns are foreseen that cost nothing in
 * the end, so that all planes have to be coded after all.
 */
class RateCodingTest {

    static Stream<TestFrame> frames() {
        return Stream.of(
                TestFrame.smooth(new FrameShape(300, 400, 1, 16, 12, 11, false, false, "MONOCHROME2", false)),
                TestFrame.smooth(new FrameShape(150, 150, 3, 8, 8, 7, false, false, "RGB", false)),
                TestFrame.grey(200, 200, 16, 16, true),
                TestFrame.grey(256, 100, 8, 8, false),
                TestFrame.stripes(256, 256),
                TestFrame.flat(new FrameShape(64, 64, 1, 8, 8, 7, false, false, "MONOCHROME2", false), 3));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void asIfAllWereCoded(TestFrame frame) throws IOException {
        FrameShape shape = frame.shape();
        SampleReader reader = SampleReader.ofSamples(frame.decoded(), shape);
        CodingStyle style = CodingStyle.of(frame.decoded(), reader, Coding.LOSSY);
        Tile tile = new Tile(0, 0, shape.columns(), shape.rows());
        for (int bytes : new int[] {100, 5_000, 20_000}) {
            RateControl all = new RateControl(bytes);
            all.add(new TileEncoder(style.components(), new IrreversibleEncoder(reader, style)).encode(tile));
            List<CodedTile> coded = new RateCoding(reader, style).tiles(bytes);
            assertThat(passes(coded)).isCloseTo(passes(all.tiles()), withinPercentage(2));
        }
    }

    private static int passes(List<CodedTile> tiles) {
        return tiles.stream()
                .flatMap(tile -> tile.components().stream())
                .flatMap(List::stream)
                .flatMap(List::stream)
                .flatMap(band -> band.blocks().stream())
                .mapToInt(CodeBlock::passes)
                .sum();
    }
}
