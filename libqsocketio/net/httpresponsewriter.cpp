// SPDX-License-Identifier: MIT
#include "httpresponsewriter_p.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>

#include <algorithm>
#include <array>

namespace QSocketIo {
namespace HttpResponseWriter {

struct Reason
{
    int status;
    const char *phrase;
};

static constexpr std::array s_reasons = {
    Reason{100, "Continue"},
    Reason{101, "Switching Protocols"},
    Reason{200, "OK"},
    Reason{201, "Created"},
    Reason{202, "Accepted"},
    Reason{204, "No Content"},
    Reason{206, "Partial Content"},
    Reason{301, "Moved Permanently"},
    Reason{302, "Found"},
    Reason{303, "See Other"},
    Reason{304, "Not Modified"},
    Reason{307, "Temporary Redirect"},
    Reason{308, "Permanent Redirect"},
    Reason{400, "Bad Request"},
    Reason{401, "Unauthorized"},
    Reason{403, "Forbidden"},
    Reason{404, "Not Found"},
    Reason{405, "Method Not Allowed"},
    Reason{406, "Not Acceptable"},
    Reason{408, "Request Timeout"},
    Reason{409, "Conflict"},
    Reason{410, "Gone"},
    Reason{411, "Length Required"},
    Reason{412, "Precondition Failed"},
    Reason{413, "Payload Too Large"},
    Reason{414, "URI Too Long"},
    Reason{415, "Unsupported Media Type"},
    Reason{416, "Range Not Satisfiable"},
    Reason{417, "Expectation Failed"},
    Reason{422, "Unprocessable Entity"},
    Reason{426, "Upgrade Required"},
    Reason{429, "Too Many Requests"},
    Reason{431, "Request Header Fields Too Large"},
    Reason{500, "Internal Server Error"},
    Reason{501, "Not Implemented"},
    Reason{502, "Bad Gateway"},
    Reason{503, "Service Unavailable"},
    Reason{504, "Gateway Timeout"},
    Reason{505, "HTTP Version Not Supported"},
};

QByteArrayView reasonPhrase(int status)
{
    const auto reason
        = std::lower_bound(s_reasons.begin(), s_reasons.end(), status,
                           [](const Reason &entry, int wanted) { return entry.status < wanted; });
    return reason != s_reasons.end() && reason->status == status ? reason->phrase : "Unknown";
}

bool hasBody(int status)
{
    return status >= 200 && status != 204 && status != 304;
}

static bool is(QByteArrayView name, QByteArrayView wanted)
{
    return name.compare(wanted, Qt::CaseInsensitive) == 0;
}

static bool isFraming(QByteArrayView name)
{
    return is(name, "Content-Length") || is(name, "Transfer-Encoding") || is(name, "Connection")
        || is(name, "Keep-Alive") || is(name, "Upgrade");
}

static void appendField(QByteArray &out, QByteArrayView name, QByteArrayView value)
{
    out.append(name).append(": ").append(value).append("\r\n");
}

// RFC 9110, 5.6.7. Written anew once a second.
static QByteArray date()
{
    thread_local qint64 lastSecond = -1;
    thread_local QByteArray text;
    const qint64 second = QDateTime::currentSecsSinceEpoch();
    if (second != lastSecond) {
        lastSecond = second;
        const QDateTime time = QDateTime::fromSecsSinceEpoch(second, Qt::UTC);
        text = QLocale::c().toString(time, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'").toLatin1();
    }
    return text;
}

static void appendStatusLine(QByteArray &out, int status)
{
    out.append("HTTP/1.1 ").append(QByteArray::number(status)).append(' ');
    out.append(reasonPhrase(status)).append("\r\n");
}

QByteArray head(const HttpResponse &response, std::chrono::milliseconds keepAlive)
{
    QByteArray out;
    out.reserve(512);
    appendStatusLine(out, response.status);
    bool hasDate = false;
    for (const HttpHeaders::Field &field : response.headers.fields()) {
        if (isFraming(field.name))
            continue;
        hasDate = hasDate || is(field.name, "Date");
        appendField(out, field.name, field.value);
    }
    if (!response.omitContentHeaders)
        appendField(out, "Content-Length", QByteArray::number(response.body.size()));
    if (!hasDate)
        appendField(out, "Date", date());
    appendField(out, "Connection", keepAlive.count() < 0 ? "close" : "keep-alive");
    const auto seconds = std::chrono::floor<std::chrono::seconds>(keepAlive).count();
    if (seconds > 0)
        appendField(out, "Keep-Alive",
                    QByteArray("timeout=").append(QByteArray::number(qint64(seconds))));
    return out.append("\r\n");
}

QByteArray switchingProtocols(const HttpHeaders &handshake, const HttpHeaders &extraHeaders)
{
    QByteArray out;
    out.reserve(256);
    appendStatusLine(out, 101);
    for (const HttpHeaders::Field &field : handshake.fields())
        appendField(out, field.name, field.value);
    for (const HttpHeaders::Field &field : extraHeaders.fields()) {
        if (!isFraming(field.name) && !handshake.contains(field.name))
            appendField(out, field.name, field.value);
    }
    return out.append("\r\n");
}

} // namespace HttpResponseWriter
} // namespace QSocketIo
