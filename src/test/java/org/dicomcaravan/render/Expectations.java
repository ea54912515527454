package org.dicomcaravan.render;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.corpus.CsvFile;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.io.ByteSource;

/** Expected renderings, worked out by another program: a CSV with a line per frame, beside the files. */
final class Expectations {

    private final Path folder;
    private final Map<String, List<Map<String, String>>> byFile = new LinkedHashMap<>();
    private final Codecs codecs = Codecs.load(Expectations.class.getClassLoader());
    private int frames;

    Expectations(Path folder, String csv) throws IOException {
        this.folder = folder;
        for (Map<String, String> row : CsvFile.rows(folder.resolve(csv))) {
            byFile.computeIfAbsent(row.get("file"), file -> new ArrayList<>()).add(row);
        }
    }

    /** Frames that were compared. */
    int frames() {
        return frames;
    }

    /** What is not as expected, a line each. Syntaxes without a decoder are left out. */
    List<String> differences() throws IOException {
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, List<Map<String, String>>> file : byFile.entrySet()) {
            try (DicomObject object = DicomObject.open(ByteSource.of(folder.resolve(file.getKey())))) {
                compare(file.getKey(), object, file.getValue(), found);
            } catch (DicomException e) {
                refused(file.getKey(), e, file.getValue().get(0), found);
            }
        }
        return found;
    }

    private void compare(String file, DicomObject object, List<Map<String, String>> rows, List<String> found)
            throws IOException, DicomException {
        TransferSyntax syntax = object.transferSyntax();
        if (syntax.isKnown()
                && syntax.isEncapsulated()
                && codecs.decoder(syntax.uid()).isEmpty()) {
            return;
        }
        FrameRenderer renderer = FrameRenderer.of(object, codecs);
        if (rows.get(0).get("error").isEmpty() && renderer.frames() != rows.size()) {
            found.add(file + ": " + renderer.frames() + " frames, expected " + rows.size());
        }
        for (Map<String, String> row : rows) {
            int frame = Integer.parseInt(row.get("frame"));
            RenderedFrame rendered = renderer.render(Math.max(frame, 1) - 1);
            frames++;
            if (!row.get("error").isEmpty()) {
                found.add(file + ": rendered, expected " + row.get("error"));
            } else if (row.get("slack").equals("0")) {
                String expected = "%s x %s x %s, %s, %s"
                        .formatted(
                                row.get("cols"),
                                row.get("rows"),
                                row.get("channels"),
                                row.get("rule"),
                                row.get("sha256"));
                String actual = "%d x %d x %d, %s, %s"
                        .formatted(
                                rendered.width(),
                                rendered.height(),
                                rendered.components(),
                                rendered.rule(),
                                sha256(rendered.samples()));
                if (!actual.equals(expected)) {
                    found.add("%s frame %d: %s, expected %s".formatted(file, frame, actual, expected));
                }
            } else if (!isClose(rendered, row)) {
                found.add("%s frame %d: %s, more than %s from %s, %s"
                        .formatted(file, frame, rendered.rule(), row.get("slack"), row.get("grid"), row.get("rule")));
            }
        }
    }

    /**
     * Whether 64 samples of a lossy frame, at rows and columns (2 i + 1) · size / 16, are as near as {@code slack} says.
     */
    private static boolean isClose(RenderedFrame frame, Map<String, String> row) {
        byte[] grid = HexFormat.of().parseHex(row.get("grid"));
        boolean close = frame.rule().equals(row.get("rule")) && grid.length == 64 * frame.components();
        for (int i = 0; close && i < grid.length; i++) {
            int place = i / frame.components();
            int y = (2 * (place / 8) + 1) * frame.height() / 16;
            int x = (2 * (place % 8) + 1) * frame.width() / 16;
            int at = (y * frame.width() + x) * frame.components() + i % frame.components();
            int off = Math.abs((frame.samples()[at] & 0xFF) - (grid[i] & 0xFF));
            close = off <= Integer.parseInt(row.get("slack"));
        }
        return close;
    }

    private static void refused(String file, DicomException e, Map<String, String> row, List<String> found) {
        String code = e.reason() == DicomException.Reason.NOT_DICOM
                ? "neither"
                : e.reason().code().number() + ":";
        if (!row.get("error").startsWith(code)) {
            found.add("%s: refused with %s, expected %s"
                    .formatted(file, e, row.get("error").isEmpty() ? row.get("rule") : row.get("error")));
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
