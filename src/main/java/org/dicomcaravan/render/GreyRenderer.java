package org.dicomcaravan.render;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.math.BigDecimal;
import java.util.Optional;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.reading.DataSet;

/**
 * Grey frames of integers. What holds for all frames is read once; the last rule's table is kept, since most frames of
 * an instance have the same. Safe for any number of threads.
 */
final class GreyRenderer {

    /** A rule that was worked out. */
    private record Known(GreyRule rule, LevelFunction function) {}

    private final DataSet top;
    private final StoredBits bits;
    private final boolean inverted;
    private final Optional<Modality> modalityLut;
    private final Optional<Voi> voiLut;
    private final PixelPadding padding;
    private volatile Known last;

    GreyRenderer(DataSet top, StoredBits bits, boolean inverted) throws IOException, DicomException {
        this.top = top;
        this.bits = bits;
        this.inverted = inverted;
        this.modalityLut = Modality.lut(top, bits.signed()).map(Modality.Table::new);
        this.voiLut = Voi.lut(top, bits.signed()).map(Voi.Table::new);
        this.padding = PixelPadding.of(top, bits.signed());
    }

    StoredBits bits() {
        return bits;
    }

    /** Renders the samples of a frame, counted from 0. */
    RenderedFrame render(DecodedFrame samples, int frame) throws IOException, DicomException {
        StoredValues values = StoredValues.of(samples, bits);
        Places places = Places.of(top, frame);
        Modality modality = modality(places);
        Optional<Voi> voi = voi(places, modality);
        GreyRule rule = new GreyRule(modality, voi.isPresent() ? voi.get() : range(values, modality), inverted);
        byte[] grey = values.through(function(rule));
        return new RenderedFrame(samples.columns(), samples.rows(), 1, grey, rule.text());
    }

    /** Whether every value of a frame becomes the sample of the same number, whatever its pixels are. */
    boolean isIdentity(int frame) throws IOException, DicomException {
        Places places = Places.of(top, frame);
        Modality modality = modality(places);
        Optional<Voi> voi = voi(places, modality);
        if (voi.isEmpty() || bits.stored() != 8 || bits.shift() != 0 || bits.signed()) {
            return false;
        }
        byte[] table = function(new GreyRule(modality, voi.get(), inverted)).table(bits);
        for (int value = 0; value < table.length; value++) {
            if (table[value] != (byte) value) {
                return false;
            }
        }
        return true;
    }

    private Modality modality(Places places) throws IOException, DicomException {
        return modalityLut.isPresent() ? modalityLut.get() : Modality.linear(places);
    }

    /** What doesn't depend on the frame's pixels; empty where its own range decides. */
    private Optional<Voi> voi(Places places, Modality modality) throws IOException, DicomException {
        Optional<Voi> window = Voi.window(places).map(Voi.class::cast);
        if (window.isPresent()) {
            return window;
        }
        if (voiLut.isPresent()) {
            return voiLut;
        }
        return bits.stored() <= 8 && !modality.changes() ? Optional.of(Voi.FullRange.of(bits)) : Optional.empty();
    }

    private Voi range(StoredValues values, Modality modality) throws InterruptedIOException {
        if (modality instanceof Modality.Table table) {
            ValueRange range = values.range(padding, table.lut()).orElse(new ValueRange(0, 0));
            return Voi.FullRange.of(BigDecimal.valueOf(range.low()), BigDecimal.valueOf(range.high()));
        }
        Optional<ValueRange> range = values.range(padding);
        if (range.isEmpty()) {
            return Voi.FullRange.of(BigDecimal.ZERO, BigDecimal.ZERO);
        }
        Rescale rescale = ((Modality.Linear) modality).rescale();
        BigDecimal one = rescale.at(BigDecimal.valueOf(range.get().low()));
        BigDecimal other = rescale.at(BigDecimal.valueOf(range.get().high()));
        return one.compareTo(other) <= 0 ? Voi.FullRange.of(one, other) : Voi.FullRange.of(other, one);
    }

    private LevelFunction function(GreyRule rule) {
        Known known = last;
        if (known == null || !known.rule().equals(rule)) {
            known = new Known(rule, TableFunction.of(rule.function(), bits));
            last = known;
        }
        return known.function();
    }
}
