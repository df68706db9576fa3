// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WIDGETS_JSONPROBLEM_H
#define QSIOADMIN_WIDGETS_JSONPROBLEM_H

#include <QtCore/QString>

#include <optional>

namespace QsioAdmin {

// Where a list of JSON values is wrong, counted from 1 as editors do.
struct JsonProblem
{
    int line = 1;
    int column = 1;
    qsizetype position = 0; // in the text, from 0
    QString text; // in plain words

    // Of values separated by commas, without brackets around them; null: nothing is wrong.
    [[nodiscard]] static std::optional<JsonProblem> inArguments(const QString &text);
};

} // namespace QsioAdmin

#endif
