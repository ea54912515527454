package org.dicomcaravan.codec.jpeg2000;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How opj_compress is asked to encode a picture: the same for the same seed. Left out is what its version 2.5.0 does
 * wrong: it loses samples of one bit, and refuses more resolutions than the shorter side of a tile can be halved.
 *
 * @param picture what is encoded
 * @param lossless whether all of it is to come back
 * @param shifted whether a component is shifted up, as a region of interest: that opj_decompress 2.5.0 does not undo
 * @param options of the program, without the files and what describes the picture
 */
record OpenJpegSettings(Picture picture, boolean lossless, boolean shifted, List<String> options) {

    private static final int[] WIDTHS = {1, 2, 3, 5, 7, 31, 64, 65, 100, 127, 200, 257};
    private static final int[] HEIGHTS = {1, 2, 4, 5, 33, 64, 90, 129, 211};
    private static final int[] PRECISIONS = {2, 3, 4, 5, 6, 7, 8, 8, 8, 9, 10, 11, 12, 12, 12, 13, 14, 15, 16, 16, 16};
    private static final String[] RATES = {"10", "40,20,5", "30,10", "8,4,2,1", "20,10,1", "3", "1"};
    private static final String[] QUALITIES = {"30,40,50", "25", "35,0"};

    /** By how many resolutions there are at least: those of the lowest one that is named are halved from then on, down to 2. */
    private static final Map<String, Integer> PRECINCTS = Map.of(
            "[64,64]",
            6,
            "[128,128],[64,64]",
            7,
            "[256,256],[128,64],[32,32]",
            7,
            "[32,16]",
            4,
            "[8,128]",
            3,
            "[4,8],[2,4]",
            2);

    private static final String[] ORDERS = {"LRCP", "RLCP", "RPCL", "PCRL", "CPRL"};
    private static final String[] PARTS = {"R", "L", "C"};
    private static final int[] BLOCKS = {4, 8, 16, 32, 64, 64, 64, 128, 256, 1024};
    private static final int MOST_BLOCK = 4096;

    static OpenJpegSettings of(long seed) {
        Random random = new Random(seed);
        int width = random.nextInt(3) > 0 ? any(WIDTHS, random) : random.nextInt(1, 300);
        int height = random.nextInt(3) > 0 ? any(HEIGHTS, random) : random.nextInt(1, 300);
        if (random.nextInt(300) == 0) {
            width = 4096;
            height = random.nextInt(1, 40);
        }
        return of(picture(seed, width, height, random.nextBoolean() ? 1 : 3, random), random);
    }

    /** A picture of a few pixels, so that what is recorded is small. */
    static OpenJpegSettings small(long seed) {
        Random random = new Random(seed);
        int side = seed % 4 == 0 ? 45 : 24;
        int components = random.nextInt(3) == 0 ? 3 : 1;
        return of(picture(seed, random.nextInt(1, side), random.nextInt(1, side), components, random), random);
    }

    /** The program reads no picture whose numbers have a bit in common. */
    private static Picture picture(long seed, int width, int height, int components, Random random) {
        int precision = any(PRECISIONS, random);
        int rows = height;
        while ((width & rows & components & precision) != 0) {
            rows++;
        }
        return Picture.of(seed, width, rows, components, precision, random.nextInt(10) < 3);
    }

    private static OpenJpegSettings of(Picture picture, Random random) {
        List<String> options = new ArrayList<>();
        int most = Integer.MAX_VALUE;
        boolean shifted = random.nextInt(25) == 0 && picture.precision() <= 10;
        boolean lossless = quality(options, shifted, random);
        int width = any(BLOCKS, random);
        int height = any(BLOCKS, random);
        while (width * height > MOST_BLOCK) {
            height /= 2;
        }
        add(options, "-b", width + "," + height);
        if (random.nextInt(5) < 2) {
            String precincts = any(PRECINCTS.keySet().stream().sorted().toArray(String[]::new), random);
            add(options, "-c", precincts);
            most = PRECINCTS.get(precincts);
        }
        int halved = Integer.SIZE - Integer.numberOfLeadingZeros(grid(options, picture, random));
        int resolutions = Math.min(Math.min(most, halved), random.nextInt(3) == 0 ? random.nextInt(1, 10) : 6);
        add(options, "-n", Integer.toString(resolutions));
        String order = any(ORDERS, random);
        add(options, "-p", order);
        int dice = random.nextInt(10);
        if (dice < 2) {
            tileParts(options, order, random);
        } else if (dice == 2) {
            changes(options, resolutions, picture.samples().length, random);
        }
        flags(options, width * height, random);
        if (picture.samples().length == 3) {
            add(options, "-mct", random.nextBoolean() ? "1" : "0");
        }
        if (shifted) {
            add(options, "-ROI", "c=%d,U=%d".formatted(random.nextInt(picture.samples().length), 17));
        }
        return new OpenJpegSettings(picture, lossless, shifted, List.copyOf(options));
    }

    /** Wavelet, and layers by rate or quality; whether nothing is lost. */
    private static boolean quality(List<String> options, boolean whole, Random random) {
        if (whole) {
            return true;
        }
        boolean irreversible = random.nextInt(5) < 2;
        if (irreversible) {
            options.add("-I");
        }
        String layers = "1";
        int kind = random.nextInt(10);
        if (kind < 4) {
            layers = any(RATES, random);
            add(options, "-r", layers);
        } else if (kind == 4) {
            layers = any(QUALITIES, random);
            add(options, "-q", layers);
        }
        return !irreversible && (layers.equals("1") || layers.endsWith(",1") || layers.endsWith(",0"));
    }

    /** Places of tiles and image on the reference grid; the shortest side there is, to be halved. */
    private static int grid(List<String> options, Picture picture, Random random) {
        int shortest = Math.min(picture.width(), picture.height());
        boolean offset = random.nextInt(10) < 3;
        int x = offset ? random.nextInt(71) : 0;
        int y = offset ? random.nextInt(71) : 0;
        if (offset) {
            add(options, "-d", x + "," + y);
        }
        if (random.nextInt(5) < 2) {
            int width = random.nextInt(Math.max(1, picture.width() / 4), picture.width() + 6);
            int height = random.nextInt(Math.max(1, picture.height() / 4), picture.height() + 6);
            add(options, "-t", width + "," + height);
            shortest = Math.min(shortest, Math.min(width, height));
            if (offset && (x >= width || y >= height || random.nextBoolean())) {
                int tileX = random.nextInt(Math.max(0, x - width + 1), x + 1);
                int tileY = random.nextInt(Math.max(0, y - height + 1), y + 1);
                add(options, "-T", tileX + "," + tileY);
            }
        }
        return shortest;
    }

    /** With tiles, or layers in precincts, the program mixes up packets. */
    private static void tileParts(List<String> options, String order, Random random) {
        if (!options.contains("-t")) {
            add(options, "-TP", order.startsWith("L") || order.startsWith("RL") ? any(PARTS, random) : "R");
        } else if (order.equals("RPCL")) {
            add(options, "-TP", "R");
        }
    }

    /** Another order from a resolution or a component on. */
    private static void changes(List<String> options, int resolutions, int components, Random random) {
        int quality = Math.max(options.indexOf("-r"), options.indexOf("-q"));
        int layers = quality < 0 ? 1 : options.get(quality + 1).split(",").length;
        String first = any(ORDERS, random);
        String second = any(ORDERS, random);
        if (resolutions > 1) {
            int change = random.nextInt(1, resolutions);
            String line = "T1=0,0,%d,%d,%d,%s/T1=%d,0,%d,%d,%d,%s";
            add(
                    options,
                    "-POC",
                    line.formatted(layers, change, components, first, change, layers, resolutions, components, second));
        } else if (components > 1) {
            String line = "T1=0,0,%d,1,1,%s/T1=0,1,%d,1,%d,%s";
            add(options, "-POC", line.formatted(layers, first, layers, components, second));
        }
    }

    private static void flags(List<String> options, int block, Random random) {
        for (String flag : List.of("-SOP", "-EPH", "-PLT", "-TLM")) {
            if (random.nextInt(4) == 0) {
                options.add(flag);
            }
        }
        if (random.nextBoolean()) {
            int style = random.nextBoolean() ? 1 << random.nextInt(6) : random.nextInt(64);
            add(
                    options,
                    "-M",
                    Integer.toString(block < 256 ? style & ~4 : style)); // or it has no room for the codewords
        }
        if (random.nextInt(8) == 0) {
            add(options, "-GuardBits", Integer.toString(random.nextInt(2, 5)));
        }
    }

    private static void add(List<String> options, String name, String value) {
        options.add(name);
        options.add(value);
    }

    private static String any(String[] choice, Random random) {
        return choice[random.nextInt(choice.length)];
    }

    private static int any(int[] choice, Random random) {
        return choice[random.nextInt(choice.length)];
    }
}
