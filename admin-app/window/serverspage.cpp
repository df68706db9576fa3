// SPDX-License-Identifier: MIT
#include "serverspage.h"

#include "core/adminsession.h"
#include "pageheader.h"
#include "widgets/icons.h"
#include "windowmodels.h"

#include <QtGui/QAction>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>

namespace QsioAdmin {

ServersPage::ServersPage(const WindowContext &context, QWidget *parent)
    : TablePage(context, &context.models->servers,
                {.name = QStringLiteral("servers"),
                 .title = tr("Servers"),
                 .icon = QStringLiteral("servers"),
                 .tableName = tr("Servers table"),
                 .hiddenColumns = {ServersModel::BytesIn, ServersModel::BytesOut,
                                   ServersModel::QtVersion, ServersModel::Adapter,
                                   ServersModel::Tls, ServersModel::Backlog, ServersModel::Dropped},
                 .widths = {18, 18, 8, 10, 14, 9,  9, 13, 13, 11, 11,
                            19, 9,  8, 11, 11, 10, 8, 26, 6,  12, 14}},
                parent)
    , m_model(context.models->servers)
    , m_forget(new QAction(themedIcon(QStringLiteral("remove")), tr("&Forget"), this))
{
    start();
    hideBulkBar();
    const QList<int> figures{ServersModel::Cpu, ServersModel::Memory, ServersModel::LoopLag,
                             ServersModel::Version};
    showWith("QSIO_SERVERINFO", figures);
    QHeaderView *columns = table()->horizontalHeader();
    int place = ServersModel::PacketsIn; // before the rates, to be seen without scrolling
    for (const int column : figures)
        columns->moveSection(columns->visualIndex(column), place++);
    m_forget->setObjectName(QStringLiteral("forgetAction"));
    auto *button = header()->addButton(QStringLiteral("remove"), tr("Forget"),
                                       QStringLiteral("serversForget"));
    button->setToolTip(tr("Forget the selected servers that are lost"));
    connect(m_forget, &QAction::changed, button,
            [this, button] { button->setEnabled(m_forget->isEnabled()); });
    connect(button, &QToolButton::clicked, m_forget, &QAction::trigger);
    connect(m_forget, &QAction::triggered, this, [this] {
        const QByteArrayList lost = lostServers();
        for (const QByteArray &server : lost)
            this->context().session->store().forgetServer(server);
    });
    connect(this, &Page::selectionChanged, this, &ServersPage::updateForget);
    connect(&m_model, &SlotModel::rowsChanged, this, &ServersPage::updateForget);
    updateForget();
    button->setEnabled(m_forget->isEnabled());
}

QByteArrayList ServersPage::lostServers() const
{
    const ServerStore &servers = context().session->store().servers();
    QByteArrayList result;
    const QList<int> rows = table()->selectedSourceRows();
    for (const int row : rows) {
        if (servers.isLive(row) && servers.at(row).health == ServerHealth::Lost)
            result.append(servers.at(row).stats.serverId);
    }
    return result;
}

// One that still reports would be back at once.
void ServersPage::updateForget()
{
    m_forget->setEnabled(!lostServers().isEmpty());
}

void ServersPage::fillMenu(QMenu *menu, int row)
{
    Q_UNUSED(row)
    menu->addSeparator();
    menu->addAction(m_forget);
}

Subject ServersPage::subjectAt(int row) const
{
    Subject subject;
    subject.kind = Subject::Kind::Server;
    subject.id = m_model.serverAt(row);
    return subject;
}

// There is nothing that a server could be told to do.
void ServersPage::addTo(Selection *, int) const { }

bool ServersPage::isInScope(int) const
{
    return true;
}

int ServersPage::total() const
{
    return context().session->store().servers().size();
}

QString ServersPage::filterKey(int column) const
{
    return column == ServersModel::Id ? QStringLiteral("server") : QString();
}

} // namespace QsioAdmin
