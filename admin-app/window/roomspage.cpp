// SPDX-License-Identifier: MIT
#include "roomspage.h"

#include "core/adminsession.h"
#include "pageheader.h"
#include "scope.h"
#include "windowmodels.h"

#include <QtCore/QSettings>
#include <QtWidgets/QToolButton>

namespace QsioAdmin {

RoomsPage::RoomsPage(const WindowContext &context, QWidget *parent)
    : TreePage(context, &context.models->rooms,
               {.name = QStringLiteral("rooms"),
                .title = tr("Rooms"),
                .icon = QStringLiteral("rooms"),
                .tableName = tr("Rooms table"),
                .hiddenColumns = {},
                .widths = {28, 16, 10, 10, 20, 20}},
               parent)
    , m_model(context.models->rooms)
    , m_tree(context.models->roomTree)
{
    start();
    addTreeButton();
    m_private = header()->addButton(QStringLiteral("lock"), tr("Private rooms"),
                                    QStringLiteral("roomsPrivate"));
    m_private->setCheckable(true);
    connect(m_private, &QToolButton::toggled, this, [this](bool isOn) {
        if (isOn != m_tree.isPrivateShown())
            m_tree.setPrivateShown(isOn);
    });
    startTree(&m_tree,
              {.treeName = tr("Rooms tree"),
               .hiddenColumns = {},
               .widths = {40, 8, 10, 10, 20, 20},
               .isFirstLevelOpen = true});
    setTree(true);
}

void RoomsPage::setTree(bool isTree)
{
    TreePage::setTree(isTree);
    m_private->setEnabled(isTree);
}

void RoomsPage::saveState(QSettings *settings) const
{
    settings->setValue(QStringLiteral("rooms/private"), m_tree.isPrivateShown());
    TreePage::saveState(settings);
}

void RoomsPage::restoreState(QSettings *settings)
{
    m_private->setChecked(settings->value(QStringLiteral("rooms/private")).toBool());
    TreePage::restoreState(settings);
}

Subject RoomsPage::subjectAt(int row) const
{
    const RoomKey key = m_model.keyAt(row);
    Subject subject;
    subject.kind = Subject::Kind::Room;
    subject.nsp = key.nsp;
    subject.room = key.name;
    return subject;
}

void RoomsPage::addTo(Selection *selection, int row) const
{
    selection->rooms.append(m_model.keyAt(row));
}

bool RoomsPage::isInScope(int row) const
{
    return context().scope->includes(m_model.keyAt(row).nsp);
}

int RoomsPage::total() const
{
    return context().session->store().rooms().size();
}

QString RoomsPage::filterKey(int column) const
{
    if (column == RoomsModel::Name)
        return QStringLiteral("room");
    return column == RoomsModel::Namespace ? QStringLiteral("nsp") : QString();
}

void RoomsPage::applyScope()
{
    TreePage::applyScope();
    m_tree.setPrivateScope(context().scope->nsp());
}

// ---- the tree --------------------------------------------------------------------------------

Subject RoomsPage::subjectOf(const QModelIndex &index) const
{
    Subject subject;
    const SlotTreeModel::Item *item = m_tree.itemAt(index);
    const QList<RoomKey> rooms = m_tree.roomsAt(index);
    const SocketKey socket = m_tree.socketAt(index);
    if (!m_tree.namespaceAt(index).isEmpty()) {
        subject.kind = Subject::Kind::Namespace;
        subject.nsp = m_tree.namespaceAt(index);
    } else if (!socket.id.isEmpty()) {
        subject.kind = Subject::Kind::Socket;
        subject.nsp = socket.nsp;
        subject.id = socket.id;
    } else if (item && item->kind == RoomTreeModel::Room && !rooms.isEmpty()) {
        subject.kind = Subject::Kind::Room;
        subject.nsp = rooms.first().nsp;
        subject.room = rooms.first().name;
    }
    return subject;
}

// Who selects a private room means its socket.
void RoomsPage::addItem(Selection *selection, const QModelIndex &index) const
{
    selection->rooms.append(m_tree.roomsAt(index));
    const SocketKey socket = m_tree.socketAt(index);
    if (!socket.id.isEmpty())
        selection->sockets.append(socket);
}

QString RoomsPage::treeFilterKey(const QModelIndex &cell) const
{
    const SlotTreeModel::Item *item = m_tree.itemAt(cell);
    if (!item || cell.column() != RoomTreeModel::Name)
        return {};
    if (item->kind == RoomTreeModel::Namespace)
        return QStringLiteral("nsp");
    return item->kind == RoomTreeModel::Room ? QStringLiteral("room") : QString();
}

} // namespace QsioAdmin
