// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_MSGPACKWRITER_P_H
#define QSOCKETIO_CODEC_MSGPACKWRITER_P_H

#include "../core/global.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QCborArray>
#include <QtCore/QCborValue>

#include <utility>

namespace QSocketIo {

// Writes MessagePack as the notepack.io package does, which Socket.IO's clients use: numbers in
// their shortest form (fractions always as double), undefined as extension 0 of one byte, dates as
// extension 0 of eight bytes.
class QSOCKETIO_AUTOTEST_EXPORT MsgpackWriter
{
public:
    // Between servers, for notepack.io 3 and @msgpack/msgpack alike: undefined is nil and left out of
    // maps, as is the key __proto__, which the latter refuses; dates are extension -1; whole doubles
    // that JavaScript does not hold exactly stay doubles.
    enum class Dialect { Client, Cluster };
    explicit MsgpackWriter(Dialect dialect = Dialect::Client)
        : m_dialect(dialect)
    { }
    [[nodiscard]] Dialect dialect() const { return m_dialect; }

    void nil();
    void undefined();
    void boolean(bool value);
    void integer(qint64 value);
    void unsignedInteger(quint64 value);
    void number(double value); // whole ones as integers, as far as these reach
    void text(QByteArrayView utf8);
    void binary(QByteArrayView bytes);
    void date(qint64 msecsSinceEpoch);
    // As many values, or twice as many, are to follow.
    void beginArray(quint64 size);
    void beginMap(quint64 size);

    // Byte strings are binary, date/times dates; UUIDs, URLs and regular expressions their text.
    // Keys that are no strings become their text.
    void cbor(const QCborValue &value);
    void cborElements(const QCborArray &array); // behind a beginArray()

    [[nodiscard]] QByteArray takeBytes() { return std::exchange(m_bytes, {}); }

private:
    template<typename Integer>
    void append(uchar mark, Integer value);
    void head(uchar mark16, quint64 size);
    void timestamp(qint64 msecsSinceEpoch);

    Dialect m_dialect;
    QByteArray m_bytes;
};

} // namespace QSocketIo

#endif
