// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_ADMINDECODER_H
#define QSIOADMIN_CORE_ADMINDECODER_H

#include "adminevent.h"
#include "stringpool.h"

#include <QtCore/QString>

#include <optional>

namespace QsioAdmin {

class JsonCursor;

// Events of the admin protocol, as text, become values. It takes what servers really send: times as
// text or number, rooms of any type, missing fields, more arguments than expected. What makes no
// sense is counted, and left out.
//
// A decoder belongs to one thread; what it returns may go to any.
class AdminDecoder
{
public:
    // Arguments and attachments of an application's event beyond this are not kept.
    void setMaxEventBytes(qint64 bytes) { m_maxEventBytes = bytes; } // default: 65536

    // arguments: JSON values separated by commas, as Payload::json() gives them.
    // Null: an event that is not of the protocol, or that is malformed.
    [[nodiscard]] std::optional<AdminEvent> decode(QByteArrayView event, QByteArrayView arguments,
                                                   const QList<QByteArray> &attachments = {});

    [[nodiscard]] quint64 malformedCount() const { return m_malformed; }
    [[nodiscard]] quint64 unknownCount() const { return m_unknown; } // events of other protocols
    // What was wrong last, in plain words; empty where nothing was.
    [[nodiscard]] QString lastProblem() const { return m_lastProblem; }

    // Milliseconds since 1970 of an ISO 8601 text; 0 where it is none.
    [[nodiscard]] static qint64 parseTime(QByteArrayView text);

private:
    using Result = std::optional<AdminEvent>;
    Result decodeKnown(QByteArrayView event, JsonCursor &cursor,
                       const QList<QByteArray> &attachments, bool *isKnown);
    // A count that may be shown: what is none, or absurd, is 0.
    [[nodiscard]] static int countOf(double number);
    Result session(JsonCursor &cursor);
    Result config(JsonCursor &cursor);
    Result serverStats(JsonCursor &cursor);
    Result allSockets(JsonCursor &cursor);
    Result socketsPage(JsonCursor &cursor);
    Result connectionRefused(JsonCursor &cursor);
    Result answer(JsonCursor &cursor, bool isFromClient, const QList<QByteArray> &attachments);
    Result socketConnected(JsonCursor &cursor);
    Result socketUpdated(JsonCursor &cursor);
    Result socketDisconnected(JsonCursor &cursor);
    Result roomChange(JsonCursor &cursor, bool isJoin);
    Result traffic(JsonCursor &cursor, bool isFromClient, const QList<QByteArray> &attachments);

    bool readSockets(JsonCursor &cursor, std::vector<SocketRow> *sockets);
    void readArguments(JsonCursor &cursor, bool hasName, const QList<QByteArray> &attachments,
                       Traffic *event);
    bool readSocket(JsonCursor &cursor, SocketRow *row);
    void readSocketMember(JsonCursor &cursor, SocketRow *row);
    void readRooms(JsonCursor &cursor, SocketRow *row);
    void readHandshake(SocketRow *row);
    void readStatsMember(JsonCursor &cursor, ServerStats *stats);
    void readServerInfo(JsonCursor &cursor, ServerStats *stats);
    void readCounts(JsonCursor &cursor, ServerStats *stats);
    void readNamespaces(JsonCursor &cursor, ServerStats *stats);
    QByteArray pooled(JsonCursor &cursor);
    bool readKey(JsonCursor &cursor, SocketKey *key); // namespace and id, as two arguments
    static qint64 time(JsonCursor &cursor);
    void problem(const QString &text);

    StringPool m_pool;
    qint64 m_maxEventBytes = 65536;
    quint64 m_malformed = 0;
    quint64 m_unknown = 0;
    QString m_lastProblem;
};

} // namespace QsioAdmin

#endif
