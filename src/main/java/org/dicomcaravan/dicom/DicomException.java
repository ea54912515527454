package org.dicomcaravan.dicom;

import org.dicomcaravan.rpc.RpcCode;

/** This file, or this frame of it, can't be what was asked for. One instance fails by it, and nothing else. */
public final class DicomException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** The bytes are no DICOM file. */
        NOT_DICOM(RpcCode.INVALID_ARGUMENT),
        /** It is DICOM, and breaks the standard where it matters. */
        INVALID(RpcCode.INVALID_ARGUMENT),
        /** Pixels were asked for and there are none. */
        NO_PIXEL_DATA(RpcCode.FAILED_PRECONDITION),
        /** Nothing here reads or writes that. */
        UNSUPPORTED(RpcCode.UNIMPLEMENTED),
        /** It needs more, or makes more, than this server allows one instance. */
        TOO_LARGE(RpcCode.RESOURCE_EXHAUSTED);

        private final RpcCode code;

        Reason(RpcCode code) {
            this.code = code;
        }

        /** The code of such a failure. */
        public RpcCode code() {
            return code;
        }
    }

    private final Reason reason;

    /** With words for the user. */
    public DicomException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** With words for the user, and where it is from. */
    public DicomException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What kind of failure it is. */
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
