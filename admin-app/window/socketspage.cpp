// SPDX-License-Identifier: MIT
#include "socketspage.h"

#include "core/adminsession.h"
#include "pageheader.h"
#include "scope.h"
#include "windowmodels.h"

#include <QtCore/QSettings>
#include <QtWidgets/QInputDialog>
#include <QtWidgets/QToolButton>

namespace QsioAdmin {

SocketsPage::SocketsPage(const WindowContext &context, QWidget *parent)
    : TablePage(
        context, &context.models->sockets,
        {.name = QStringLiteral("sockets"),
         .title = tr("Sockets"),
         .icon = QStringLiteral("sockets"),
         .tableName = tr("Sockets table"),
         .hiddenColumns = {SocketsModel::Client, SocketsModel::Secure, SocketsModel::Server},
         .widths = {27, 10, 14, 11, 6, 20, 5, 6, 20, 28, 8, 16}}, // all in 1440 pixels
        parent)
    , m_model(context.models->sockets)
{
    start();
    connect(header()->addButton(QStringLiteral("add"), tr("Add column…"),
                                QStringLiteral("socketsAddColumn")),
            &QToolButton::clicked, this, &SocketsPage::askForColumn);
}

void SocketsPage::askForColumn()
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Add a column"));
    dialog->setLabelText(tr("Field, such as data.name, header.user-agent or query.room:"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &field) {
        if (!addColumn(field.trimmed()))
            header()->setText(tr("\"%1\" is no field of a socket.").arg(field));
    });
    dialog->open();
}

bool SocketsPage::addColumn(const QString &field)
{
    if (m_model.extraColumns().contains(field))
        return true;
    return m_model.setExtraColumns(m_model.extraColumns() + QStringList{field});
}

// The columns come first: the header's state is of all of them.
void SocketsPage::saveState(QSettings *settings) const
{
    settings->setValue(QStringLiteral("sockets/columns"), m_model.extraColumns());
    TablePage::saveState(settings);
}

void SocketsPage::restoreState(QSettings *settings)
{
    m_model.setExtraColumns(settings->value(QStringLiteral("sockets/columns")).toStringList());
    TablePage::restoreState(settings);
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
