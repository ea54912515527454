package org.dicomcaravan.transcode.guard;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.transcode.Content;
import org.dicomcaravan.transcode.Output;
import org.dicomcaravan.transcode.OutputFormat;
import org.dicomcaravan.transcode.OutputType;
import org.dicomcaravan.transcode.Outputs;
import org.dicomcaravan.transcode.SourceInstance;
import org.dicomcaravan.transcode.Transcoder;

/** A plugin that does everything that a plugin must not do: each of its types is one way to misbehave. */
public final class Misbehaving implements Transcoder {

    /** How many calls were left hanging. */
    public static final AtomicInteger HANGING = new AtomicInteger();

    public static final List<String> WAYS = List.of(
            "throws",
            "throws-error",
            "overflows-the-stack",
            "eats-memory",
            "hangs",
            "hangs-at-a-frame",
            "gives-null",
            "gives-null-outputs",
            "gives-null-content",
            "gives-nothing",
            "gives-negative-length",
            "repeats-a-frame",
            "goes-back",
            "gives-frame-zero",
            "gives-frames-without-end",
            "gives-whole-and-frame",
            "changes-type",
            "climbs-by-extension",
            "breaks-lines-by-rule");

    public static final List<String> WAYS_OF_CONTENT = List.of(
            "is-longer",
            "is-shorter",
            "is-longer-than-nothing",
            "throws",
            "throws-error",
            "hangs",
            "reads-zero",
            "reads-too-much",
            "null");

    @Override
    public List<OutputType> produces() {
        return java.util.stream.Stream.concat(
                        WAYS.stream().map(way -> "test/" + way),
                        WAYS_OF_CONTENT.stream().map(way -> "test/content-" + way))
                .map(type -> OutputType.of(type, ".x"))
                .toList();
    }

    @Override
    public Optional<Outputs> transcode(SourceInstance instance, OutputFormat format)
            throws IOException, DicomException {
        String way = format.mimeType().substring("test/".length());
        Content content = Content.of(new byte[] {1, 2, 3});
        return switch (way) {
            case "throws" -> throw new IllegalStateException("by intent");
            case "throws-error" -> throw new AssertionError("by intent");
            case "overflows-the-stack" -> throw new IllegalStateException("depth " + deeper(0));
            case "eats-memory" -> throw new IllegalStateException("got " + new long[Integer.MAX_VALUE].length);
            case "hangs" -> {
                hang();
                yield Optional.empty();
            }
            case "hangs-at-a-frame" -> frames(format, content, 1, -1);
            case "gives-null" -> null;
            case "gives-null-outputs" -> Optional.of(outputs(List.<Output>of().iterator(), true));
            case "gives-null-content" -> Optional.of(Outputs.of(Output.whole(format, null, "")));
            case "gives-nothing" -> Optional.of(outputs(List.<Output>of().iterator(), false));
            case "gives-negative-length" -> Optional.of(Outputs.of(Output.whole(format, new Bad(way, -1), "")));
            case "repeats-a-frame" -> frames(format, content, 1, 1);
            case "goes-back" -> frames(format, content, 2, 1);
            case "gives-frame-zero" -> frames(format, content, 0);
            case "gives-frames-without-end" ->
                Optional.of(outputs(
                        java.util.stream.IntStream.iterate(1, number -> number + 1)
                                .mapToObj(number -> Output.frame(number, format, content, ""))
                                .iterator(),
                        false));
            case "gives-whole-and-frame" ->
                Optional.of(outputs(
                        List.of(Output.frame(1, format, content, ""), Output.whole(format, content, ""))
                                .iterator(),
                        false));
            case "changes-type" ->
                Optional.of(Outputs.of(new Output(OptionalInt.empty(), "text/html", ".x", content, "")));
            case "climbs-by-extension" ->
                Optional.of(Outputs.of(new Output(OptionalInt.empty(), format.mimeType(), "/../../x", content, "")));
            case "breaks-lines-by-rule" -> Optional.of(Outputs.of(Output.whole(format, content, "a\r\nb: c")));
            case "content-is-longer-than-nothing" -> Optional.of(Outputs.of(Output.whole(format, new Bad(way, 0), "")));
            default -> Optional.of(Outputs.of(Output.whole(format, new Bad(way, 3), "")));
        };
    }

    private static int deeper(int depth) {
        return depth < 0 ? 0 : 1 + deeper(depth + 1);
    }

    private static void hang() {
        HANGING.incrementAndGet();
        while (true) {
            LockSupport.parkNanos(50_000_000);
            Thread.interrupted(); // which nothing heeds here, and without which nothing would park again
        }
    }

    private static Optional<Outputs> frames(OutputFormat format, Content content, int... numbers) {
        Iterator<Output> frames = java.util.stream.IntStream.of(numbers)
                .mapToObj(number -> {
                    if (number < 0) {
                        hang();
                    }
                    return Output.frame(number, format, content, "");
                })
                .iterator();
        return Optional.of(outputs(frames, false));
    }

    private static Outputs outputs(Iterator<Output> all, boolean endsInNull) {
        return new Outputs() {
            @Override
            public boolean hasNext() {
                return all.hasNext() || endsInNull;
            }

            @Override
            public Output next() {
                if (!all.hasNext() && endsInNull) {
                    return null;
                }
                if (!all.hasNext()) {
                    throw new NoSuchElementException();
                }
                return all.next();
            }
        };
    }

    private record Bad(String way, long length) implements Content {
        @Override
        public InputStream open() throws IOException {
            return switch (way) {
                case "content-is-longer", "content-is-longer-than-nothing" -> new ByteArrayInputStream(new byte[4]);
                case "content-is-shorter" -> new ByteArrayInputStream(new byte[2]);
                case "content-throws" -> throw new IllegalStateException("by intent");
                case "content-null" -> null;
                default ->
                    new InputStream() {
                        @Override
                        public int read() {
                            return 0;
                        }

                        @Override
                        public int read(byte[] into, int offset, int count) {
                            return switch (way) {
                                case "content-hangs" -> {
                                    hang();
                                    yield 1;
                                }
                                case "content-throws-error" -> throw new AssertionError("by intent");
                                case "content-reads-too-much" -> count + 1;
                                default -> 0;
                            };
                        }
                    };
            };
        }
    }
}
