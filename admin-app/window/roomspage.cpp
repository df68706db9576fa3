// SPDX-License-Identifier: MIT
#include "roomspage.h"

#include "core/adminsession.h"
#include "scope.h"
#include "windowmodels.h"

namespace QsioAdmin {

RoomsPage::RoomsPage(const WindowContext &context, QWidget *parent)
    : TablePage(context, &context.models->rooms,
                {.name = QStringLiteral("rooms"),
                 .title = tr("Rooms"),
                 .icon = QStringLiteral("rooms"),
                 .tableName = tr("Rooms table"),
                 .hiddenColumns = {},
                 .widths = {28, 16, 10, 10, 20, 20}},
                parent)
    , m_model(context.models->rooms)
{
    start();
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

} // namespace QsioAdmin
