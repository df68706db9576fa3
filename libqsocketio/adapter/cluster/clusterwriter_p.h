// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_CLUSTER_CLUSTERWRITER_P_H
#define QSOCKETIO_ADAPTER_CLUSTER_CLUSTERWRITER_P_H

#include "../../codec/msgpackwriter_p.h"
#include "../../codec/packet.h"
#include "../../core/jsonwriter.h"

#include <QtCore/QAnyStringView>
#include <QtCore/QCborValue>
#include <QtCore/QString>
#include <QtCore/QStringList>

namespace QSocketIo {

// Writes a message for the cluster as JSON, with bytes as Node.js writes its Buffers, or as
// MessagePack in the form that all libraries there read.
class ClusterWriter
{
public:
    enum class Format { Json, Msgpack };

    explicit ClusterWriter(Format format)
        : m_format(format)
    { }

    void beginMap(int size); // as many members are to follow
    void endMap();
    void beginArray(qsizetype size);
    void endArray();
    void key(QLatin1StringView name);
    void key(const QString &name);

    void boolean(bool value);
    void integer(qint64 value);
    void text(QAnyStringView text);
    void texts(const QStringList &texts);
    void cbor(const QCborValue &value);
    // An event's name and arguments as one array.
    void event(const Packet &packet);

    [[nodiscard]] QByteArray takeBytes();

private:
    [[nodiscard]] bool isJson() const { return m_format == Format::Json; }
    void eventName(const Packet &packet);

    Format m_format;
    JsonWriter m_json;
    MsgpackWriter m_msgpack{MsgpackWriter::Dialect::Cluster};
};

} // namespace QSocketIo

#endif
