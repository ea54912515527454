// How a codec is timed, the same for all peers: see bench/codecs.
#pragma once
#include <time.h>

#include <cstdio>
#include <functional>
#include <string>

// Milliseconds of processor time that the process has taken: neighbours on the machine don't count.
inline double now() {
    timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

// Milliseconds that a piece of work takes, the best of three passes after one that warms up; less than 0 if it fails.
// What prepares it is not timed.
inline double best(const std::function<void()> &prepare, const std::function<bool()> &work) {
    double least = -1;
    for (int pass = 0; pass < 4; pass++) {
        double spent = 0;
        int times = 0;
        while (spent < 400 || times < 3) {
            prepare();
            double begin = now();
            if (!work()) return -1;
            spent += now() - begin;
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
