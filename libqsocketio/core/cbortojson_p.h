// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_CBORTOJSON_P_H
#define QSOCKETIO_CORE_CBORTOJSON_P_H

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QCborValue>

namespace QSocketIo {

class JsonWriter;

// Rewrites Qt's own CBOR encoding of a value as JSON. QCborValue's iterators allocate for every
// string (before Qt 6.10 there is no view on one); its encoder hands out UTF-8 as it lies there.
class CborToJson
{
public:
    explicit CborToJson(JsonWriter *writer)
        : m_writer(writer)
    { }
    void write(const QCborValue &value);

private:
    struct Head
    {
        int major;
        int info;
        quint64 argument;
    };

    Head takeHead();
    QByteArrayView takeBytes(quint64 size);
    void value();
    void containers(const Head &head);
    void tagged(quint64 tag);
    void simple(const Head &head);
    void key();
    void skip();

    JsonWriter *m_writer;
    const char *m_p = nullptr;
    const char *m_end = nullptr;
};

} // namespace QSocketIo

#endif
