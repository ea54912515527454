package org.dicomcaravan.samples;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.dicomcaravan.dicom.VR;

/** Ultrasound of a heart, in every colour space that is stored natively. */
final class EchoStudy {
    /** Several scripts at once, which only Unicode has. */
    private static final Study STUDY = new Study(
            "echo",
            "ISO_IR 192",
            "Sato^Hanako=佐藤^花子=さとう^はなこ",
            "CARAVAN-4",
            "19840717",
            "F",
            "20260112",
            "心エコー — Ηχοκαρδιογράφημα");

    private static final String US = "1.2.840.10008.5.1.4.1.1.6.1";
    private static final String US_MULTIFRAME = "1.2.840.10008.5.1.4.1.1.3.1";
    private static final int COLUMNS = 480;
    private static final int ROWS = 360;
    private static final int CINE_COLUMNS = 320;
    private static final int CINE_ROWS = 240;
    private static final int CINE_FRAMES = 8;
    private static final double FRAME_TIME = 90;

    private EchoStudy() {}

    static List<Sample> samples() {
        byte[] filling = Ultrasound.picture(COLUMNS, ROWS, 0.08, true);
        byte[] ejecting = Ultrasound.picture(COLUMNS, ROWS, 0.5, true);
        byte[] plain = Ultrasound.picture(COLUMNS, ROWS, 0.25, false);
        return List.of(
                Sample.explicit("echo/rgb.dcm", still(1, "Filling", Pixels.colour(COLUMNS, ROWS, "RGB", filling))),
                Sample.explicit("echo/rgb-planar.dcm", still(2, "Ejecting", planar("RGB", ejecting))),
                Sample.explicit(
                        "echo/ybr-full.dcm",
                        still(3, "Filling, YBR_FULL", planar("YBR_FULL", ColourSpaces.ybrFull(filling)))),
                Sample.explicit(
                        "echo/ybr-full-422.dcm",
                        still(4, "Ejecting, YBR_FULL_422", colour("YBR_FULL_422", ColourSpaces.ybrFull422(ejecting)))),
                Sample.explicit("echo/palette-segmented.dcm", still(5, "Sepia", palette(plain))),
                Sample.explicit("echo/cine.dcm", cine()));
    }

    private static Attributes still(int instance, String comment, Attributes pixels) {
        return common(US, 1, "Four chambers", instance)
                .put("ImageComments", comment)
                .with(pixels);
    }

    private static Attributes common(String sopClass, int series, String description, int instance) {
        return STUDY.instance(sopClass, "US", series, description, instance)
                .put("ImageType", "ORIGINAL", "PRIMARY", "TTE", "0001")
                .put("BodyPartExamined", "HEART")
                .empty("PatientOrientation")
                .put("LossyImageCompression", "00")
                .put("SequenceOfUltrasoundRegions", region());
    }

    private static Attributes region() {
        return new Attributes()
                .put("RegionSpatialFormat", 1)
                .put("RegionDataType", 1)
                .put("RegionFlags", 0)
                .put("RegionLocationMinX0", 0)
                .put("RegionLocationMinY0", 0)
                .put("RegionLocationMaxX1", CINE_COLUMNS - 1)
                .put("RegionLocationMaxY1", CINE_ROWS - 1)
                .put("PhysicalUnitsXDirection", 3)
                .put("PhysicalUnitsYDirection", 3)
                .put("PhysicalDeltaX", 0.0556)
                .put("PhysicalDeltaY", 0.0556);
    }

    private static Attributes colour(String photometric, byte[] data) {
        return Pixels.colour(COLUMNS, ROWS, photometric, data);
    }

    private static Attributes planar(String photometric, byte[] interleaved) {
        return colour(photometric, ColourSpaces.planes(interleaved)).put("PlanarConfiguration", VR.US, 1);
    }

    /** The greys of a picture become indexes of a palette. */
    private static Attributes palette(byte[] rgb) {
        Raster indexes = new Raster(COLUMNS, ROWS, 1, 0);
        for (int i = 0; i < indexes.values().length; i++) {
            indexes.values()[i] = rgb[3 * i] & 0xFF;
        }
        return Pixels.bytes(indexes, "PALETTE COLOR").with(Palettes.sepia());
    }

    private static Attributes cine() {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int i = 0; i < CINE_FRAMES; i++) {
            frames.writeBytes(Ultrasound.picture(CINE_COLUMNS, CINE_ROWS, i / (double) CINE_FRAMES, true));
        }
        return common(US_MULTIFRAME, 2, "A beat", 1)
                .put("NumberOfFrames", CINE_FRAMES)
                .putTags("FrameIncrementPointer", "FrameTime")
                .put("FrameTime", FRAME_TIME)
                .put("CineRate", (double) Math.round(1000 / FRAME_TIME))
                .with(Pixels.colour(CINE_COLUMNS, CINE_ROWS, "RGB", frames.toByteArray()));
    }
}
