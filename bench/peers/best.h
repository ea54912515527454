// How a codec is timed, the same for all peers: see bench/codecs.
#pragma once
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>

// Milliseconds that a piece of work takes, the best of three passes after one that warms up; less than 0 if it fails.
// What prepares it is not timed.
inline double best(const std::function<void()> &prepare, const std::function<bool()> &work) {
    using Clock = std::chrono::steady_clock;
    double least = -1;
    for (int pass = 0; pass < 4; pass++) {
        double spent = 0;
        int times = 0;
        while (spent < 400 || times < 3) {
            prepare();
            auto begin = Clock::now();
            if (!work()) return -1;
            spent += std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
            times++;
        }
        double each = spent / times;
        if (pass > 0 && (least < 0 || each < least)) least = each;
    }
    return least;
}

// A line of results, if there is one.
inline void line(const std::string &file, const std::string &target, double milliseconds) {
    if (milliseconds >= 0) std::printf("%s\t%s\t%.3f\n", file.c_str(), target.c_str(), milliseconds);
    std::fflush(stdout);
}
