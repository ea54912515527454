package org.dicomcaravan.samples;

import java.util.List;
import org.dicomcaravan.dicom.VR;

/** A whole-body bone scan: its counts, and a picture of them in the colours of hot iron. */
final class BoneScanStudy {
    private static final Study STUDY = new Study(
            "bones", "ISO_IR 192", "Καβάφη^Ελένη", "CARAVAN-5", "19490429", "F", "20260114", "Σπινθηρογράφημα οστών");

    private static final String NM = "1.2.840.10008.5.1.4.1.1.20";
    private static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";
    private static final int COLUMNS = 256;
    private static final int ROWS = 640;

    private BoneScanStudy() {}

    static List<Sample> samples() {
        return List.of(
                Sample.explicit("bones/counts.dcm", counts()),
                Sample.explicit("bones/palette-hot-iron.dcm", hotIron()));
    }

    private static Attributes counts() {
        Raster drawing = Scintigram.wholeBody(COLUMNS, ROWS);
        Attributes isotope = new Attributes()
                .put("RadionuclideCodeSequence", Attributes.code("72454006", "SCT", "^99m^Technetium"))
                .put("Radiopharmaceutical", "MDP -- Medronate");
        Attributes detector = new Attributes()
                .put("CollimatorType", "PARA")
                .put("ImageOrientationPatient", 1, 0, 0, 0, 0, -1)
                .put("ImagePositionPatient", drawing.x(0), 0, -drawing.y(0))
                .put("ViewCodeSequence", Attributes.code("399348003", "SCT", "antero-posterior"));
        Attributes window = new Attributes()
                .put("EnergyWindowName", "Tc-99m")
                .put(
                        "EnergyWindowRangeSequence",
                        new Attributes().put("EnergyWindowLowerLimit", 126).put("EnergyWindowUpperLimit", 154));
        return STUDY.instance(NM, "NM", 1, "Whole body, anterior", 1)
                .put("ImageType", "ORIGINAL", "PRIMARY", "WHOLE BODY", "EMISSION")
                .empty("Laterality", "PatientOrientationCodeSequence", "PatientGantryRelationshipCodeSequence")
                .put("ScanVelocity", 2)
                .put("ScanLength", 1900)
                .putTags("FrameIncrementPointer", "EnergyWindowVector", "DetectorVector")
                .put("EnergyWindowVector", VR.US, 1)
                .put("DetectorVector", VR.US, 1)
                .put("NumberOfEnergyWindows", VR.US, 1)
                .put("NumberOfDetectors", VR.US, 1)
                .put("NumberOfFrames", 1)
                .put("EnergyWindowInformationSequence", window)
                .put("RadiopharmaceuticalInformationSequence", isotope)
                .put("DetectorInformationSequence", detector)
                .put("CountsAccumulated", 1_850_000)
                .put("ActualFrameDuration", 900_000)
                .put("PixelSpacing", drawing.spacing(), drawing.spacing())
                .put("WindowCenter", 90)
                .put("WindowWidth", 180)
                .with(Pixels.grey(List.of(drawing), "MONOCHROME2", 16, false));
    }

    private static Attributes hotIron() {
        return STUDY.instance(SECONDARY_CAPTURE, "NM", 2, "In colours", 1)
                .put("ConversionType", "WSD")
                .put("ImageType", "DERIVED", "SECONDARY")
                .empty("Laterality", "PatientOrientation")
                .with(Pixels.bytes(Scintigram.wholeBody(COLUMNS, ROWS), "PALETTE COLOR"))
                .with(Palettes.hotIron());
    }
}
