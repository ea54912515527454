package org.dicomcaravan.server.faults;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resumable uploads as Cloud Storage has them, before an emulator that appends each part wherever it belongs, forgets
 * what came of a part that broke, and takes the question how far an upload came for its end.
 */
final class ResumableUploads {

    /** What is kept of a part that broke is a multiple of this, in bytes. */
    private static final int GRAIN = 256 * 1024;

    private static final int PIECE = 16 * GRAIN;
    private static final long UNKNOWN = -1;
    private static final int RESUME = 308;

    private final Upstream upstream;
    private final ObjectWrites writes;
    private final Map<String, Upload> uploads = new ConcurrentHashMap<>();

    private static final class Upload {
        long stored;
        /** What it ended with; null until then. */
        Answer end;

        Answer state() {
            Answer state = Answer.of(RESUME, "");
            return stored == 0 ? state : state.with("Range", "bytes=0-" + (stored - 1));
        }
    }

    /** {@code Content-Range}, the first and last byte and the length of all; the last byte is inclusive. */
    private record Range(boolean question, long first, long last, long total) {

        private static final Pattern FORM = Pattern.compile("bytes (?:\\*|(\\d+)-(\\d+|\\*))/(\\d+|\\*)");

        static Range of(Head asked) {
            long length = asked.length().orElse(UNKNOWN);
            if (asked.value("Content-Range").isEmpty()) {
                return new Range(false, 0, length < 0 ? UNKNOWN : length - 1, length);
            }
            Matcher form = FORM.matcher(asked.value("Content-Range").get());
            if (!form.matches()) {
                throw new IllegalArgumentException("Content-Range " + asked.value("Content-Range"));
            }
            boolean question = form.group(1) == null;
            return new Range(
                    question,
                    question ? 0 : Long.parseLong(form.group(1)),
                    question ? UNKNOWN : number(form.group(2)),
                    number(form.group(3)));
        }

        private static long number(String text) {
            return text.equals("*") ? UNKNOWN : Long.parseLong(text);
        }

        boolean isOpen() {
            return !question && last == UNKNOWN;
        }
    }

    ResumableUploads(Upstream upstream, ObjectWrites writes) {
        this.upstream = upstream;
        this.writes = writes;
    }

    /** Answers a request about an upload that was begun. */
    Answer ask(Head asked, Call call, InputStream body) throws IOException {
        Upload upload =
                uploads.computeIfAbsent(call.path().replaceAll(".*upload_id=([^&]*).*", "$1"), id -> new Upload());
        synchronized (upload) {
            if (call.method().equals("DELETE")) {
                return Answer.of(499, "");
            }
            return put(upload, asked, Range.of(asked), body);
        }
    }

    private Answer put(Upload upload, Head asked, Range range, InputStream body) throws IOException {
        if (upload.end != null) {
            body.transferTo(java.io.OutputStream.nullOutputStream());
            return upload.end;
        }
        if (range.question()) {
            return range.total() == upload.stored ? end(upload, asked, new byte[0]) : upload.state();
        }
        if (range.first() > upload.stored) {
            return Answer.error(400, "invalid", "Only " + upload.stored + " bytes are there.");
        }
        // what is there already is not stored again
        body.skipNBytes(Math.min(upload.stored, range.isOpen() ? upload.stored : range.last() + 1) - range.first());
        byte[] buffer = new byte[PIECE];
        for (; ; ) {
            int length = read(upload, asked, body, buffer);
            byte[] piece = Arrays.copyOf(buffer, length);
            if (upload.stored + length == range.total() || (range.isOpen() && length < PIECE)) {
                return end(upload, asked, piece);
            }
            if (length == 0) {
                return upload.state();
            }
            Answer answer = keep(upload, asked, piece);
            if (answer.status() != RESUME) {
                body.transferTo(java.io.OutputStream.nullOutputStream());
                return answer;
            }
        }
    }

    /** Fills the buffer; keeps what came before the body broke. */
    private int read(Upload upload, Head asked, InputStream body, byte[] buffer) throws IOException {
        int length = 0;
        try {
            for (int read = 0; read >= 0 && length < PIECE; ) {
                length += read;
                read = length < PIECE ? body.read(buffer, length, PIECE - length) : -1;
            }
            return length;
        } catch (IOException e) {
            int whole = length - (int) ((upload.stored + length) % GRAIN);
            if (whole > 0) {
                keep(upload, asked, Arrays.copyOf(buffer, whole));
            }
            throw e;
        }
    }

    private Answer keep(Upload upload, Head asked, byte[] piece) throws IOException {
        Answer answer = send(asked, piece, upload.stored, "*");
        upload.stored += answer.status() == RESUME ? piece.length : 0;
        return answer;
    }

    private Answer end(Upload upload, Head asked, byte[] piece) throws IOException {
        Answer answer = send(asked, piece, upload.stored, Long.toString(upload.stored + piece.length));
        if (answer.isGood()) {
            writes.note(answer);
            upload.stored += piece.length;
            upload.end = new Answer(answer.head().without("Range"), answer.body())
                    .with("X-Goog-Stored-Content-Length", Long.toString(upload.stored));
            return upload.end;
        }
        return answer;
    }

    private Answer send(Head asked, byte[] piece, long first, String total) throws IOException {
        String bytes = piece.length == 0 ? "*" : first + "-" + (first + piece.length - 1);
        return upstream.ask(
                asked.ofMessage()
                        .with("Content-Range", "bytes " + bytes + "/" + total)
                        .with("Content-Length", Integer.toString(piece.length)),
                new ByteArrayInputStream(piece));
    }
}
