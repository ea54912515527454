package org.dicomcaravan.samples;

import java.util.ArrayList;
import java.util.List;

/** Functional group macros (PS3.3 C.7.6.16.2): what is said of all frames at once, or of each. */
final class FunctionalGroups {
    private FunctionalGroups() {}

    /** Pixel Measures, for square pixels. */
    static Attributes pixelMeasures(double spacing, double thickness) {
        return group(
                "PixelMeasuresSequence",
                new Attributes()
                        .put("SliceThickness", thickness)
                        .put("SpacingBetweenSlices", thickness)
                        .put("PixelSpacing", spacing, spacing));
    }

    /** Plane Orientation of a slice across the body. */
    static Attributes axial() {
        return group("PlaneOrientationSequence", new Attributes().put("ImageOrientationPatient", 1, 0, 0, 0, 1, 0));
    }

    /** Plane Position of a square slice whose middle is 0, 0. */
    static Attributes position(Raster slice, double z) {
        return group("PlanePositionSequence", new Attributes().put("ImagePositionPatient", slice.x(0), slice.y(0), z));
    }

    /** Frame Content: where the frame lies along the dimensions of the dimension index. */
    static Attributes content(double... indexes) {
        return group("FrameContentSequence", new Attributes().put("DimensionIndexValues", indexes));
    }

    /** Frame Anatomy: all of an unpaired part of the body. */
    static Attributes anatomy(Attributes region) {
        return group(
                "FrameAnatomySequence",
                new Attributes().put("FrameLaterality", "U").put("AnatomicRegionSequence", region));
    }

    /** Pixel Value Transformation. */
    static Attributes rescale(double slope, double intercept) {
        return group(
                "PixelValueTransformationSequence",
                new Attributes()
                        .put("RescaleIntercept", intercept)
                        .put("RescaleSlope", slope)
                        .put("RescaleType", "US"));
    }

    /** Frame VOI LUT with one window. */
    static Attributes window(double centre, double width) {
        return group(
                "FrameVOILUTSequence",
                new Attributes().put("WindowCenter", centre).put("WindowWidth", width));
    }

    /** A functional group with one item. */
    static Attributes group(String keyword, Attributes item) {
        return new Attributes().put(keyword, item);
    }

    /**
     * The Multi-frame Dimension module (PS3.3 C.7.6.17).
     *
     * @param uid of the organization
     * @param pointers pairs of keywords: the attribute that is a dimension, and the functional group that has it
     */
    static Attributes dimensions(String uid, String... pointers) {
        List<Attributes> indexes = new ArrayList<>();
        for (int i = 0; i < pointers.length; i += 2) {
            indexes.add(new Attributes()
                    .put("DimensionOrganizationUID", uid)
                    .putTags("DimensionIndexPointer", pointers[i])
                    .putTags("FunctionalGroupPointer", pointers[i + 1]));
        }
        return new Attributes()
                .put("DimensionOrganizationSequence", new Attributes().put("DimensionOrganizationUID", uid))
                .put("DimensionIndexSequence", indexes);
    }
}
