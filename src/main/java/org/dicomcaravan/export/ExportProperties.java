package org.dicomcaravan.export;

/** The exchange properties and message headers that the stages of the pipeline share; docs/routes.md lists them. */
public final class ExportProperties {

    /** Property: id of the operation that an exchange works on; a number. */
    public static final String OPERATION = "CaravanOperation";
    /** Property: whether the exchange found nothing left to do, and sees to the operation's end. */
    public static final String SETTLED = "CaravanSettled";
    /** Property: the claim of an exchange on the operation that it plans or ends. */
    static final String CLAIM = "CaravanClaim";
    /** Property: whether the exchange plans its operation. */
    static final String PLANNING = "CaravanPlanning";
    /** Property: the plan that an exchange works through. */
    static final String PLAN = "CaravanPlan";
    /** Property: the batch that an exchange works on. */
    public static final String BATCH = "CaravanBatchRun";
    /** Property: the lease of the batch that an exchange works on; given back when it is given up. */
    static final String LEASE = "CaravanLease";
    /** Property: the exception that an exchange's work is given up for. */
    static final String REASON = "CaravanReason";
    /** Property: the instance that an exchange works on. */
    public static final String INSTANCE = "CaravanInstanceRun";
    /** Property: what came of the stage of an operation's end that was done last; a sentence for its log. */
    static final String REMARK = "CaravanRemark";
    /** Property: the stage of an operation's end that is done. */
    static final String STAGE = "CaravanStage";
    /** Property: whether a stage of the end waits for what is away. */
    static final String WAITS = "CaravanWaits";
    /** Property: what goes into the log for an instance that fails. */
    static final String FAILURE = "CaravanFailure";
    /** Property: whether a route of the site leaves out the instance or object that an exchange carries. */
    public static final String LEFT_OUT = "CaravanLeftOut";

    /** Header: what an output is; {@code object} or {@code row}. */
    public static final String KIND = "CaravanKind";
    /** Header: the bucket that an object goes to. */
    public static final String BUCKET = "CaravanBucket";
    /** Header: the project of the table that a row goes to. */
    public static final String PROJECT = "CaravanProject";
    /** Header: the dataset of the table that a row goes to. */
    public static final String DATASET = "CaravanDataset";
    /** Header: the table that a row goes to. */
    public static final String TABLE = "CaravanTable";
    /** Header: what becomes of a table that is there already, {@code ABSENT}, {@code EMPTY}, {@code TRUNCATE} or {@code APPEND}. */
    public static final String WRITE_DISPOSITION = "CaravanWriteDisposition";
    /** Header: full name of the store. */
    public static final String STORE = "CaravanStore";
    /** Header: Study Instance UID. */
    public static final String STUDY = "CaravanStudyInstanceUid";
    /** Header: Series Instance UID. */
    public static final String SERIES = "CaravanSeriesInstanceUid";
    /** Header: SOP Instance UID. */
    public static final String SOP_INSTANCE = "CaravanSopInstanceUid";
    /** Header: number of the frame, from 1; absent where the output is the whole instance. */
    public static final String FRAME = "CaravanFrame";
    /** Header: the rule that rendered a picture's samples. */
    public static final String RULE = "CaravanRule";
    /** Header: bytes of an object that is at its destination. */
    public static final String BYTES = "CaravanBytes";
    /** Header: CRC32C of an object that is at its destination, as Cloud Storage writes it; absent where that tells none. */
    public static final String CRC32C = "CaravanCrc32c";

    private ExportProperties() {}
}
