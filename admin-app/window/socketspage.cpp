// SPDX-License-Identifier: MIT
#include "socketspage.h"

#include "core/adminsession.h"
#include "scope.h"
#include "windowmodels.h"

namespace QsioAdmin {

SocketsPage::SocketsPage(const WindowContext &context, QWidget *parent)
    : TablePage(
        context, &context.models->sockets,
        {.name = QStringLiteral("sockets"),
         .title = tr("Sockets"),
         .icon = QStringLiteral("sockets"),
         .tableName = tr("Sockets table"),
         .hiddenColumns = {SocketsModel::Client, SocketsModel::Secure, SocketsModel::Server},
         .widths = {24, 14, 16, 11, 8, 20, 9, 9, 20, 24, 8, 16}},
        parent)
    , m_model(context.models->sockets)
{
    start();
}

Subject SocketsPage::subjectAt(int row) const
{
    const SocketKey key = m_model.keyAt(row);
    Subject subject;
    subject.kind = Subject::Kind::Socket;
    subject.nsp = key.nsp;
    subject.id = key.id;
    return subject;
}

void SocketsPage::addTo(Selection *selection, int row) const
{
    selection->sockets.append(m_model.keyAt(row));
}

bool SocketsPage::isInScope(int row) const
{
    return context().scope->includes(m_model.keyAt(row).nsp);
}

int SocketsPage::total() const
{
    return context().session->store().sockets().size();
}

QString SocketsPage::filterKey(int column) const
{
    switch (column) {
    case SocketsModel::Id:
        return QStringLiteral("id");
    case SocketsModel::Namespace:
        return QStringLiteral("nsp");
    case SocketsModel::Address:
        return QStringLiteral("addr");
    case SocketsModel::Transport:
        return QStringLiteral("transport");
    case SocketsModel::Client:
        return QStringLiteral("client");
    case SocketsModel::Server:
        return QStringLiteral("server");
    default:
        return m_model.extraColumns().value(column - SocketsModel::ColumnCount);
    }
}

} // namespace QsioAdmin
