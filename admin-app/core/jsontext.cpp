// SPDX-License-Identifier: MIT
#include "jsontext.h"

#include <QtCore/QJsonDocument>

namespace QsioAdmin {

static void appendEscaped(QByteArray &json, char c)
{
    switch (c) {
    case '"':
        json += "\\\"";
        break;
    case '\\':
        json += "\\\\";
        break;
    case '\n':
        json += "\\n";
        break;
    case '\r':
        json += "\\r";
        break;
    case '\t':
        json += "\\t";
        break;
    default:
        json += "\\u00" + QByteArray::number(uchar(c), 16).rightJustified(2, '0');
    }
}

QByteArray jsonString(QByteArrayView utf8)
{
    QByteArray json;
    json.reserve(utf8.size() + 2);
    json += '"';
    for (const char c : utf8) {
        if (uchar(c) < 0x20 || c == '"' || c == '\\')
            appendEscaped(json, c);
        else
            json += c;
    }
    return json + '"';
}

bool isJsonList(const QByteArray &values)
{
    QJsonParseError error;
    QJsonDocument::fromJson('[' + values + ']', &error);
    return error.error == QJsonParseError::NoError;
}

} // namespace QsioAdmin
