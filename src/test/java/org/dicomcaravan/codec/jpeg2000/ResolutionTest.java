package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dicomcaravan.dicom.DicomException;
import org.junit.jupiter.api.Test;

/** Resolutions, subbands, precincts and code-blocks lie where the equations of Annex B have them. */
class ResolutionTest {

    private final Random random = new Random(15);

    @Test
    void resolutionsAndSubbands() throws DicomException {
        for (int round = 0; round < 300; round++) {
            Geometry geometry = Geometry.random(random);
            for (TileComponent component : geometry.tileComponents()) {
                int i = component.number();
                int levels = geometry.components().get(i).levels();
                assertThat(component.area()).isEqualTo(geometry.tileComponent(i));
                assertThat(component.resolutions()).hasSize(levels + 1);
                for (int r = 0; r <= levels; r++) {
                    Resolution resolution = component.resolutions().get(r);
                    assertThat(resolution.area()).isEqualTo(geometry.resolution(i, r));
                    int nb = r == 0 ? levels : levels - r + 1;
                    assertThat(component.bands(r, geometry.size().components().get(i)))
                            .extracting(Band::area)
                            .isEqualTo(
                                    r == 0
                                            ? List.of(geometry.subband(i, nb, 0, 0))
                                            : List.of(
                                                    geometry.subband(i, nb, 1, 0),
                                                    geometry.subband(i, nb, 0, 1),
                                                    geometry.subband(i, nb, 1, 1)));
                }
            }
        }
    }

    /** Each coefficient in a code-block of its own precinct: B.6, B.7. */
    @Test
    void codeBlocks() throws DicomException {
        int coefficients = 0;
        for (int round = 0; round < 300; round++) {
            Geometry geometry = Geometry.random(random);
            for (TileComponent component : geometry.tileComponents()) {
                ImageSize.Component samples = geometry.size().components().get(component.number());
                for (Resolution resolution : component.resolutions()) {
                    List<Precinct> precincts = resolution.split(component, geometry.tile(), samples);
                    int i = component.number();
                    int r = resolution.number();
                    int wide = geometry.precinctsWide(i, r);
                    assertThat(precincts).hasSize(wide * geometry.precinctsHigh(i, r));
                    assertThat(resolution.precincts(component.style())).isEqualTo(precincts.size());
                    List<Band> bands = component.bands(r, samples);
                    for (int band = 0; band < bands.size(); band++) {
                        Rectangle area = bands.get(band).area();
                        coefficients += check(geometry, i, resolution, precincts, band, area);
                    }
                }
            }
        }
        assertThat(coefficients).isGreaterThan(50_000);
    }

    private static int check(
            Geometry geometry, int i, Resolution resolution, List<Precinct> precincts, int band, Rectangle area) {
        int r = resolution.number();
        int halved = r == 0 ? 0 : 1;
        Geometry.Coded coded = geometry.components().get(i);
        int ppx = coded.ppx()[r] - halved;
        int ppy = coded.ppy()[r] - halved;
        int xcb = Math.min(coded.xcb(), ppx);
        int ycb = Math.min(coded.ycb(), ppy);
        Rectangle whole = resolution.area();
        List<List<Rectangle>> blocks = new ArrayList<>();
        for (Precinct precinct : precincts) {
            blocks.add(blocks(precinct.bands().get(band)));
        }
        int wide = geometry.precinctsWide(i, r);
        int count = 0;
        for (int v = area.y0(); v < area.y1(); v++) {
            for (int u = area.x0(); u < area.x1(); u++) {
                int column = (u >> ppx) - (whole.x0() >> coded.ppx()[r]);
                int row = (v >> ppy) - (whole.y0() >> coded.ppy()[r]);
                Rectangle cell =
                        new Rectangle(u >> xcb << xcb, v >> ycb << ycb, (u >> xcb) + 1 << xcb, (v >> ycb) + 1 << ycb);
                if (!blocks.get(column + wide * row).contains(cell.within(area))) {
                    assertThat(blocks.get(column + wide * row))
                            .as("%d, %d", u, v)
                            .contains(cell.within(area));
                }
                count++;
            }
        }
        long inBlocks =
                blocks.stream().flatMap(List::stream).mapToLong(Rectangle::area).sum();
        assertThat(inBlocks).as("no coefficient in two").isEqualTo(count);
        return count;
    }

    private static List<Rectangle> blocks(BandBlocks blocks) {
        List<Rectangle> areas = new ArrayList<>();
        blocks.open();
        for (int i = 0; i < blocks.columns() * blocks.rows(); i++) {
            areas.add(blocks.include(i % blocks.columns(), i / blocks.columns()).area);
        }
        return areas;
    }
}
