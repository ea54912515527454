package org.dicomcaravan.codec.jpeg2000;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How ojph_compress is asked to encode a picture: the same for the same seed. Without a sign, as its version 0.9.0 does not
 * read pictures that have one.
 *
 * @param picture what is encoded
 * @param lossless whether all of it is to come back
 * @param options of the program, without the files and what describes the picture
 */
record OpenJphSettings(Picture picture, boolean lossless, List<String> options) {

    private static final int[] SIDES = {1, 2, 3, 5, 7, 16, 31, 33, 64, 65, 90, 127, 129, 200, 257};
    private static final int[] PRECISIONS = {1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 9, 10, 11, 12, 12, 12, 13, 14, 15, 16, 16};
    private static final String[] ORDERS = {"LRCP", "RLCP", "RPCL", "PCRL", "CPRL"};
    private static final String[] STEPS = {"0.5", "0.1", "0.03", "0.01", "0.003", "0.001", "0.0001"};
    private static final int[] BLOCKS = {4, 8, 16, 32, 64, 64, 64, 128, 256, 1024};
    private static final int MOST_BLOCK = 4096;

    static OpenJphSettings of(long seed) {
        Random random = new Random(seed);
        int width = random.nextInt(3) > 0 ? SIDES[random.nextInt(SIDES.length)] : random.nextInt(1, 300);
        int height = random.nextInt(3) > 0 ? SIDES[random.nextInt(SIDES.length)] : random.nextInt(1, 300);
        if (random.nextInt(300) == 0) {
            width = 4096;
            height = random.nextInt(1, 40);
        }
        return of(seed, width, height, random.nextBoolean() ? 1 : 3, random);
    }

    /** A picture of a few pixels, so that what is recorded is small. */
    static OpenJphSettings small(long seed) {
        Random random = new Random(seed);
        int side = seed % 4 == 0 ? 45 : 24;
        return of(seed, random.nextInt(1, side), random.nextInt(1, side), random.nextInt(3) == 0 ? 3 : 1, random);
    }

    private static OpenJphSettings of(long seed, int width, int height, int components, Random random) {
        int precision = PRECISIONS[random.nextInt(PRECISIONS.length)];
        Picture picture = Picture.of(seed, width, height, components, precision, false);
        List<String> options = new ArrayList<>();
        boolean lossless = random.nextInt(5) < 3;
        add(options, "-reversible", Boolean.toString(lossless));
        if (!lossless) {
            add(options, "-qstep", STEPS[random.nextInt(STEPS.length)]);
        }
        add(options, "-num_decomps", Integer.toString(random.nextInt(3) == 0 ? random.nextInt(9) : 5));
        add(options, "-prog_order", ORDERS[random.nextInt(ORDERS.length)]);
        int blockWidth = BLOCKS[random.nextInt(BLOCKS.length)];
        int blockHeight = BLOCKS[random.nextInt(BLOCKS.length)];
        while (blockWidth * blockHeight > MOST_BLOCK) {
            blockHeight /= 2;
        }
        add(options, "-block_size", braces(blockWidth, blockHeight));
        if (random.nextInt(5) < 2) {
            add(options, "-precincts", precincts(random));
        }
        grid(options, picture, random);
        if (components == 3) {
            add(options, "-colour_trans", Boolean.toString(random.nextBoolean()));
        }
        return new OpenJphSettings(picture, lossless, List.copyOf(options));
    }

    /** Whether OpenJPH itself decodes it well: not where lines are short, and with loss not where there are many bits. */
    boolean isForItself() {
        int levels = Integer.parseInt(options.get(options.indexOf("-num_decomps") + 1));
        int shortest = Math.min(picture.width(), picture.height());
        boolean small = shortest < 64 || shortest >> levels == 0 || options.contains("-tile_size");
        return !small && (lossless || picture.precision() <= 12);
    }

    private static String precincts(Random random) {
        List<String> all = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            all.add(braces(1 << random.nextInt(3, 9), 1 << random.nextInt(3, 9)));
        }
        return String.join(",", all);
    }

    private static void grid(List<String> options, Picture picture, Random random) {
        boolean offset = random.nextInt(10) < 3;
        int x = offset ? random.nextInt(71) : 0;
        int y = offset ? random.nextInt(71) : 0;
        if (offset) {
            add(options, "-image_offset", braces(x, y));
        }
        if (random.nextInt(5) < 2) {
            int width = random.nextInt(Math.max(1, picture.width() / 4), picture.width() + 6);
            int height = random.nextInt(Math.max(1, picture.height() / 4), picture.height() + 6);
            add(options, "-tile_size", braces(width, height));
            if (offset) {
                int tileX = random.nextInt(Math.max(0, x - width + 1), x + 1);
                int tileY = random.nextInt(Math.max(0, y - height + 1), y + 1);
                add(options, "-tile_offset", braces(tileX, tileY));
            }
        } else if (offset) {
            add(options, "-tile_size", braces(x + picture.width(), y + picture.height()));
        }
    }

    private static String braces(int x, int y) {
        return "{%d,%d}".formatted(x, y);
    }

    private static void add(List<String> options, String name, String value) {
        options.add(name);
        options.add(value);
    }
}
