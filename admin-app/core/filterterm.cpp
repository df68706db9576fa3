// SPDX-License-Identifier: MIT
#include "filterterm.h"

#include <algorithm>

namespace QsioAdmin {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c;
}

bool isAscii(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return uchar(c) < 0x80; });
}

// Without regard to case. needle: in lower case. A hundred thousand rows are searched for each key
// that is pressed, so that it must not become QString where it need not.
bool contains(QByteArrayView text, QByteArrayView needle)
{
    if (!isAscii(needle))
        return QString::fromUtf8(text).toLower().contains(QString::fromUtf8(needle));
    if (needle.isEmpty())
        return true;
    if (text.size() < needle.size())
        return false;
    const char first = needle.front();
    const char caseBit = first >= 'a' && first <= 'z' ? 0x20 : 0;
    const char *const end = text.end() - needle.size();
    for (const char *start = text.begin(); start <= end; ++start) {
        if (char(*start | caseBit) == first
            && std::equal(needle.begin() + 1, needle.end(), start + 1,
                          [](char a, char b) { return a == lower(b); }))
            return true;
    }
    return false;
}

bool equals(QByteArrayView text, QByteArrayView other)
{
    if (!isAscii(other))
        return QString::fromUtf8(text).toLower() == QString::fromUtf8(other);
    return std::equal(text.begin(), text.end(), other.begin(), other.end(),
                      [](char a, char b) { return lower(a) == b; });
}

// The first one of "a, b", as proxies write it.
QHostAddress addressOf(QByteArrayView text)
{
    const qsizetype comma = text.indexOf(',');
    const QByteArrayView first = comma < 0 ? text : text.first(comma);
    return QHostAddress(QString::fromLatin1(first.trimmed()));
}

} // namespace

bool FilterTerm::matchesText(QByteArrayView candidate) const
{
    switch (test) {
    case Test::Contains:
        return contains(candidate, text);
    case Test::Equals:
    case Test::NotEquals:
        return equals(candidate, text);
    case Test::Wildcard:
    case Test::Regex:
        return regex.match(QString::fromUtf8(candidate)).hasMatch();
    case Test::Subnet:
        return addressOf(candidate).isInSubnet(subnet);
    default: {
        bool isNumber = false;
        const double value = candidate.toDouble(&isNumber);
        return isNumber && matchesNumber(value);
    }
    }
}

bool FilterTerm::matchesNumber(double candidate) const
{
    switch (test) {
    case Test::Less:
        return candidate < number;
    case Test::LessEqual:
        return candidate <= number;
    case Test::Greater:
        return candidate > number;
    case Test::GreaterEqual:
        return candidate >= number;
    default:
        return candidate == number;
    }
}

bool FilterTerm::matches(const FilterSubject &subject) const
{
    FilterField field;
    subject.read(key, path, &field);
    bool result = false;
    if (field.isNumber && test != Test::Wildcard && test != Test::Regex)
        result = matchesNumber(field.number);
    else
        result = std::any_of(field.views.cbegin(), field.views.cend(),
                             [this](QByteArrayView view) { return matchesText(view); })
            || std::any_of(field.texts.cbegin(), field.texts.cend(),
                           [this](const QByteArray &copy) { return matchesText(copy); });
    return test == Test::NotEquals ? !result : result;
}

} // namespace QsioAdmin
