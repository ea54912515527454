package org.dicomcaravan.samples;

/** Functional groups that an Enhanced MR Image needs beside the common ones (PS3.3 C.8.13.5). */
final class MrMacros {
    private MrMacros() {}

    /** All of them, for a spin echo that weights by T2. */
    static Attributes shared() {
        return new Attributes()
                .put("MRImageFrameTypeSequence", frameType())
                .put("MRTimingAndRelatedParametersSequence", timing())
                .put("MRFOVGeometrySequence", geometry())
                .put("MREchoSequence", new Attributes().put("EffectiveEchoTime", 98))
                .put("MRModifierSequence", modifier())
                .put("MRImagingModifierSequence", imagingModifier())
                .put("MRReceiveCoilSequence", receiveCoil())
                .put("MRTransmitCoilSequence", transmitCoil())
                .put("MRAveragesSequence", new Attributes().put("NumberOfAverages", 2));
    }

    private static Attributes frameType() {
        return new Attributes()
                .put("FrameType", "ORIGINAL", "PRIMARY", "VOLUME", "NONE")
                .put("PixelPresentation", "MONOCHROME")
                .put("VolumetricProperties", "VOLUME")
                .put("VolumeBasedCalculationTechnique", "NONE")
                .put("ComplexImageComponent", "MAGNITUDE")
                .put("AcquisitionContrast", "T2");
    }

    private static Attributes timing() {
        Attributes absorption = new Attributes()
                .put("SpecificAbsorptionRateDefinition", "IEC_WHOLE_BODY")
                .put("SpecificAbsorptionRateValue", 0.8);
        Attributes gradients =
                new Attributes().put("OperatingModeType", "GRADIENT").put("OperatingMode", "IEC_NORMAL");
        return new Attributes()
                .put("RepetitionTime", 4200)
                .put("FlipAngle", 90)
                .put("EchoTrainLength", 15)
                .put("RFEchoTrainLength", 15)
                .put("GradientEchoTrainLength", 0)
                .put("SpecificAbsorptionRateSequence", absorption)
                .put("GradientOutputType", "DB_DT")
                .put("GradientOutput", 20)
                .put("OperatingModeSequence", gradients);
    }

    private static Attributes geometry() {
        return new Attributes()
                .put("InPlanePhaseEncodingDirection", "ROW")
                .put("MRAcquisitionFrequencyEncodingSteps", 192)
                .put("MRAcquisitionPhaseEncodingStepsInPlane", 192)
                .put("PercentSampling", 100)
                .put("PercentPhaseFieldOfView", 100);
    }

    private static Attributes modifier() {
        return new Attributes()
                .put("InversionRecovery", "NO")
                .put("FlowCompensation", "NONE")
                .put("Spoiling", "NONE")
                .put("T2Preparation", "NO")
                .put("SpectrallySelectedExcitation", "NONE")
                .put("SpatialPresaturation", "NONE")
                .put("PartialFourier", "NO")
                .put("ParallelAcquisition", "NO");
    }

    private static Attributes imagingModifier() {
        return new Attributes()
                .put("MagnetizationTransfer", "NONE")
                .put("BloodSignalNulling", "NO")
                .put("Tagging", "NONE")
                .put("TransmitterFrequency", 127.7)
                .put("PixelBandwidth", 130);
    }

    private static Attributes receiveCoil() {
        return new Attributes()
                .put("ReceiveCoilName", "HEAD")
                .empty("ReceiveCoilManufacturerName")
                .put("ReceiveCoilType", "VOLUME")
                .put("QuadratureReceiveCoil", "YES");
    }

    private static Attributes transmitCoil() {
        return new Attributes()
                .put("TransmitCoilName", "BODY")
                .empty("TransmitCoilManufacturerName")
                .put("TransmitCoilType", "BODY");
    }
}
