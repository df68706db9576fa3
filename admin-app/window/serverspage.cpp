// SPDX-License-Identifier: MIT
#include "serverspage.h"

#include "core/adminsession.h"
#include "windowmodels.h"

namespace QsioAdmin {

ServersPage::ServersPage(const WindowContext &context, QWidget *parent)
    : TablePage(context, &context.models->servers,
                {.name = QStringLiteral("servers"),
                 .title = tr("Servers"),
                 .icon = QStringLiteral("servers"),
                 .tableName = tr("Servers table"),
                 .hiddenColumns = {ServersModel::BytesIn, ServersModel::BytesOut},
                 .widths = {18, 18, 8, 10, 14, 9, 9, 13, 13, 11, 11, 19, 9}},
                parent)
    , m_model(context.models->servers)
{
    start();
    hideBulkBar();
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
