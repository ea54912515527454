package org.dicomcaravan.codec.jpeg2000;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dicomcaravan.dicom.DicomException;

/**
 * What the marker segments of a header say. Those of a tile go before those of the main header, and in both what is said
 * of a component goes before what is said of all (A.6).
 */
final class Parameters {

    private static final int MOST_SHIFT = 37;
    /** As many as OpenJPEG takes; each may bring a sort of all precincts. */
    private static final int MOST_VOLUMES = 32;

    private static final int MOVED_BLOCKS = 0b1_1000;

    private final ImageSize size;
    private final Parameters main;
    private final Map<Integer, ComponentStyle> componentStyles = new HashMap<>();
    private final Map<Integer, Quantization> quantizations = new HashMap<>();
    private final Map<Integer, Integer> shifts = new HashMap<>();
    private final List<ProgressionVolume> volumes = new ArrayList<>();
    private TileStyle tileStyle;
    private ComponentStyle commonStyle;
    private Quantization commonQuantization;

    /** Those of the main header. */
    Parameters(ImageSize size) {
        this(size, null);
    }

    /** Those of a tile. */
    Parameters(Parameters main) {
        this(main.size, main);
    }

    private Parameters(ImageSize size, Parameters main) {
        this.size = size;
        this.main = main;
    }

    /** Reads a marker segment; those that say nothing about decoding are of no interest. */
    void read(int marker, Segment segment) throws DicomException {
        switch (marker) {
            case Markers.COD -> {
                boolean precincts = hasPrecincts(segment.number(1));
                tileStyle = TileStyle.read(segment);
                commonStyle = ComponentStyle.read(segment, precincts);
            }
            case Markers.COC -> {
                int component = component(segment);
                componentStyles.put(component, ComponentStyle.read(segment, hasPrecincts(segment.number(1))));
            }
            case Markers.QCD -> commonQuantization = Quantization.read(segment);
            case Markers.QCC -> quantizations.put(component(segment), Quantization.read(segment));
            case Markers.RGN -> readShift(segment);
            case Markers.POC -> readVolumes(segment);
            default -> refusePart2(marker);
        }
    }

    private void readVolumes(Segment segment) throws DicomException {
        volumes.addAll(ProgressionVolume.read(segment, size.components().size()));
        if (volumes.size() > MOST_VOLUMES) {
            throw DicomException.unsupported("a JPEG 2000 codestream that changes its progression %d times, %d at most"
                    .formatted(volumes.size(), MOST_VOLUMES));
        }
    }

    private static void refusePart2(int marker) throws DicomException {
        if (marker >= Markers.FIRST_OF_PART_2 && marker <= Markers.LAST_OF_PART_2) {
            throw DicomException.unsupported(
                    "a JPEG 2000 codestream with marker %04X of Part 2, which changes its samples".formatted(marker));
        }
    }

    /** Scod (Table A.13). SOP and EPH are seen where they are. */
    private static boolean hasPrecincts(int style) throws DicomException {
        if ((style & MOVED_BLOCKS) != 0) {
            throw DicomException.unsupported("a JPEG 2000 codestream whose code-blocks begin elsewhere, as in Part 2");
        }
        return (style & 1) != 0;
    }

    private void readShift(Segment segment) throws DicomException {
        int component = component(segment);
        int style = segment.number(1);
        int shift = segment.number(1);
        if (style != 0 || shift > MOST_SHIFT) {
            throw DicomException.unsupported(
                    "a JPEG 2000 region of interest of style %d, shifted by %d".formatted(style, shift));
        }
        shifts.put(component, shift);
    }

    private int component(Segment segment) throws DicomException {
        int count = size.components().size();
        int component = segment.number(count < 257 ? 1 : 2);
        if (component >= count) {
            throw DicomException.invalid(
                    "a JPEG 2000 codestream of %d components speaks of number %d".formatted(count, component));
        }
        return component;
    }

    ImageSize size() {
        return size;
    }

    TileStyle tileStyle() throws DicomException {
        if (tileStyle == null && main == null) {
            throw DicomException.invalid("a JPEG 2000 codestream that does not say how it is coded (COD)");
        }
        return tileStyle != null ? tileStyle : main.tileStyle();
    }

    ComponentStyle componentStyle(int component) throws DicomException {
        ComponentStyle own = componentStyles.getOrDefault(component, commonStyle);
        if (own == null && main == null) {
            throw DicomException.invalid("a JPEG 2000 codestream that does not say how it is coded (COD)");
        }
        return own != null ? own : main.componentStyle(component);
    }

    Quantization quantization(int component) throws DicomException {
        Quantization own = quantizations.getOrDefault(component, commonQuantization);
        if (own == null && main == null) {
            throw DicomException.invalid("a JPEG 2000 codestream that does not say how it is quantized (QCD)");
        }
        return own != null ? own : main.quantization(component);
    }

    /** By how many bits a component's region of interest is shifted up (Annex H); mostly 0. */
    int shift(int component) {
        Integer own = shifts.get(component);
        return own != null ? own : main == null ? 0 : main.shift(component);
    }

    /** The orders in which packets come, one after the other. */
    List<ProgressionVolume> volumes() throws DicomException {
        if (!volumes.isEmpty()) {
            return List.copyOf(volumes);
        }
        return main != null && !main.volumes.isEmpty()
                ? List.copyOf(main.volumes)
                : List.of(ProgressionVolume.whole(tileStyle().order()));
    }
}
