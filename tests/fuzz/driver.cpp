// SPDX-License-Identifier: MIT
//
// fuzz_name [iterations [first iteration]]
// fuzz_name file...
//
// Mutates the target's seeds. Each iteration depends on its number alone, so that a finding, whose
// number is printed last, can be had again: "fuzz_name 1 NUMBER". Files are run as they are.
#include "fuzz.h"

#include <QtCore/QFile>
#include <QtCore/QRandomGenerator>

#include <csignal>
#include <unistd.h>

static constexpr int DefaultIterations = 3000;
static constexpr qsizetype MaxInputSize = 64 * 1024;

static volatile long currentIteration = -1;

extern "C" void reportIteration(int signal)
{
    char text[64];
    const int size
        = std::snprintf(text, sizeof text, "failed in iteration %ld\n", currentIteration);
    if (write(STDERR_FILENO, text, size_t(size)) < 0)
        _exit(1);
    std::signal(signal, SIG_DFL);
    raise(signal);
}

static void mutate(QByteArray &input, QRandomGenerator &random, const QList<QByteArray> &seeds,
                   const QList<QByteArray> &words)
{
    const qsizetype size = input.size();
    const qsizetype at = random.bounded(quint32(size) + 1);
    const qsizetype length
        = qMin<qsizetype>(size - at, 1 + random.bounded(1u << random.bounded(8)));
    switch (random.bounded(9)) {
    case 0: // flip a bit
        if (at < size)
            input[at] = char(input[at] ^ (1 << random.bounded(8)));
        break;
    case 1: // any byte
        if (at < size)
            input[at] = char(random.bounded(256));
        break;
    case 2:
        input.insert(at, char(random.bounded(256)));
        break;
    case 3:
        input.remove(at, length);
        break;
    case 4:
        input.insert(at, input.mid(at, length));
        break;
    case 5:
        input.insert(at, words.at(random.bounded(words.size())));
        break;
    case 6: {
        const QByteArray word = words.at(random.bounded(words.size()));
        input.replace(at, qMin(word.size(), size - at), word);
        break;
    }
    case 7: // go on as another seed does
        input = input.first(at) + seeds.at(random.bounded(seeds.size()));
        break;
    case 8:
        input.truncate(at);
        break;
    }
    input.truncate(MaxInputSize);
}

static void runOne(const QByteArray &input)
{
    // an allocation of exactly that size, so that ASan sees each byte too far
    uint8_t *const copy
        = static_cast<uint8_t *>(std::malloc(size_t(qMax<qsizetype>(1, input.size()))));
    std::copy(input.begin(), input.end(), copy);
    LLVMFuzzerTestOneInput(copy, size_t(input.size()));
    std::free(copy);
}

static int runMutations(int iterations, int first)
{
    const QList<QByteArray> seeds = fuzzSeeds();
    const QList<QByteArray> words = fuzzWords();
    for (const QByteArray &seed : seeds)
        runOne(seed);
    for (int i = first; i < first + iterations; ++i) {
        currentIteration = i;
        QRandomGenerator random{quint32(i)};
        QByteArray input = seeds.at(i % seeds.size());
        for (quint32 mutations = random.bounded(1u, 8u); mutations > 0; --mutations)
            mutate(input, random, seeds, words);
        runOne(input);
    }
    std::printf("%d mutations of %d seeds\n", iterations, int(seeds.size()));
    return 0;
}

int main(int argc, char **argv)
{
    std::signal(SIGABRT, reportIteration);
    bool isNumber = argc == 1;
    const int iterations = argc > 1 ? QByteArray(argv[1]).toInt(&isNumber) : DefaultIterations;
    if (isNumber)
        return runMutations(iterations, argc > 2 ? QByteArray(argv[2]).toInt() : 0);
    for (int i = 1; i < argc; ++i) {
        QFile file(QFile::decodeName(argv[i]));
        if (!file.open(QIODevice::ReadOnly)) {
            std::fprintf(stderr, "cannot read %s\n", argv[i]);
            return 1;
        }
        runOne(file.readAll());
    }
    return 0;
}
