package org.dicomcaravan.dicom.reading;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.io.ByteSource;

/**
 * Some elements at the start of a data set, for whoever wants no more of a file: what is behind them is not read, a
 * deflated data set is inflated no further, and nothing is held but these elements. For one thread; to be closed, which
 * leaves the source open.
 */
public final class DataSetStart implements Closeable {

    private final Preface preface;
    private final DataSet dataSet;
    private final Closeable inflated;

    private DataSetStart(Preface preface, DataSet dataSet, Closeable inflated) {
        this.preface = preface;
        this.dataSet = dataSet;
        this.inflated = inflated;
    }

    /**
     * Elements of the top level, the first of each tag, and those on the way that say what the instance and its values
     * are: Specific Character Set, SOP Class UID, Pixel Representation. What is not there is looked for as far as pixel
     * data.
     *
     * @throws DicomException NOT_DICOM if the file is none; INVALID or TOO_LARGE if it can't be read so far
     */
    public static DataSetStart upTo(ByteSource source, int... tags) throws IOException, DicomException {
        return read(source, () -> new FirstOfEach(tags));
    }

    /** Keeps the first element of each tag, and is done when it has seen them all. */
    private static final class FirstOfEach implements DataSetParser.Choice {
        private final Set<Integer> wanted = new HashSet<>();
        private final Set<Integer> helpful =
                new HashSet<>(Set.of(Tag.SPECIFIC_CHARACTER_SET, Tag.SOP_CLASS_UID, Tag.PIXEL_REPRESENTATION));

        FirstOfEach(int... tags) {
            Arrays.stream(tags).forEach(wanted::add);
        }

        @Override
        public DataSetParser.Step at(int tag) {
            if (wanted.isEmpty() || Tag.isPixelData(tag)) {
                return DataSetParser.Step.STOP;
            }
            boolean helps = helpful.remove(tag);
            boolean kept = wanted.remove(tag) || helps;
            return kept ? DataSetParser.Step.KEEP : DataSetParser.Step.PASS;
        }
    }

    private static DataSetStart read(ByteSource source, Supplier<DataSetParser.Choice> choice)
            throws IOException, DicomException {
        ByteWindow window = new ByteWindow(source);
        Preface preface = Preface.read(window);
        if (!preface.deflated()) {
            long end = window.size();
            DataSetParser parser = new DataSetParser(window, preface.coding(), preface.dataSetOffset(), end, false);
            return new DataSetStart(preface, parser.parse(null, choice.get()), () -> {});
        }
        InflatedSource inflated = new InflatedSource(source, preface.dataSetOffset());
        try {
            return new DataSetStart(preface, inflate(preface, inflated, choice), inflated);
        } catch (InflatedSource.Refused e) {
            inflated.close();
            throw e.reason();
        } catch (IOException | DicomException | RuntimeException e) {
            inflated.close();
            throw e;
        }
    }

    private static DataSet inflate(Preface preface, InflatedSource inflated, Supplier<DataSetParser.Choice> choice)
            throws IOException, DicomException {
        try {
            return parse(preface, new ByteWindow(inflated), choice);
        } catch (EOFException end) {
            if (!inflated.isWhole()) {
                throw DicomException.invalid("the deflated data set is damaged or cut");
            }
            return parse(preface, new ByteWindow(inflated), choice); // which now knows where it ends
        }
    }

    private static DataSet parse(Preface preface, ByteWindow window, Supplier<DataSetParser.Choice> choice)
            throws IOException, DicomException {
        return new DataSetParser(window, preface.inflatedCoding(window), 0, window.size(), false)
                .parse(null, choice.get());
    }

    /** What comes before the data set. */
    public Preface preface() {
        return preface;
    }

    /** The elements. */
    public DataSet dataSet() {
        return dataSet;
    }

    @Override
    public void close() throws IOException {
        inflated.close();
    }
}
