// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_JSONREADER_P_H
#define QSOCKETIO_CORE_JSONREADER_P_H

#include "global.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QCborArray>
#include <QtCore/QCborValue>

#include <optional>

namespace QSocketIo {

// Strict JSON (RFC 8259) over UTF-8 text. Qt's own parser sorts the keys of objects and builds a
// document; here keys keep their order, integers stay exact within 64 bits, and text can be
// checked without building anything.
class QSOCKETIO_AUTOTEST_EXPORT JsonReader
{
public:
    enum class Kind { Null, False, True, Number, String, Array, Object };
    struct Span
    {
        Kind kind = Kind::Null;
        qsizetype begin = 0;
        qsizetype end = 0; // one past the value
    };

    // maxDepth: how many arrays and objects may nest, at most 1000.
    explicit JsonReader(QByteArrayView text, int maxDepth = 200);

    // Checks one value at the position, skips white space around it and moves behind it.
    std::optional<Span> skipValue();
    // The next byte that is no white space, if it is that one: moves behind it.
    bool skip(char expected);
    [[nodiscard]] bool atEnd(); // nothing but white space is left
    [[nodiscard]] qsizetype position() const { return m_position; }

    // The decoded text of a string span, UTF-8; lone surrogate escapes become U+FFFD.
    [[nodiscard]] QByteArray stringAt(const Span &span) const;

    // The value of a span that is neither array nor object, without the cost of a whole decoding.
    [[nodiscard]] std::optional<QCborValue> scalarAt(const Span &span) const;

    // One whole document. Null where it is malformed or nested too deeply.
    [[nodiscard]] static std::optional<QCborValue> parse(QByteArrayView text, int maxDepth = 200);
    // Comma-separated values, as between an array's brackets; nothing at all is an empty array.
    [[nodiscard]] static std::optional<QCborArray> parseList(QByteArrayView text,
                                                             int maxDepth = 200);

private:
    void skipSpace();

    QByteArrayView m_text;
    qsizetype m_position = 0;
    int m_maxDepth;
};

} // namespace QSocketIo

#endif
