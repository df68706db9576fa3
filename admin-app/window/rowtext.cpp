// SPDX-License-Identifier: MIT
#include "rowtext.h"

#include "listtable.h"
#include "selection.h"
#include "tableexport.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QTableView>

namespace QsioAdmin {

void copyRows(const Selection &selection, QAbstractItemView *view, bool asJson)
{
    const auto *table = qobject_cast<const ListTable *>(view);
    QByteArrayList lines;
    if (!asJson && !selection.isEmpty()) {
        for (const SocketKey &key : selection.sockets)
            lines.append(key.id);
        for (const RoomKey &key : selection.rooms)
            lines.append(key.name.utf8());
        lines += selection.namespaces;
    } else if (view) {
        const QModelIndexList rows = view->selectionModel()->selectedRows();
        for (const QModelIndex &index : rows)
            lines.append(asJson      ? rowJson(index)
                             : table ? table->rowText(index.row()).toUtf8()
                                     : index.data().toString().toUtf8());
    }
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(QString::fromUtf8(lines.join('\n')));
}

} // namespace QsioAdmin
