package org.dicomcaravan.samples;

import java.util.List;
import org.dicomcaravan.dicom.VR;

/** Radiographs of a chest: bright where much came through, in the three ways in which that is windowed. */
final class RadiographStudy {
    /** Romaji, kanji and hiragana, as in PS3.5 annex H. */
    private static final Study STUDY = new Study(
            "radiographs",
            "\\ISO 2022 IR 87",
            "Yamada^Tarou=山田^太郎=やまだ^たろう",
            "CARAVAN-3",
            "19551120",
            "M",
            "20260109",
            "胸部X線");

    private static final String DX = "1.2.840.10008.5.1.4.1.1.1.1";
    private static final String CR = "1.2.840.10008.5.1.4.1.1.1";
    private static final int COLUMNS = 512;
    private static final int ROWS = 640;
    private static final int BITS = 12;
    private static final int MOST = (1 << BITS) - 1;

    /** What comes through of the first layers, in stored values, and how much of it each layer takes. */
    private static final double OPEN = 4300;

    private static final double TAKES = 3400;

    private RadiographStudy() {}

    static List<Sample> samples() {
        return List.of(
                Sample.explicit("radiographs/frontal-monochrome1.dcm", frontal()),
                Sample.explicit("radiographs/lateral-sigmoid.dcm", lateral()),
                Sample.explicit("radiographs/frontal-voi-lut.dcm", plate()));
    }

    /** As the detector counts: few quanta came through bones, and MONOCHROME1 shows few as white. */
    private static Attributes frontal() {
        Raster drawing = detected(Radiograph.frontal(COLUMNS, ROWS));
        return digital(1, "Chest PA", drawing)
                .put("ViewPosition", "PA")
                .put("ViewCodeSequence", Attributes.code("399148008", "SCT", "postero-anterior"))
                .put("PatientOrientation", "L", "F")
                .put("PresentationLUTShape", "INVERSE")
                .put("WindowCenter", 1900)
                .put("WindowWidth", 3000)
                .with(Pixels.grey(List.of(drawing), "MONOCHROME1", BITS, false));
    }

    private static Attributes lateral() {
        Raster drawing = inverted(detected(Radiograph.lateral(COLUMNS, ROWS)));
        return digital(2, "Chest lateral", drawing)
                .put("ViewPosition", "LL")
                .put("ViewCodeSequence", Attributes.code("399173006", "SCT", "left lateral"))
                .put("PatientOrientation", "P", "F")
                .put("PresentationLUTShape", "IDENTITY")
                .put("WindowCenter", 2500)
                .put("WindowWidth", 2400)
                .put("VOILUTFunction", "SIGMOID")
                .with(Pixels.grey(List.of(drawing), "MONOCHROME2", BITS, false));
    }

    /** The same view from a storage phosphor plate, with a curve where others have a window. */
    private static Attributes plate() {
        Raster drawing = inverted(detected(Radiograph.frontal(COLUMNS, ROWS)));
        double[] curve = new double[MOST + 1];
        for (int i = 0; i <= MOST; i++) {
            double t = i / (double) MOST;
            curve[i] = 0xFFFF * t * t * (3 - 2 * t);
        }
        Attributes table = new Attributes()
                .put("LUTDescriptor", VR.US, MOST + 1, 0, Short.SIZE)
                .put("LUTExplanation", "S-curve")
                .put("LUTData", VR.OW, curve);
        return STUDY.instance(CR, "CR", 3, "Chest PA, plate", 1)
                .put("ImageType", "ORIGINAL", "PRIMARY")
                .put("BodyPartExamined", "CHEST")
                .put("ViewPosition", "PA")
                .put("PatientOrientation", "L", "F")
                .put("KVP", 110)
                .put("PlateType", "Drawn")
                .put("ImagerPixelSpacing", drawing.spacing(), drawing.spacing())
                .put("VOILUTSequence", table)
                .with(Pixels.grey(List.of(drawing), "MONOCHROME2", BITS, false));
    }

    private static Attributes digital(int series, String description, Raster drawing) {
        return STUDY.instance(DX, "DX", series, description, 1)
                .put("ImageType", "ORIGINAL", "PRIMARY", "")
                .put("PresentationIntentType", "FOR PRESENTATION")
                .put("BodyPartExamined", "CHEST")
                .put("ImageLaterality", "U")
                .put("AnatomicRegionSequence", Attributes.code("51185008", "SCT", "Chest"))
                .put("KVP", 120)
                .put("DetectorType", "DIRECT")
                .put("DetectorID", "DRAWN-1")
                .put("ImagerPixelSpacing", drawing.spacing(), drawing.spacing())
                .put("PixelIntensityRelationship", "LOG")
                .put("PixelIntensityRelationshipSign", VR.SS, series == 1 ? 1 : -1)
                .put("RescaleIntercept", 0)
                .put("RescaleSlope", 1)
                .put("RescaleType", "US")
                .put("LossyImageCompression", "00")
                .put("BurnedInAnnotation", "NO")
                .empty("PositionerType", "AcquisitionContextSequence");
    }

    /** Each layer takes its share of what the layers before it let through, so that dense parts keep their shades. */
    private static Raster detected(Raster layers) {
        double[] values = layers.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.min(MOST, OPEN * StrictMath.exp(-Math.max(0, values[i]) / TAKES * 1.9));
        }
        return layers;
    }

    private static Raster inverted(Raster drawing) {
        double[] values = drawing.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = MOST - values[i];
        }
        return drawing;
    }
}
