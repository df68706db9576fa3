// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_FUZZ_FUZZ_H
#define QSOCKETIO_FUZZ_FUZZ_H

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QList>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

// What every fuzz target defines.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
// Inputs to mutate.
QList<QByteArray> fuzzSeeds();
// Bytes and words that mean something in the format; they are put into the inputs.
QList<QByteArray> fuzzWords();

// Ends the program, as a fuzzer's finding, in release builds, too.
#define FUZZ_VERIFY(condition) \
    do { \
        if (!(condition)) { \
            std::fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
            std::abort(); \
        } \
    } while (false)

#endif
