package org.dicomcaravan.samples;

import java.util.ArrayList;
import java.util.List;

/** A parametric map in floating point: the apparent diffusion coefficient of a brain, not a number outside of it. */
final class DiffusionMap {
    private static final String PARAMETRIC_MAP = "1.2.840.10008.5.1.4.1.1.30";
    private static final int SIZE = 128;
    private static final int FRAMES = 6;
    private static final double THICKNESS = 8;
    private static final int SERIES = 4;

    private DiffusionMap() {}

    static Sample sample() {
        List<Raster> frames = new ArrayList<>();
        List<Attributes> groups = new ArrayList<>();
        for (int i = 1; i <= FRAMES; i++) {
            double z = -18 + i * THICKNESS;
            Raster frame = Brain.diffusion(SIZE, z);
            frames.add(frame);
            groups.add(FunctionalGroups.content(i).with(FunctionalGroups.position(frame, z)));
        }
        Attributes shared = FunctionalGroups.pixelMeasures(frames.get(0).spacing(), THICKNESS)
                .with(FunctionalGroups.axial())
                .with(FunctionalGroups.anatomy(BrainStudy.brain()))
                .with(FunctionalGroups.rescale(1, 0))
                .with(FunctionalGroups.group("FrameVOILUTSequence", window()))
                .put(
                        "ParametricMapFrameTypeSequence",
                        new Attributes().put("FrameType", "DERIVED", "PRIMARY", "VOLUME", "NONE"))
                .put("RealWorldValueMappingSequence", meaning());
        Attributes map = BrainStudy.head(BrainStudy.STUDY.instance(PARAMETRIC_MAP, "MR", SERIES, "ADC", 1))
                .put("ImageType", "DERIVED", "PRIMARY", "VOLUME", "NONE")
                .put("ContentLabel", "ADC")
                .put("ContentDescription", "Apparent diffusion coefficient")
                .empty("ContentCreatorName")
                .put("ContentQualification", "PRODUCT")
                .put("BurnedInAnnotation", "NO")
                .put("RecognizableVisualFeatures", "NO")
                .put("LossyImageCompression", "00")
                .put("PresentationLUTShape", "IDENTITY")
                .put("NumberOfFrames", FRAMES)
                .with(FunctionalGroups.dimensions(
                        Uids.of("brain/diffusion"), "ImagePositionPatient", "PlanePositionSequence"))
                .put("SharedFunctionalGroupsSequence", shared)
                .put("PerFrameFunctionalGroupsSequence", groups)
                .empty("AcquisitionContextSequence")
                .with(Pixels.floats(frames));
        return Sample.explicit("brain/diffusion-float.dcm", map);
    }

    private static Attributes window() {
        return new Attributes().put("WindowCenter", 1.5).put("WindowWidth", 3);
    }

    private static Attributes meaning() {
        Attributes quantity = new Attributes()
                .put("ValueType", "CODE")
                .put("ConceptNameCodeSequence", Attributes.code("246205007", "SCT", "Quantity"))
                .put("ConceptCodeSequence", Attributes.code("113041", "DCM", "Apparent Diffusion Coefficient"));
        return new Attributes()
                .put("DoubleFloatRealWorldValueFirstValueMapped", 0)
                .put("DoubleFloatRealWorldValueLastValueMapped", 4)
                .put("RealWorldValueIntercept", 0)
                .put("RealWorldValueSlope", 1)
                .put("LUTExplanation", "ADC")
                .put("LUTLabel", "ADC")
                .put("MeasurementUnitsCodeSequence", Attributes.code("10-3.mm2/s", "UCUM", "10-3 mm2/s"))
                .put("QuantityDefinitionSequence", quantity);
    }
}
