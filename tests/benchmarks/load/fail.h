// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_BENCHMARKS_FAIL_H
#define QSOCKETIO_BENCHMARKS_FAIL_H

#include <cstdio>
#include <cstdlib>
#include <string>

namespace Load {

// Where anything goes wrong there is nothing to measure.
[[noreturn]] inline void fail(const std::string &what)
{
    std::fprintf(stderr, "bench-load: %s\n", what.c_str());
    std::exit(1);
}

} // namespace Load

#endif
