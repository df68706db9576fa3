// SPDX-License-Identifier: MIT
#include "jsoncursor.h"

#include <QtCore/QString>

#include <cstring>
#include <utility>

namespace QsioAdmin {

namespace {

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// The four digits of \uXXXX; -1 where they are none.
int codeUnit(QByteArrayView digits)
{
    if (digits.size() < 4)
        return -1;
    int result = 0;
    for (const char c : digits.first(4)) {
        const int value = hexValue(c);
        if (value < 0)
            return -1;
        result = result * 16 + value;
    }
    return result;
}

char simpleEscape(char c)
{
    switch (c) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return c;
    }
}

QByteArray unescaped(QByteArrayView text)
{
    QByteArray result;
    result.reserve(text.size());
    QString units; // pairs of surrogates come one escape after the other
    const auto flush = [&] {
        result += units.toUtf8();
        units.clear();
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            flush();
            result += text[i];
            continue;
        }
        ++i;
        const int unit = text[i] == 'u' ? codeUnit(text.sliced(i + 1)) : -1;
        if (unit >= 0) {
            units += QChar(unit);
            i += 4;
        } else {
            flush();
            result += simpleEscape(text[i]);
        }
    }
    flush();
    return result;
}

} // namespace

JsonCursor::JsonCursor(QByteArrayView text)
    : m_p(text.begin())
    , m_end(text.end())
{ }

void JsonCursor::fail()
{
    m_isMalformed = true;
    m_p = m_end;
}

void JsonCursor::skipSpace()
{
    while (m_p != m_end && (*m_p == ' ' || *m_p == '\t' || *m_p == '\n' || *m_p == '\r'))
        ++m_p;
}

JsonCursor::Type JsonCursor::peek()
{
    if (m_isMalformed)
        return Type::Malformed;
    skipSpace();
    if (m_p == m_end)
        return Type::End;
    switch (*m_p) {
    case 'n':
        return Type::Null;
    case 't':
    case 'f':
        return Type::Bool;
    case '"':
        return Type::String;
    case '[':
        return Type::Array;
    case '{':
        return Type::Object;
    default:
        return *m_p == '-' || (*m_p >= '0' && *m_p <= '9') ? Type::Number : Type::Malformed;
    }
}

// ---- containers ------------------------------------------------------------------------------

bool JsonCursor::nextArgument()
{
    skipSpace();
    if (m_p == m_end || m_isMalformed)
        return false;
    if (std::exchange(m_isFirst, false))
        return true;
    if (*m_p != ',') {
        fail();
        return false;
    }
    ++m_p;
    return true;
}

bool JsonCursor::beginArray()
{
    if (peek() != Type::Array) {
        skip();
        return false;
    }
    ++m_p;
    m_isFirst = true;
    return true;
}

bool JsonCursor::beginObject()
{
    if (peek() != Type::Object) {
        skip();
        return false;
    }
    ++m_p;
    m_isFirst = true;
    return true;
}

bool JsonCursor::next(char close)
{
    skipSpace();
    const bool isFirst = std::exchange(m_isFirst, false);
    if (m_p == m_end || m_isMalformed) {
        fail();
        return false;
    }
    if (*m_p == close) {
        ++m_p;
        return false;
    }
    if (isFirst)
        return true;
    if (*m_p != ',') {
        fail();
        return false;
    }
    ++m_p;
    return true;
}

bool JsonCursor::nextElement()
{
    return next(']');
}

bool JsonCursor::nextMember()
{
    if (!next('}'))
        return false;
    skipSpace();
    const char *const begin = m_p;
    if (m_p == m_end || *m_p != '"' || !skipString()) {
        fail();
        return false;
    }
    m_key = from(begin).sliced(1).chopped(1);
    if (m_key.contains('\\')) {
        m_keyText = unescaped(m_key);
        m_key = m_keyText;
    }
    skipSpace();
    if (m_p == m_end || *m_p != ':') {
        fail();
        return false;
    }
    ++m_p;
    return true;
}

// ---- values ----------------------------------------------------------------------------------

bool JsonCursor::skipString()
{
    for (++m_p; m_p != m_end; ++m_p) {
        if (*m_p == '"') {
            ++m_p;
            return true;
        }
        if (*m_p == '\\' && ++m_p == m_end)
            break;
    }
    return false;
}

// Without recursion: the depth is the sender's to choose.
bool JsonCursor::skipContainer()
{
    qsizetype depth = 0;
    while (m_p != m_end) {
        const char c = *m_p;
        if (c == '"') {
            if (!skipString())
                return false;
            continue;
        }
        ++m_p;
        if (c == '[' || c == '{')
            ++depth;
        else if ((c == ']' || c == '}') && --depth == 0)
            return true;
    }
    return false;
}

QByteArrayView JsonCursor::skip()
{
    const Type type = peek();
    const char *const begin = m_p;
    bool isComplete = true;
    switch (type) {
    case Type::String:
        isComplete = skipString();
        break;
    case Type::Array:
    case Type::Object:
        isComplete = skipContainer();
        break;
    case Type::Null:
    case Type::Bool:
    case Type::Number:
        while (m_p != m_end && !std::strchr(",]} \t\r\n", *m_p))
            ++m_p;
        break;
    case Type::End:
    case Type::Malformed:
        isComplete = false;
        break;
    }
    if (!isComplete) {
        fail();
        return {};
    }
    return from(begin);
}

std::optional<QByteArrayView> JsonCursor::plainString()
{
    const bool isString = peek() == Type::String;
    QByteArrayView text = skip();
    if (!isString || m_isMalformed)
        return {};
    text = text.sliced(1).chopped(1);
    if (text.contains('\\')) {
        m_text = unescaped(text);
        text = m_text;
    }
    return text;
}

std::optional<QByteArray> JsonCursor::string()
{
    const std::optional<QByteArrayView> text = plainString();
    return text ? std::optional(text->toByteArray()) : std::nullopt;
}

std::optional<double> JsonCursor::number()
{
    const bool isNumber = peek() == Type::Number;
    const QByteArrayView text = skip();
    if (!isNumber)
        return {};
    bool isValid = false;
    const double value = QByteArray::fromRawData(text.data(), text.size()).toDouble(&isValid);
    return isValid ? std::optional(value) : std::nullopt;
}

std::optional<bool> JsonCursor::boolean()
{
    const QByteArrayView text = skip();
    if (text == "true")
        return true;
    return text == "false" ? std::optional(false) : std::nullopt;
}

} // namespace QsioAdmin
