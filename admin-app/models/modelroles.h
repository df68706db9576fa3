// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_MODELS_MODELROLES_H
#define QSIOADMIN_MODELS_MODELROLES_H

#include <QtCore/Qt>

namespace QsioAdmin {

// What models answer besides Qt::DisplayRole, which is text for people.
enum ModelRole {
    SortRole = Qt::UserRole, // the value: a number, or text
    ExportRole, // the value for files: times as ISO 8601 in UTC
    IdRole, // QString: what names the row for good, such as "/chat abc"
    IsLiveRole, // bool: false for holes, which proxies hide
};

} // namespace QsioAdmin

#endif
