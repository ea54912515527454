package org.dicomcaravan.samples;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;

/** A chest in computed tomography: slices, a localizer, and what positron emission sees of the same body. */
final class ChestStudy {
    static final String CT = "1.2.840.10008.5.1.4.1.1.2";

    static final Study STUDY = new Study(
            "chest",
            "ISO_IR 100",
            "Müller^Änne^^Dr.",
            "CARAVAN-1",
            "19610408",
            "F",
            "20260105",
            "CT chest with contrast");

    static final int SERIES = 2;
    static final int SIZE = 256;
    static final int SLICES = 16;
    static final double THICKNESS = 8;

    private static final String PET = "1.2.840.10008.5.1.4.1.1.128";
    private static final int AIR = -1024;
    private static final int PET_SERIES = 3;
    private static final int PET_SIZE = 128;
    private static final int PET_SLICES = 4;
    private static final double PET_SLOPE = 0.61;

    /** A group of elements that belongs to us: odd, and claimed by a private creator (PS3.5 7.8.1). */
    private static final int PRIVATE = 0x00290000;

    private ChestStudy() {}

    static List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        samples.add(localizer());
        for (int i = 1; i <= SLICES; i++) {
            samples.add(slice(i));
        }
        for (int i = 1; i <= PET_SLICES; i++) {
            samples.add(uptake(i));
        }
        return samples;
    }

    /** Where slice i of 1 to 16 lies. */
    static double z(int i) {
        return -60 + (i - 1) * THICKNESS;
    }

    /** All that a series of this body says of its patient and its place. */
    static Attributes body(Attributes instance) {
        return instance.put("PatientAge", "064Y")
                .put("PatientSize", 1.68)
                .put("PatientWeight", 66)
                .put("BodyPartExamined", "CHEST")
                .put("PatientPosition", "HFS")
                .put("FrameOfReferenceUID", STUDY.frameOfReferenceUid())
                .empty("PositionReferenceIndicator");
    }

    private static Sample slice(int i) {
        Raster drawing = Chest.slice(SIZE, z(i));
        Attributes ct = ct(SERIES, "Chest, soft tissue", i)
                .put("ImageType", "ORIGINAL", "PRIMARY", "AXIAL")
                .put("SliceThickness", THICKNESS)
                .put("SliceLocation", z(i))
                .put("PixelSpacing", drawing.spacing(), drawing.spacing())
                .put("ImagePositionPatient", drawing.x(0), drawing.y(0), z(i))
                .put("ImageOrientationPatient", 1, 0, 0, 0, 1, 0)
                .put("ContrastBolusAgent", "Iodine, drawn")
                .put("WindowCenter", 40, -600, 400)
                .put("WindowWidth", 400, 1500, 1800)
                .put("WindowCenterWidthExplanation", "SOFT TISSUE", "LUNG", "BONE")
                .with(stored(drawing));
        addPrivate(ct, i);
        return Sample.explicit(String.format(Locale.ROOT, "chest/ct/slice-%02d.dcm", i), ct);
    }

    private static Sample localizer() {
        Raster drawing = Radiograph.frontal(320, 400);
        double[] values = drawing.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] * 0.42 - 900;
        }
        Attributes ct = ct(1, "Localizer", 1)
                .put("ImageType", "ORIGINAL", "PRIMARY", "LOCALIZER")
                .put("SliceThickness", 400)
                .put("PixelSpacing", drawing.spacing(), drawing.spacing())
                .put("ImagePositionPatient", drawing.x(0), 0, -drawing.y(0))
                .put("ImageOrientationPatient", 1, 0, 0, 0, 0, -1)
                .put("WindowCenter", -150)
                .put("WindowWidth", 1500)
                .with(stored(drawing));
        return new Sample("chest/ct-localizer-deflated.dcm", ct, TransferSyntax.DEFLATED);
    }

    private static Attributes ct(int series, String description, int instance) {
        return body(STUDY.instance(CT, "CT", series, description, instance))
                .put("AcquisitionNumber", 1)
                .put("AcquisitionDate", STUDY.date())
                .put("AcquisitionTime", "102000")
                .put("KVP", 120)
                .put("XRayTubeCurrent", 180)
                .put("ExposureTime", 500)
                .put("ConvolutionKernel", "PHANTOM");
    }

    /** Hounsfield units as CT stores them: from −1024 on, here with a sign. */
    private static Attributes stored(Raster drawing) {
        double[] values = drawing.values();
        for (int i = 0; i < values.length; i++) {
            values[i] -= AIR;
        }
        return Pixels.grey(List.of(drawing), "MONOCHROME2", 16, true)
                .put("RescaleIntercept", AIR)
                .put("RescaleSlope", 1)
                .put("RescaleType", "HU");
    }

    private static void addPrivate(Attributes ct, int i) {
        int block = PRIVATE | 0x1000;
        Attributes item = new Attributes()
                .put(PRIVATE | 0x10, VR.LO, "CARAVAN PHANTOM 1.0")
                .put(block | 0x01, VR.CS, "NODULE")
                .put(block | 0x11, VR.DS, "13.0");
        ct.put(PRIVATE | 0x10, VR.LO, "CARAVAN PHANTOM 1.0")
                .put(block | 0x01, VR.LO, "Chest " + i + " of " + SLICES)
                .put(block | 0x02, VR.DS, Double.toString(z(i)))
                .put(block | 0x10, List.of(item))
                .put(block | 0x20, VR.OB, "\1\2\3\4".getBytes(StandardCharsets.US_ASCII))
                .put(block | 0x21, VR.UN, "as it is".getBytes(StandardCharsets.US_ASCII));
    }

    private static Sample uptake(int i) {
        double z = -16 + (i - 1) * 13;
        Raster drawing = Chest.uptake(PET_SIZE, z);
        for (int p = 0; p < drawing.values().length; p++) {
            drawing.values()[p] /= PET_SLOPE;
        }
        Attributes pet = body(STUDY.instance(PET, "PT", PET_SERIES, "FDG uptake", i))
                .put("ImageType", "ORIGINAL", "PRIMARY")
                .put("AcquisitionDate", STUDY.date())
                .put("AcquisitionTime", "111500")
                .put("SliceThickness", 13)
                .put("PixelSpacing", drawing.spacing(), drawing.spacing())
                .put("ImagePositionPatient", drawing.x(0), drawing.y(0), z)
                .put("ImageOrientationPatient", 1, 0, 0, 0, 1, 0)
                .put("FrameReferenceTime", 0)
                .put("ActualFrameDuration", 180_000)
                .put("ImageIndex", VR.US, i)
                .put("Units", "BQML")
                .put("CountsSource", "EMISSION")
                .put("SeriesType", "WHOLE BODY", "IMAGE")
                .put("NumberOfSlices", PET_SLICES)
                .put("CorrectedImage", "DECY", "ATTN", "SCAT")
                .put("DecayCorrection", "START")
                .put("CollimatorType", "NONE")
                .put("RadiopharmaceuticalInformationSequence", tracer())
                .empty("PatientOrientationCodeSequence", "PatientGantryRelationshipCodeSequence")
                .put("RescaleIntercept", 0)
                .put("RescaleSlope", PET_SLOPE)
                .with(Pixels.grey(List.of(drawing), "MONOCHROME2", 16, true));
        return Sample.explicit("chest/pet/slice-" + i + ".dcm", pet);
    }

    private static Attributes tracer() {
        return new Attributes()
                .put("Radiopharmaceutical", "FDG -- fluorodeoxyglucose")
                .put("RadiopharmaceuticalStartTime", "101500")
                .put("RadionuclideTotalDose", 350_000_000)
                .put("RadionuclideHalfLife", 6586.2)
                .put("RadionuclidePositronFraction", 0.967)
                .put("RadionuclideCodeSequence", Attributes.code("77004003", "SCT", "^18^Fluorine"));
    }
}
