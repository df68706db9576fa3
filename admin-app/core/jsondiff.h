// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_JSONDIFF_H
#define QSIOADMIN_CORE_JSONDIFF_H

#include <QtCore/QByteArray>

#include <vector>

namespace QsioAdmin {

// A place at which two JSON texts differ.
struct JsonChange
{
    enum class Kind { Added, Removed, Changed };

    Kind kind = Kind::Changed;
    QByteArray path; // such as [0].user.name; empty: the whole
    QByteArray before; // JSON text; empty: it was added
    QByteArray after; // empty: it was removed

    friend bool operator==(const JsonChange &, const JsonChange &) = default;
};

struct JsonDiff
{
    static constexpr size_t maxChanges = 1'000;
    static constexpr int maxDepth = 100; // further down, values are compared as a whole

    std::vector<JsonChange> changes;
    bool isTruncated = false; // there are more
    bool isMalformed = false; // one of the texts is no JSON: nothing was compared
};

// What has become of a value: members by their names, in the order of these, and elements of arrays
// by their places. Numbers are compared as numbers.
[[nodiscard]] JsonDiff diffJson(const QByteArray &before, const QByteArray &after);

} // namespace QsioAdmin

#endif
