package org.dicomcaravan.samples;

import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.dicom.TransferSyntax;

/** A head in magnetic resonance: an enhanced multi-frame whose frames have windows of their own, and plain slices. */
final class BrainStudy {
    static final Study STUDY = new Study(
            "brain",
            "ISO_IR 126",
            "Παπαδόπουλος^Γεώργιος",
            "CARAVAN-2",
            "19780302",
            "M",
            "20260107",
            "Μαγνητική τομογραφία εγκεφάλου");

    private static final String MR = "1.2.840.10008.5.1.4.1.1.4";
    private static final String ENHANCED_MR = "1.2.840.10008.5.1.4.1.1.4.1";
    private static final int SIZE = 192;
    private static final int FRAMES = 12;
    private static final double THICKNESS = 6;

    private BrainStudy() {}

    static List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        samples.add(Sample.explicit("brain/t2-multiframe.dcm", enhanced()));
        TransferSyntax implicit = TransferSyntax.IMPLICIT_LITTLE_ENDIAN;
        for (int i = 1; i <= 3; i++) {
            samples.add(new Sample("brain/t1-implicit/slice-" + i + ".dcm", slice(2, i, -6 + 14.0 * i), implicit));
        }
        samples.add(new Sample("brain/t1-big-endian.dcm", slice(3, 1, 8), TransferSyntax.EXPLICIT_BIG_ENDIAN));
        samples.add(DiffusionMap.sample());
        return samples;
    }

    /** The anatomic region of all of it. */
    static Attributes brain() {
        return Attributes.code("12738006", "SCT", "Brain");
    }

    private static Attributes enhanced() {
        List<Raster> frames = new ArrayList<>();
        List<Attributes> groups = new ArrayList<>();
        for (int i = 1; i <= FRAMES; i++) {
            double z = -36 + i * THICKNESS;
            Raster frame = Brain.slice(SIZE, z, Brain.Weighting.T2);
            frames.add(frame);
            groups.add(FunctionalGroups.position(frame, z)
                    .with(FunctionalGroups.window(500 + 10 * i, 1000 + 20 * i))
                    .with(frameContent(i)));
        }
        Attributes shared = FunctionalGroups.pixelMeasures(frames.get(0).spacing(), THICKNESS)
                .with(FunctionalGroups.axial())
                .with(FunctionalGroups.anatomy(brain()))
                .with(FunctionalGroups.rescale(1, 0))
                .with(MrMacros.shared());
        return head(STUDY.instance(ENHANCED_MR, "MR", 1, "T2 axial", 1))
                .put("ImageType", "ORIGINAL", "PRIMARY", "VOLUME", "NONE")
                .put("PixelPresentation", "MONOCHROME")
                .put("VolumetricProperties", "VOLUME")
                .put("VolumeBasedCalculationTechnique", "NONE")
                .put("ComplexImageComponent", "MAGNITUDE")
                .put("AcquisitionContrast", "T2")
                .with(scanner())
                .put("LossyImageCompression", "00")
                .put("PresentationLUTShape", "IDENTITY")
                .put("NumberOfFrames", FRAMES)
                .with(FunctionalGroups.dimensions(
                        Uids.of("brain/stack"), "InStackPositionNumber", "FrameContentSequence"))
                .put("SharedFunctionalGroupsSequence", shared)
                .put("PerFrameFunctionalGroupsSequence", groups)
                .empty("AcquisitionContextSequence")
                .with(Pixels.grey(frames, "MONOCHROME2", 12, false));
    }

    /** The Enhanced MR Image module's own words on how it was measured. */
    private static Attributes scanner() {
        return new Attributes()
                .put("AcquisitionNumber", 1)
                .put("AcquisitionDateTime", STUDY.dateTime())
                .put("AcquisitionDuration", 215)
                .put("ContentQualification", "PRODUCT")
                .put("ResonantNucleus", "1H")
                .put("KSpaceFiltering", "NONE")
                .put("MagneticFieldStrength", 3)
                .put("ApplicableSafetyStandardAgency", "IEC")
                .put("BurnedInAnnotation", "NO")
                .put("PulseSequenceName", "drawn")
                .put("MRAcquisitionType", "2D")
                .put("EchoPulseSequence", "SPIN")
                .put("MultipleSpinEcho", "NO")
                .put("MultiPlanarExcitation", "NO")
                .put("PhaseContrast", "NO")
                .put("TimeOfFlightContrast", "NO")
                .put("SteadyStatePulseSequence", "NONE")
                .put("EchoPlanarPulseSequence", "NO")
                .put("SaturationRecovery", "NO")
                .put("SpectrallySelectedSuppression", "NONE")
                .put("OversamplingPhase", "NONE")
                .put("GeometryOfKSpaceTraversal", "RECTILINEAR")
                .put("RectilinearPhaseEncodeReordering", "LINEAR")
                .put("SegmentedKSpaceTraversal", "SINGLE")
                .put("NumberOfKSpaceTrajectories", 1);
    }

    private static Attributes frameContent(int i) {
        return FunctionalGroups.group(
                "FrameContentSequence",
                new Attributes()
                        .put("FrameAcquisitionNumber", i)
                        .put("FrameAcquisitionDateTime", STUDY.dateTime())
                        .put("FrameReferenceDateTime", STUDY.dateTime())
                        .put("FrameAcquisitionDuration", 18)
                        .put("StackID", "1")
                        .put("InStackPositionNumber", i)
                        .put("DimensionIndexValues", i));
    }

    /** All that a series of this head says of its patient and its place. */
    static Attributes head(Attributes instance) {
        return instance.put("BodyPartExamined", "BRAIN")
                .put("PatientPosition", "HFS")
                .put("FrameOfReferenceUID", STUDY.frameOfReferenceUid())
                .empty("PositionReferenceIndicator");
    }

    private static Attributes slice(int series, int i, double z) {
        Raster drawing = Brain.slice(SIZE, z, Brain.Weighting.T1);
        return head(STUDY.instance(MR, "MR", series, series == 2 ? "T1 axial" : "T1 axial, big endian", i))
                .put("ImageType", "ORIGINAL", "PRIMARY", "OTHER")
                .put("AcquisitionNumber", 1)
                .put("ScanningSequence", "SE")
                .put("SequenceVariant", "NONE")
                .put("ScanOptions", "")
                .put("MRAcquisitionType", "2D")
                .put("RepetitionTime", 550)
                .put("EchoTime", 9)
                .put("EchoTrainLength", 1)
                .put("MagneticFieldStrength", 3)
                .put("SliceThickness", THICKNESS)
                .put("PixelSpacing", drawing.spacing(), drawing.spacing())
                .put("ImagePositionPatient", drawing.x(0), drawing.y(0), z)
                .put("ImageOrientationPatient", 1, 0, 0, 0, 1, 0)
                .put("WindowCenter", 430)
                .put("WindowWidth", 860)
                .with(Pixels.grey(List.of(drawing), "MONOCHROME2", 12, false));
    }
}
