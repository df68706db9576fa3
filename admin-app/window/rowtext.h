// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_ROWTEXT_H
#define QSIOADMIN_WINDOW_ROWTEXT_H

#include <QtCore/QtGlobal>

QT_BEGIN_NAMESPACE
class QAbstractItemView;
QT_END_NAMESPACE

namespace QsioAdmin {

struct Selection;

// Puts what is selected into the clipboard: the ids, or the rows as JSON.
void copyRows(const Selection &selection, QAbstractItemView *view, bool asJson);

} // namespace QsioAdmin

#endif
