package org.dicomcaravan.dicom;

/** This file, or this frame of it, can't be what was asked for. One instance fails by it, and nothing else. */
public final class DicomException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why, in the terms of google.rpc codes. */
    public enum Reason {
        /** The bytes are no DICOM file (code 3). */
        NOT_DICOM(3),
        /** It is DICOM, and breaks the standard where it matters (code 3). */
        INVALID(3),
        /** Pixels were asked for and there are none (code 9). */
        NO_PIXEL_DATA(9),
        /** Nothing here reads or writes that (code 12). */
        UNSUPPORTED(12);

        private final int code;

        Reason(int code) {
            this.code = code;
        }

        /** The google.rpc code of such a failure. */
        public int code() {
            return code;
        }
    }

    private final Reason reason;

    public DicomException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public DicomException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** {@link Reason#INVALID}. */
    public static DicomException invalid(String message) {
        return new DicomException(Reason.INVALID, message);
    }

    /** {@link Reason#UNSUPPORTED}. */
    public static DicomException unsupported(String message) {
        return new DicomException(Reason.UNSUPPORTED, message);
    }
}
