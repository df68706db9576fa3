// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_FILTERTERM_H
#define QSIOADMIN_CORE_FILTERTERM_H

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayList>
#include <QtCore/QRegularExpression>
#include <QtCore/QVarLengthArray>
#include <QtNetwork/QHostAddress>

namespace QsioAdmin {

// What a filter asks of a row.
enum class FilterKey {
    Any, // a bare word: whatever the row shows
    Id,
    Nsp,
    Addr,
    Transport,
    Room, // the names of the rooms
    Rooms, // how many
    Client,
    Since,
    Age, // seconds
    Type,
    Dir,
    Name,
    Size, // bytes
    Sid,
    Reason,
    Server,
    Data,
    Header,
    Query,
    Arg,
};

// What a row answers: texts, of which one has to match, or a number.
struct FilterField
{
    QVarLengthArray<QByteArrayView, 12> views; // of what lives longer: a copy has its price
    QVarLengthArray<QByteArray, 8> texts;
    double number = 0;
    bool isNumber = false;
};

class FilterSubject
{
public:
    virtual ~FilterSubject() = default;
    // path: of data.a.b the keys a and b; empty for others. Leaves field empty where there is none.
    virtual void read(FilterKey key, const QByteArrayList &path, FilterField *field) const = 0;
};

// A condition, such as age>5m or nsp:/chat or a bare word.
struct FilterTerm
{
    enum class Test {
        Contains,
        Wildcard,
        Equals,
        NotEquals,
        Regex,
        Subnet,
        Less,
        LessEqual,
        Greater,
        GreaterEqual
    };

    FilterKey key = FilterKey::Any;
    QByteArrayList path;
    Test test = Test::Contains;
    QByteArray text; // in lower case
    QRegularExpression regex; // Wildcard, Regex
    QPair<QHostAddress, int> subnet;
    double number = 0;

    [[nodiscard]] bool matches(const FilterSubject &subject) const;

private:
    [[nodiscard]] bool matchesText(QByteArrayView candidate) const;
    [[nodiscard]] bool matchesNumber(double candidate) const;
};

} // namespace QsioAdmin

#endif
