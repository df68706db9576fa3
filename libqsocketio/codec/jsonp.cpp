// SPDX-License-Identifier: MIT
#include "jsonp_p.h"

#include "../core/jsontext_p.h"

namespace QSocketIo {

namespace {
// U+2028 and U+2029, without their last byte: line ends in JavaScript's strings before ES2019, and
// no special characters in JSON's.
constexpr QByteArrayView separatorLead = "\xe2\x80";
constexpr char lineSeparatorEnd = '\xa8';
constexpr char paragraphSeparatorEnd = '\xa9';

constexpr QByteArrayView fieldName = "d";
constexpr QByteArrayView encodedFieldName = "%64";

qsizetype separatorIn(QByteArrayView text)
{
    for (qsizetype i = text.indexOf(separatorLead); i >= 0 && i + 2 < text.size();
         i = text.indexOf(separatorLead, i + 1)) {
        if (text[i + 2] == lineSeparatorEnd || text[i + 2] == paragraphSeparatorEnd)
            return i;
    }
    return -1;
}

// -1: none
int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// The URL standard, "application/x-www-form-urlencoded parsing": a '%' that no two hexadecimal
// digits follow stands for itself.
QByteArray decodeFormText(QByteArrayView text)
{
    QByteArray decoded;
    decoded.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isEscape = text[i] == '%' && i + 2 < text.size() && hexDigit(text[i + 1]) >= 0
            && hexDigit(text[i + 2]) >= 0;
        if (isEscape) {
            decoded += static_cast<char>(hexDigit(text[i + 1]) << 4 | hexDigit(text[i + 2]));
            i += 2;
        } else {
            decoded += text[i] == '+' ? ' ' : text[i];
        }
    }
    return decoded;
}

// Forms change the ends of lines, so clients write them as \n, and what looks like that as \\n.
QByteArray unescapeNewlines(const QByteArray &text)
{
    qsizetype next = text.indexOf("\\n");
    if (next < 0)
        return text;
    QByteArray result;
    result.reserve(text.size());
    qsizetype begin = 0;
    for (; next >= 0; next = text.indexOf("\\n", begin)) {
        const bool isEscaped = next > begin && text.at(next - 1) == '\\';
        result += QByteArrayView(text).sliced(begin, next - begin - (isEscaped ? 1 : 0));
        result += isEscaped ? QByteArrayView("\\n") : QByteArrayView("\n");
        begin = next + 2;
    }
    return result += QByteArrayView(text).sliced(begin);
}
} // namespace

namespace Jsonp {

QByteArray digitsOf(QStringView index)
{
    QByteArray digits;
    for (const QChar c : index) {
        if (c >= u'0' && c <= u'9')
            digits += c.toLatin1();
    }
    return digits;
}

QByteArray script(QByteArrayView digits, QByteArrayView payload)
{
    constexpr qsizetype frameSize = 14;
    QByteArray script;
    script.reserve(frameSize + digits.size() + payload.size() + payload.size() / 8);
    script += "___eio[";
    script += digits;
    script += "](\"";
    for (qsizetype end = separatorIn(payload); end >= 0; end = separatorIn(payload)) {
        JsonText::appendEscaped(&script, payload.first(end));
        script += payload[end + 2] == lineSeparatorEnd ? "\\u2028" : "\\u2029";
        payload = payload.sliced(end + 3);
    }
    JsonText::appendEscaped(&script, payload);
    return script += "\");";
}

std::optional<QByteArray> payloadOf(QByteArrayView form)
{
    std::optional<QByteArrayView> found;
    while (!form.isEmpty()) {
        const qsizetype end = form.indexOf('&');
        const QByteArrayView field = end < 0 ? form : form.first(end);
        form = end < 0 ? QByteArrayView() : form.sliced(end + 1);
        const qsizetype equals = field.indexOf('=');
        const QByteArrayView key = equals < 0 ? field : field.first(equals);
        if (key != fieldName && key != encodedFieldName)
            continue;
        if (found)
            return {};
        found = equals < 0 ? QByteArrayView() : field.sliced(equals + 1);
    }
    if (!found)
        return {};
    return unescapeNewlines(decodeFormText(*found));
}

} // namespace Jsonp

} // namespace QSocketIo
