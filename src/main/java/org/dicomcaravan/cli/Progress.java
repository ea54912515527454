package org.dicomcaravan.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how far an operation is: done, failed, pending, rate, time left. To be closed before anything else is said, on any
 * thread.
 */
interface Progress extends Consumer<Operation>, AutoCloseable {
    @Override
    void close();

    /** Says something beside the numbers. */
    void note(String text);

    /**
     * A bar on a terminal, plain lines elsewhere.
     *
     * @param out where to
     * @param columns the terminal's width, absent where there is none
     */
    static Progress on(PrintWriter out, Optional<Integer> columns) {
        return columns.<Progress>map(width -> new Bar(out, width)).orElseGet(() -> new Lines(out));
    }

    /** One line that is written over. */
    final class Bar implements Progress {
        private static final int REFRESH_MILLIS = 100;

        private final PrintWriter out;
        private final ProgressBar bar;
        private final AtomicBoolean closed = new AtomicBoolean();

        Bar(PrintWriter out, int columns) {
            this.out = out;
            this.bar = new ProgressBarBuilder()
                    .setTaskName("Exporting")
                    .setInitialMax(0)
                    .setUpdateIntervalMillis(REFRESH_MILLIS)
                    .setStyle(style())
                    .showSpeed()
                    .setConsumer(new DelegatingProgressBarConsumer(this::draw, columns - 1))
                    .build();
        }

        @Override
        public void accept(Operation operation) {
            bar.maxHint(operation.total());
            bar.stepTo(operation.success() + operation.failure());
            bar.setExtraMessage(" " + operation.failure() + " failed, " + operation.pending() + " pending");
        }

        @Override
        public void close() {
            if (!closed.getAndSet(true)) {
                bar.close();
                out.println();
                out.flush();
            }
        }

        @Override
        public void note(String text) {
            out.println();
            out.println(text);
            out.flush();
        }

        private void draw(String line) {
            out.print("\r" + line);
            out.flush();
        }

        private static ProgressBarStyle style() {
            String charset = System.getProperty(
                    "native.encoding", Charset.defaultCharset().name());
            return charset.equalsIgnoreCase("UTF-8") ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII;
        }
    }

    /** A line when there is something to say, at most one in five seconds. */
    final class Lines implements Progress {
        private static final Duration BETWEEN = Duration.ofSeconds(5);

        private final PrintWriter out;
        private Instant next = Instant.MIN;
        private String last = "";

        Lines(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void accept(Operation operation) {
            Instant now = Instant.now();
            String line = line(operation, operation.elapsed(now));
            boolean news = operation.total() > 0 && !now.isBefore(next) && !line.equals(last);
            if (operation.done() || news) {
                out.println(line);
                out.flush();
                last = line;
                next = now.plus(BETWEEN);
            }
        }

        @Override
        public void note(String text) {
            out.println(text);
            out.flush();
        }

        @Override
        public void close() {
            out.flush();
        }

        /** {@code 120 of 400 done, 2 failed, 278 pending, 60.0/s, 5 s left}. */
        static String line(Operation operation, Duration elapsed) {
            long settled = operation.success() + operation.failure();
            StringBuilder line = new StringBuilder()
                    .append(operation.success())
                    .append(" of ")
                    .append(operation.total())
                    .append(" done, ")
                    .append(operation.failure())
                    .append(" failed, ")
                    .append(operation.pending())
                    .append(" pending");
            double seconds = elapsed.toMillis() / 1000.0;
            if (settled > 0 && seconds > 0) {
                double rate = settled / seconds;
                line.append(", ").append(Words.rate(rate));
                if (operation.pending() > 0) {
                    Duration left = Duration.ofMillis((long) (operation.pending() / rate * 1000));
                    line.append(", ").append(Words.duration(left)).append(" left");
                }
            }
            return line.toString();
        }
    }
}
