// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_FILTEREXPR_H
#define QSIOADMIN_CORE_FILTEREXPR_H

#include "filterterm.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace QsioAdmin {

struct FilterError
{
    QString message; // in plain words
    qsizetype position = 0; // in the text
    qsizetype length = 0;
};

// What people type to find rows: words, all of which have to match.
//   chat                 somewhere in the row
//   nsp:/chat            contains; with * and ? it is the whole text
//   transport=polling    is;  != is not;  ~ matches the regular expression
//   age>5m size>=10k     durations (s m h d) and sizes (k M G)
//   addr:10.0.0.0/8      a subnet
//   data.user.name:ann   header.user-agent:*Firefox*   query.room=1   arg[0].id=7
//   -x                   not x
//   (a | b)              a or b
//   "two words"   /rege?x/i
class FilterExpr
{
public:
    FilterExpr() = default; // matches every row
    // Null where it makes no sense; error then says why. What is not understood never matches all.
    [[nodiscard]] static std::optional<FilterExpr> parse(const QString &text,
                                                         FilterError *error = nullptr);

    [[nodiscard]] bool isEmpty() const { return m_root == nullptr; }
    [[nodiscard]] bool matches(const FilterSubject &subject) const;
    // Of the terms: which things of the row it asks for.
    [[nodiscard]] bool uses(FilterKey key) const;

    [[nodiscard]] static QStringList keys(); // for completion: "nsp:", "data." and so on

    struct Node
    {
        enum class Type { And, Or, Not, Term };
        Type type = Type::And;
        std::vector<Node> children;
        FilterTerm term;
    };

private:
    std::shared_ptr<const Node> m_root;
};

} // namespace QsioAdmin

#endif
