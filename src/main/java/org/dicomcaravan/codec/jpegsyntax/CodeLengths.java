package org.dicomcaravan.codec.jpegsyntax;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Lengths of the best prefix code with codes of at most 16 bits, by the package-merge algorithm (Larmore and Hirschberg,
 * 1990): of all symbols' coins of 2^-1 … 2^-16 the cheapest that make up the whole, packed in pairs from the smallest
 * ones on.
 */
final class CodeLengths {

    private static final int LONGEST = 16;

    /** A coin of a symbol, or a package of two. */
    private record Coin(long weight, int symbol, Coin first, Coin second) {}

    private CodeLengths() {}

    /**
     * Finds the lengths.
     *
     * @param weights how often each symbol occurs; negative where it has no code
     * @return bits of each symbol's code; 0 where it has none
     */
    static int[] of(long[] weights) {
        List<Coin> symbols = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] >= 0) {
                symbols.add(new Coin(weights[i], i, null, null));
            }
        }
        symbols.sort(Comparator.comparingLong(Coin::weight));
        List<Coin> coins = symbols;
        for (int length = 1; length < LONGEST; length++) {
            coins = merged(symbols, packed(coins));
        }
        int[] lengths = new int[weights.length];
        coins.subList(0, 2 * symbols.size() - 2).forEach(coin -> count(coin, lengths));
        return lengths;
    }

    private static List<Coin> packed(List<Coin> coins) {
        List<Coin> packages = new ArrayList<>();
        for (int i = 0; i + 1 < coins.size(); i += 2) {
            Coin first = coins.get(i);
            Coin second = coins.get(i + 1);
            packages.add(new Coin(first.weight + second.weight, -1, first, second));
        }
        return packages;
    }

    private static List<Coin> merged(List<Coin> symbols, List<Coin> packages) {
        List<Coin> merged = new ArrayList<>(symbols);
        merged.addAll(packages);
        merged.sort(Comparator.comparingLong(Coin::weight)); // stable, and quick where two sorted runs meet
        return merged;
    }

    private static void count(Coin coin, int[] lengths) {
        if (coin.first == null) {
            lengths[coin.symbol]++;
        } else {
            count(coin.first, lengths);
            count(coin.second, lengths);
        }
    }
}
