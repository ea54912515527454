package org.dicomcaravan.table;

import java.util.Optional;
import org.dicomcaravan.dicom.Dictionary;

/** The types of columns, by BigQuery's names. */
public enum ColumnType {
    STRING,
    INTEGER,
    FLOAT,
    DATE,
    TIME,
    TIMESTAMP,
    JSON,
    RECORD;

    /** The type for an element of the dictionary, by its VR there; empty for what is binary and gets no column. */
    static Optional<ColumnType> of(Dictionary.Entry entry) {
        return switch (entry.vr()) {
            case "AE", "AS", "CS", "DS", "IS", "LO", "LT", "SH", "ST", "UC", "UI", "UR", "UT" -> Optional.of(STRING);
            case "AT", "SL", "SS", "UL", "US", "SV", "UV", "US or SS" -> Optional.of(INTEGER);
            case "FL", "FD" -> Optional.of(FLOAT);
            case "DA" -> Optional.of(DATE);
            case "TM" -> Optional.of(TIME);
            case "DT" -> Optional.of(TIMESTAMP);
            case "PN", "SQ" -> Optional.of(RECORD);
            default -> Optional.empty();
        };
    }
}
