// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_REDIS_RESPPARSER_P_H
#define QSOCKETIO_ADAPTER_REDIS_RESPPARSER_P_H

#include "redisglobal.h"
#include "respvalue_p.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QString>

#include <optional>
#include <vector>

namespace QSocketIo {

// Reads RESP2 and RESP3 as it comes, byte by byte if need be: nothing is looked at twice. Strings
// beyond the limits are skipped and become RespValue::Type::Oversized, so that one of them does
// not end the connection; anything else that breaks a limit or the grammar does.
class QSOCKETIO_REDIS_AUTOTEST_EXPORT RespParser
{
public:
    struct Limits
    {
        qint64 maxStringBytes = 16 * 1024 * 1024;
        qint64 maxValueBytes = 64 * 1024 * 1024; // of all the strings in one value
        qint64 maxElements = 1024 * 1024; // in one value, at all depths
        int maxDepth = 16;
        qint64 maxLineBytes = 64 * 1024;
    };

    RespParser() = default;
    explicit RespParser(const Limits &limits)
        : m_limits(limits)
    { }

    void feed(QByteArrayView bytes);
    // The next complete value. Null: more bytes are needed, or hasFailed().
    [[nodiscard]] std::optional<RespValue> next();
    [[nodiscard]] bool hasFailed() const { return !m_error.isNull(); }
    [[nodiscard]] QString errorString() const { return m_error; }
    [[nodiscard]] qint64 bytesBuffered() const { return m_buffer.size() - m_position; }

private:
    struct Frame
    {
        RespValue value;
        qint64 missing = 0; // elements
        bool isAttribute = false; // which nobody asks for
    };
    enum class Step { Value, Nested, Starved, Failed };

    Step readOne(RespValue *value);
    Step readHeader(RespValue *value);
    Step readBulk(RespValue *value);
    Step readLength(QByteArrayView text, RespValue *value);
    Step beginString(char kind, QByteArrayView text, RespValue *value);
    Step beginAggregate(char kind, QByteArrayView text, RespValue *value);
    Step skip();
    bool takeLine(QByteArrayView *line);
    void add(RespValue &&value, std::optional<RespValue> *complete);
    bool spend(qint64 bytes);
    void compact();
    Step fail(const char *reason);

    Limits m_limits;
    QByteArray m_buffer;
    qsizetype m_position = 0;
    qsizetype m_scanned = 0; // up to here there is no end of the line that begins at m_position
    std::optional<qint64> m_bulk; // bytes of the string that is being read
    qint64 m_skipping = -1; // bytes of the string that is being thrown away
    bool m_isVerbatim = false;
    bool m_isErrorBulk = false;
    qint64 m_valueBytes = 0;
    qint64 m_elements = 0;
    std::vector<Frame> m_stack;
    QString m_error;
};

} // namespace QSocketIo

#endif
