// SPDX-License-Identifier: MIT
#include "clientspage.h"

#include "core/adminsession.h"
#include "scope.h"
#include "windowmodels.h"

#include <algorithm>

namespace QsioAdmin {

ClientsPage::ClientsPage(const WindowContext &context, QWidget *parent)
    : TablePage(context, &context.models->clients,
                {.name = QStringLiteral("clients"),
                 .title = tr("Clients"),
                 .icon = QStringLiteral("clients"),
                 .tableName = tr("Clients table"),
                 .hiddenColumns = {},
                 .widths = {28, 16, 11, 9, 16, 30, 20}},
                parent)
    , m_model(context.models->clients)
{
    start();
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

} // namespace QsioAdmin
