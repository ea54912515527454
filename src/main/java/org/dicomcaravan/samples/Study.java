package org.dicomcaravan.samples;

/**
 * A patient's visit, and the modules that all of its instances share: patient, general study and series, general
 * equipment, SOP common (PS3.3 C.7.1.1, C.7.2.1, C.7.3.1, C.7.5.1, C.12.1).
 *
 * @param key what its UIDs are made of
 * @param characterSet Specific Character Set
 * @param patientName in that character set
 * @param patientId the patient's number
 * @param birthDate YYYYMMDD
 * @param sex M, F or O
 * @param date of the study, YYYYMMDD
 * @param description of the study
 */
record Study(
        String key,
        String characterSet,
        String patientName,
        String patientId,
        String birthDate,
        String sex,
        String date,
        String description) {

    private static final String TIME = "101500";

    String uid() {
        return Uids.of(key);
    }

    String seriesUid(int number) {
        return Uids.of(key + "/" + number);
    }

    String instanceUid(int series, int instance) {
        return Uids.of(key + "/" + series + "/" + instance);
    }

    String frameOfReferenceUid() {
        return Uids.of(key + "/frame of reference");
    }

    /**
     * A new instance with all that does not depend on its kind.
     *
     * @param sopClass its SOP Class UID
     * @param modality Modality
     * @param series Series Number
     * @param seriesDescription Series Description
     * @param instance Instance Number
     */
    Attributes instance(String sopClass, String modality, int series, String seriesDescription, int instance) {
        return new Attributes()
                .put("SpecificCharacterSet", characterSet)
                .put("SOPClassUID", sopClass)
                .put("SOPInstanceUID", instanceUid(series, instance))
                .put("InstanceCreationDate", date)
                .put("InstanceCreationTime", TIME)
                .put("PatientName", patientName)
                .put("PatientID", patientId)
                .put("PatientBirthDate", birthDate)
                .put("PatientSex", sex)
                .put("StudyInstanceUID", uid())
                .put("StudyDate", date)
                .put("StudyTime", TIME)
                .put("StudyID", "1")
                .put("AccessionNumber", "A" + date)
                .put("StudyDescription", description)
                .empty("ReferringPhysicianName")
                .put("Modality", modality)
                .put("SeriesInstanceUID", seriesUid(series))
                .put("SeriesNumber", series)
                .put("SeriesDescription", seriesDescription)
                .put("SeriesDate", date)
                .put("SeriesTime", TIME)
                .put("InstanceNumber", instance)
                .put("ContentDate", date)
                .put("ContentTime", TIME)
                .put("Manufacturer", "DICOM Caravan")
                .put("ManufacturerModelName", "Phantom")
                .put("DeviceSerialNumber", "1")
                .put("SoftwareVersions", "1")
                .put("InstitutionName", "Drawn, not measured");
    }

    /** The time of an acquisition, as a DT. */
    String dateTime() {
        return date + TIME;
    }
}
