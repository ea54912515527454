package org.dicomcaravan.samples;

import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.dicom.VR;

/** What somebody made of the chest's slices: a segmentation of lungs and nodules, and a report that has no pixels. */
final class Findings {
    private static final String SEGMENTATION = "1.2.840.10008.5.1.4.1.1.66.4";
    private static final String REPORT = "1.2.840.10008.5.1.4.1.1.88.33";
    private static final int SEGMENTATION_SERIES = 4;
    private static final int REPORT_SERIES = 5;
    private static final int SLICE_OF_LARGEST = 11;

    private Findings() {}

    static List<Sample> samples() {
        return List.of(
                Sample.explicit("chest/segmentation.dcm", segmentation()),
                Sample.explicit("chest/report.dcm", report()));
    }

    private static Attributes segmentation() {
        List<Raster> frames = new ArrayList<>();
        List<Attributes> groups = new ArrayList<>();
        for (int segment = 1; segment <= 2; segment++) {
            int position = 0;
            for (int i = 1; i <= ChestStudy.SLICES; i++) {
                double z = ChestStudy.z(i);
                Raster frame = new Raster(ChestStudy.SIZE, ChestStudy.SIZE, Chest.FIELD / ChestStudy.SIZE, 0)
                        .paint(segment == 1 ? Chest.lungs(z) : Chest.nodules(z), 1);
                if (anything(frame)) {
                    frames.add(frame);
                    position++;
                    groups.add(frameGroups(segment, position, i, frame));
                }
            }
        }
        Raster first = frames.get(0);
        Attributes shared = FunctionalGroups.pixelMeasures(first.spacing(), ChestStudy.THICKNESS)
                .with(FunctionalGroups.axial());
        String organization = Uids.of("chest/segments and slices");
        return ChestStudy.body(
                        ChestStudy.STUDY.instance(SEGMENTATION, "SEG", SEGMENTATION_SERIES, "Lungs and nodules", 1))
                .put("ImageType", "DERIVED", "PRIMARY")
                .put("ContentLabel", "LUNGS")
                .put("ContentDescription", "Lungs, and nodules in them")
                .empty("ContentCreatorName")
                .put("LossyImageCompression", "00")
                .put("SegmentationType", "BINARY")
                .put("SegmentSequence", segment(1, "Lung", "39607008", "Lung"), nodules())
                .put("NumberOfFrames", frames.size())
                .with(FunctionalGroups.dimensions(
                        organization,
                        "ReferencedSegmentNumber",
                        "SegmentIdentificationSequence",
                        "ImagePositionPatient",
                        "PlanePositionSequence"))
                .put("SharedFunctionalGroupsSequence", shared)
                .put("PerFrameFunctionalGroupsSequence", groups)
                .put("ReferencedSeriesSequence", references())
                .with(Pixels.bits(ChestStudy.SIZE, ChestStudy.SIZE, frames));
    }

    private static boolean anything(Raster frame) {
        for (double value : frame.values()) {
            if (value >= 0.5) {
                return true;
            }
        }
        return false;
    }

    private static Attributes frameGroups(int segment, int position, int slice, Raster frame) {
        Attributes source = reference(slice)
                .put(
                        "PurposeOfReferenceCodeSequence",
                        Attributes.code("121322", "DCM", "Source image for image processing operation"));
        Attributes derivation = new Attributes()
                .put("SourceImageSequence", source)
                .put("DerivationCodeSequence", Attributes.code("113076", "DCM", "Segmentation"));
        return FunctionalGroups.content(segment, position)
                .with(FunctionalGroups.position(frame, ChestStudy.z(slice)))
                .put("DerivationImageSequence", derivation)
                .put("SegmentIdentificationSequence", new Attributes().put("ReferencedSegmentNumber", VR.US, segment));
    }

    private static Attributes segment(int number, String label, String code, String meaning) {
        return new Attributes()
                .put(
                        "SegmentedPropertyCategoryCodeSequence",
                        Attributes.code("123037004", "SCT", "Anatomical Structure"))
                .put("SegmentNumber", number)
                .put("SegmentLabel", label)
                .put("SegmentAlgorithmType", "AUTOMATIC")
                .put("SegmentAlgorithmName", "Drawing")
                .put("SegmentedPropertyTypeCodeSequence", Attributes.code(code, "SCT", meaning));
    }

    private static Attributes nodules() {
        return segment(2, "Nodule", "27925004", "Nodule")
                .put(
                        "SegmentedPropertyCategoryCodeSequence",
                        Attributes.code("49755003", "SCT", "Morphologically Altered Structure"));
    }

    private static Attributes reference(int slice) {
        return new Attributes()
                .put("ReferencedSOPClassUID", ChestStudy.CT)
                .put("ReferencedSOPInstanceUID", ChestStudy.STUDY.instanceUid(ChestStudy.SERIES, slice));
    }

    private static Attributes references() {
        List<Attributes> slices = new ArrayList<>();
        for (int i = 1; i <= ChestStudy.SLICES; i++) {
            slices.add(reference(i));
        }
        return new Attributes()
                .put("SeriesInstanceUID", ChestStudy.STUDY.seriesUid(ChestStudy.SERIES))
                .put("ReferencedInstanceSequence", slices);
    }

    private static Attributes report() {
        Attributes evidence = new Attributes()
                .put("StudyInstanceUID", ChestStudy.STUDY.uid())
                .put(
                        "ReferencedSeriesSequence",
                        new Attributes()
                                .put("SeriesInstanceUID", ChestStudy.STUDY.seriesUid(ChestStudy.SERIES))
                                .put("ReferencedSOPSequence", reference(SLICE_OF_LARGEST)));
        return ChestStudy.STUDY
                .instance(REPORT, "SR", REPORT_SERIES, "Report", 1)
                .empty("ReferencedPerformedProcedureStepSequence", "PerformedProcedureCodeSequence")
                .put("CurrentRequestedProcedureEvidenceSequence", evidence)
                .put("CompletionFlag", "COMPLETE")
                .put("VerificationFlag", "UNVERIFIED")
                .with(content());
    }

    private static Attributes content() {
        Attributes image = item("INFERRED FROM", "IMAGE").put("ReferencedSOPSequence", reference(SLICE_OF_LARGEST));
        Attributes millimetres = new Attributes()
                .put("NumericValue", 26)
                .put("MeasurementUnitsCodeSequence", Attributes.code("mm", "UCUM", "millimeter"));
        Attributes diameter = item("CONTAINS", "NUM", "81827009", "SCT", "Diameter")
                .put("MeasuredValueSequence", millimetres)
                .put("ContentSequence", image);
        Attributes finding = item("CONTAINS", "TEXT", "121071", "DCM", "Finding")
                .put("TextValue", "Three nodules; the largest in the right lung, 26 mm. Heart and aorta normal.");
        Attributes conclusion = item("CONTAINS", "TEXT", "121077", "DCM", "Conclusion")
                .put("TextValue", "Drawn nodules, of no concern to anyone: für Änne Müller alles gut.");
        return item("", "CONTAINER", "18748-4", "LN", "Diagnostic imaging report")
                .put("ContinuityOfContent", "SEPARATE")
                .put("ContentSequence", finding, diameter, conclusion);
    }

    private static Attributes item(String relationship, String type, String code, String scheme, String meaning) {
        return item(relationship, type).put("ConceptNameCodeSequence", Attributes.code(code, scheme, meaning));
    }

    private static Attributes item(String relationship, String type) {
        Attributes item = new Attributes().put("ValueType", type);
        return relationship.isEmpty() ? item : item.put("RelationshipType", relationship);
    }
}
