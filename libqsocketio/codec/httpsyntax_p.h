// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_HTTPSYNTAX_P_H
#define QSOCKETIO_CODEC_HTTPSYNTAX_P_H

#include <QtCore/QByteArrayView>
#include <QtCore/QList>

#include <algorithm>
#include <array>

// The small grammar that the fields of HTTP share (RFC 9110, 5.6).
namespace QSocketIo::HttpSyntax {

inline bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

inline bool isAlpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr std::array<bool, 256> tokenCharacters()
{
    std::array<bool, 256> table{};
    for (const char c :
         {'!', '#', '$', '%', '&', '\'', '*', '+', '-', '.', '^', '_', '`', '|', '~'})
        table[uchar(c)] = true;
    for (int c = '0'; c <= '9'; ++c)
        table[size_t(c)] = true;
    for (int c = 'a'; c <= 'z'; ++c)
        table[size_t(c)] = table[size_t(c - 'a' + 'A')] = true;
    return table;
}

inline bool isTokenCharacter(char c)
{
    static constexpr std::array<bool, 256> table = tokenCharacters();
    return table[uchar(c)];
}

inline bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

inline bool isWhitespace(char c)
{
    return c == ' ' || c == '\t';
}

// Without the optional whitespace at both ends.
inline QByteArrayView trimmed(QByteArrayView text)
{
    while (!text.isEmpty() && isWhitespace(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isWhitespace(text.back()))
        text.chop(1);
    return text;
}

inline bool sameText(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && a.compare(b, Qt::CaseInsensitive) == 0;
}

// The trimmed elements of a comma-separated list, the empty ones among them.
inline QList<QByteArrayView> listElements(QByteArrayView list)
{
    QList<QByteArrayView> elements;
    qsizetype begin = 0;
    for (qsizetype comma = list.indexOf(','); comma >= 0; comma = list.indexOf(',', begin)) {
        elements.append(trimmed(list.sliced(begin, comma - begin)));
        begin = comma + 1;
    }
    elements.append(trimmed(list.sliced(begin)));
    return elements;
}

} // namespace QSocketIo::HttpSyntax

#endif
