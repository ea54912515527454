package org.dicomcaravan.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dicomcaravan.codec.CodecSupport;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.dicom.TransferSyntax;

/**
 * The transfer syntaxes and what can be done with each, and the mime types of an export: for a terminal, as a page, or, by
 * its components, as JSON.
 *
 * @param rows a line for each transfer syntax
 * @param mediaTypes what {@code mimeType} of a request may be
 */
record CodecList(
        @JsonProperty("transferSyntaxes") List<Row> rows,
        @JsonProperty("mimeTypes") List<String> mediaTypes) {

    private static final String PAGE = """
            # Transfer syntaxes

            This page is what `./caravan codecs --markdown` prints without plugins; a test holds it to that. Plugins with a
            `FrameDecoder` or `FrameEncoder` (see [transcoders](../transcoders/README.md)) add to both lists.

            *Read*: images, raw frames and other syntaxes can be made of it. *Write*: `application/dicom` can be asked for
            in it; a request for any other is refused with 400. Whatever can't be read is still copied as it is stored.

            %s
            ## What JPEG 2000 samples are

            Precision and sign are those of the codestream, as in GDCM and OpenJPEG: Bits Stored and Pixel Representation change
            no sample. Signed samples of an instance that says unsigned are shown as signed, and so are unsigned ones of an
            instance that says signed, by their Bits Stored. Colours that the codestream transforms come out as RGB, whatever
            Photometric Interpretation says; others stay. High-Throughput code-blocks are decoded under each of the UIDs, JP2
            boxes around a codestream are skipped, and a codestream that ends before all of its packets do is a failure, even
            where a picture of less quality could be made of it.

            ## Mime types

            `gcsDestination.mimeType` may be one of these. Without a transfer syntax, a type means the first one of its own.

            %s""";

    /**
     * One transfer syntax.
     *
     * @param read whether pixels are read
     * @param write whether instances are written
     * @param lossless whether samples survive
     * @param since the version of whoever does it
     * @param origin the jar of whoever does it
     */
    record Row(String name, String uid, boolean read, boolean write, boolean lossless, String since, String origin) {

        private static Row of(TransferSyntax nativeSyntax, Set<String> written) {
            return new Row(
                    nativeSyntax.name(),
                    nativeSyntax.uid(),
                    true,
                    written.contains("application/dicom; transfer-syntax=" + nativeSyntax.uid()),
                    true,
                    "0.1.0",
                    "built in");
        }

        private static Row of(CodecSupport support) {
            return new Row(
                    support.syntax().name(),
                    support.syntax().uid(),
                    support.decoder().isPresent(),
                    support.encoder().isPresent(),
                    !support.syntax().lossy(),
                    both(support, CodecSupport.Provider::since),
                    both(support, CodecSupport.Provider::origin));
        }

        /** What decoder and encoder say, once where they say the same. */
        private static String both(CodecSupport support, Function<CodecSupport.Provider, String> said) {
            Set<String> all = new LinkedHashSet<>();
            support.decoder().map(said).ifPresent(all::add);
            support.encoder().map(said).ifPresent(all::add);
            return String.join(", ", all);
        }

        private List<String> cells() {
            return List.of(name, uid, read ? "yes" : "", write ? "yes" : "", lossless ? "yes" : "", since, origin);
        }
    }

    private static final List<String> HEAD =
            List.of("Transfer syntax", "UID", "Read", "Write", "Lossless", "Since", "Provided by");

    static CodecList of(Codecs codecs, List<String> mediaTypes) {
        Set<String> written = Set.copyOf(mediaTypes);
        List<Row> rows = new ArrayList<>();
        TransferSyntax.known().stream()
                .filter(TransferSyntax::isNative)
                .forEach(syntax -> rows.add(Row.of(syntax, written)));
        codecs.support().forEach(support -> rows.add(Row.of(support)));
        return new CodecList(List.copyOf(rows), List.copyOf(mediaTypes));
    }

    /** Columns for a terminal. */
    String text() {
        List<List<String>> lines = lines();
        int[] widths = new int[HEAD.size()];
        lines.forEach(line -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        });
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder padded = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                padded.append(line.get(i))
                        .append(" ".repeat(widths[i] - line.get(i).length() + 2));
            }
            text.append(padded.toString().stripTrailing()).append('\n');
        }
        text.append("\nMime types:\n");
        mediaTypes.forEach(type -> text.append("  ").append(type).append('\n'));
        return text.toString();
    }

    /** The page of the documentation. */
    String markdown() {
        List<List<String>> lines = new ArrayList<>(lines());
        lines.add(1, HEAD.stream().map(column -> "---").toList());
        String table = lines.stream()
                .map(line -> line.stream().map(CodecList::cell).collect(Collectors.joining(" | ", "| ", " |\n")))
                .collect(Collectors.joining());
        return PAGE.formatted(
                table, mediaTypes.stream().map(type -> "* `" + type + "`\n").collect(Collectors.joining()));
    }

    /** Names come out of plugins too, and must not end a cell. */
    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s+", " ");
    }

    private List<List<String>> lines() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        rows.forEach(row -> lines.add(row.cells()));
        return lines;
    }
}
