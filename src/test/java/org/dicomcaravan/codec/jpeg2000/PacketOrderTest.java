package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.dicomcaravan.dicom.DicomException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Packets come in the order in which the loops of B.12.1 come to them, point by point of the reference grid. */
class PacketOrderTest {

    /** A packet: of a layer, of a precinct of a resolution of a component. */
    private record Packet(int layer, int resolution, int component, int precinct) {}

    private Random random = new Random(12);

    @ParameterizedTest
    @EnumSource
    void oneProgression(Progression order) throws IOException, DicomException {
        random = new Random(order.name().hashCode());
        for (int round = 0; round < 150; round++) {
            compare(Geometry.random(random), List.of(ProgressionVolume.whole(order)), random.nextInt(1, 4));
        }
    }

    /** POC (B.12.2): what was there before does not come again. */
    @Test
    void oneProgressionAfterTheOther() throws IOException, DicomException {
        for (int round = 0; round < 250; round++) {
            Geometry geometry = Geometry.random(random);
            List<ProgressionVolume> volumes = new ArrayList<>();
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                int resolution = random.nextInt(geometry.mostLevels() + 1);
                int component = random.nextInt(geometry.components().size());
                volumes.add(new ProgressionVolume(
                        resolution,
                        random.nextInt(resolution + 1, 34),
                        component,
                        random.nextInt(component + 1, 5),
                        random.nextInt(1, 5),
                        Progression.of(random.nextInt(5))));
            }
            compare(geometry, volumes, random.nextInt(1, 4));
        }
    }

    private static void compare(Geometry geometry, List<ProgressionVolume> volumes, int layers)
            throws IOException, DicomException {
        List<Precinct> precincts = new ArrayList<>();
        Map<Precinct, Integer> numbers = new HashMap<>();
        for (TileComponent component : geometry.tileComponents()) {
            for (Resolution resolution : component.resolutions()) {
                List<Precinct> some = resolution.split(
                        component, geometry.tile(), geometry.size().components().get(component.number()));
                for (Precinct precinct : some) {
                    numbers.put(precinct, some.indexOf(precinct));
                }
                precincts.addAll(some);
            }
        }
        List<Packet> visited = new ArrayList<>();
        for (ProgressionVolume volume : volumes) {
            PacketOrder.visit(volume, layers, precincts, precinct -> {
                visited.add(new Packet(
                        precinct.layersRead(), precinct.resolution(), precinct.component(), numbers.get(precinct)));
                precinct.layerIsRead();
            });
        }
        Set<Packet> expected = new LinkedHashSet<>();
        for (ProgressionVolume volume : volumes) {
            new Walk(geometry, volume, layers, expected).go();
        }
        assertThat(visited).as("%s in %s", volumes, geometry).containsExactlyElementsOf(expected);
    }

    /** The loops of B.12.1.1 to B.12.1.5 within the bounds of B.12.2. A set, so that nothing comes twice. */
    private record Walk(Geometry geometry, ProgressionVolume volume, int layers, Set<Packet> packets) {

        void go() {
            switch (volume.order()) {
                case LAYER_RESOLUTION_COMPONENT_POSITION -> {
                    for (int l = 0; l < endLayer(); l++) {
                        for (int r = volume.firstResolution(); r < endResolution(); r++) {
                            allPrecincts(l, r);
                        }
                    }
                }
                case RESOLUTION_LAYER_COMPONENT_POSITION -> {
                    for (int r = volume.firstResolution(); r < endResolution(); r++) {
                        for (int l = 0; l < endLayer(); l++) {
                            allPrecincts(l, r);
                        }
                    }
                }
                case RESOLUTION_POSITION_COMPONENT_LAYER -> {
                    for (int r = volume.firstResolution(); r < endResolution(); r++) {
                        positions(volume.firstComponent(), endComponent(), r, r + 1);
                    }
                }
                case POSITION_COMPONENT_RESOLUTION_LAYER ->
                    positions(volume.firstComponent(), endComponent(), volume.firstResolution(), endResolution());
                case COMPONENT_POSITION_RESOLUTION_LAYER -> {
                    for (int i = volume.firstComponent(); i < endComponent(); i++) {
                        positions(i, i + 1, volume.firstResolution(), endResolution());
                    }
                }
                default -> throw new IllegalStateException();
            }
        }

        private int endLayer() {
            return Math.min(layers, volume.endLayer());
        }

        private int endResolution() {
            return Math.min(geometry.mostLevels() + 1, volume.endResolution());
        }

        private int endComponent() {
            return Math.min(geometry.components().size(), volume.endComponent());
        }

        private void allPrecincts(int l, int r) {
            for (int i = volume.firstComponent(); i < endComponent(); i++) {
                if (r <= geometry.components().get(i).levels()) {
                    for (int k = 0; k < geometry.precinctsWide(i, r) * geometry.precinctsHigh(i, r); k++) {
                        packets.add(new Packet(l, r, i, k));
                    }
                }
            }
        }

        private void positions(int firstComponent, int endComponent, int firstResolution, int endResolution) {
            Rectangle tile = geometry.tile();
            for (int y = tile.y0(); y < tile.y1(); y++) {
                for (int x = tile.x0(); x < tile.x1(); x++) {
                    for (int i = firstComponent; i < endComponent; i++) {
                        Geometry.Coded coded = geometry.components().get(i);
                        for (int r = firstResolution; r < endResolution; r++) {
                            if (r <= coded.levels() && begins(i, r, x, y)) {
                                layers(i, r, x, y);
                            }
                        }
                    }
                }
            }
        }

        /** Whether a precinct is reached at a point. */
        private boolean begins(int i, int r, int x, int y) {
            Geometry.Coded coded = geometry.components().get(i);
            Rectangle area = geometry.resolution(i, r);
            int scale = coded.levels() - r;
            return geometry.precinctsWide(i, r) * geometry.precinctsHigh(i, r) > 0
                    && begins(y, geometry.tile().y0(), coded.dy(), area.y0(), coded.ppy()[r], scale)
                    && begins(x, geometry.tile().x0(), coded.dx(), area.x0(), coded.ppx()[r], scale);
        }

        private static boolean begins(int at, int tile, int separation, long area, int exponent, int scale) {
            return at % (separation * (1L << (exponent + scale))) == 0
                    || at == tile && (area << scale) % (1L << (exponent + scale)) != 0;
        }

        /** Equation B-20. */
        private void layers(int i, int r, int x, int y) {
            Geometry.Coded coded = geometry.components().get(i);
            Rectangle area = geometry.resolution(i, r);
            int scale = coded.levels() - r;
            int column = place(x, coded.dx(), scale, coded.ppx()[r]) - (area.x0() >> coded.ppx()[r]);
            int row = place(y, coded.dy(), scale, coded.ppy()[r]) - (area.y0() >> coded.ppy()[r]);
            for (int l = 0; l < endLayer(); l++) {
                packets.add(new Packet(l, r, i, column + geometry.precinctsWide(i, r) * row));
            }
        }

        private static int place(int at, int separation, int scale, int exponent) {
            long divisor = separation * (1L << scale);
            return (int) ((at + divisor - 1) / divisor >> exponent);
        }
    }
}
