// SPDX-License-Identifier: MIT
#include "clientspage.h"

#include "core/adminsession.h"
#include "scope.h"
#include "windowmodels.h"

#include <algorithm>

namespace QsioAdmin {

ClientsPage::ClientsPage(const WindowContext &context, QWidget *parent)
    : TreePage(context, &context.models->clients,
               {.name = QStringLiteral("clients"),
                .title = tr("Clients"),
                .icon = QStringLiteral("clients"),
                .tableName = tr("Clients table"),
                .hiddenColumns = {},
                .widths = {28, 16, 11, 9, 16, 30, 20}},
               parent)
    , m_model(context.models->clients)
    , m_tree(context.models->clientTree)
{
    start();
    addTreeButton();
    startTree(&m_tree,
              {.treeName = tr("Clients tree"),
               .hiddenColumns = {},
               .widths = {32, 16, 11, 9, 16, 30, 20}});
    setTree(true);
}

Subject ClientsPage::subjectAt(int row) const
{
    Subject subject;
    subject.kind = Subject::Kind::Client;
    subject.id = m_model.clientAt(row);
    return subject;
}

void ClientsPage::addTo(Selection *selection, int row) const
{
    selection->sockets.append(m_model.socketsAt(row));
}

bool ClientsPage::isInScope(int row) const
{
    const QList<SocketKey> sockets = m_model.socketsAt(row);
    return std::any_of(sockets.cbegin(), sockets.cend(),
                       [this](const SocketKey &key) { return context().scope->includes(key.nsp); });
}

int ClientsPage::total() const
{
    return context().session->store().clients().size();
}

QString ClientsPage::filterKey(int column) const
{
    switch (column) {
    case ClientsModel::Id:
        return QStringLiteral("client");
    case ClientsModel::Address:
        return QStringLiteral("addr");
    case ClientsModel::Transport:
        return QStringLiteral("transport");
    default:
        return {};
    }
}

// ---- the tree --------------------------------------------------------------------------------

Subject ClientsPage::subjectOf(const QModelIndex &index) const
{
    Subject subject;
    const QByteArray client = m_tree.clientAt(index);
    const QList<SocketKey> sockets = m_tree.socketsAt(index);
    if (!client.isEmpty()) {
        subject.kind = Subject::Kind::Client;
        subject.id = client;
    } else if (!sockets.isEmpty()) {
        subject.kind = Subject::Kind::Socket;
        subject.nsp = sockets.first().nsp;
        subject.id = sockets.first().id;
    }
    return subject;
}

void ClientsPage::addItem(Selection *selection, const QModelIndex &index) const
{
    selection->sockets.append(m_tree.socketsAt(index));
}

QString ClientsPage::treeFilterKey(const QModelIndex &cell) const
{
    const bool isSocket = m_tree.clientAt(cell).isEmpty();
    if (isSocket && cell.column() == ClientsModel::Id)
        return QStringLiteral("sid");
    return isSocket && cell.column() == ClientsModel::Namespaces ? QStringLiteral("nsp")
                                                                 : filterKey(cell.column());
}

} // namespace QsioAdmin
