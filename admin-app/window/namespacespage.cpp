// SPDX-License-Identifier: MIT
#include "namespacespage.h"

#include "core/adminsession.h"
#include "scope.h"
#include "windowmodels.h"

namespace QsioAdmin {

NamespacesPage::NamespacesPage(const WindowContext &context, QWidget *parent)
    : TablePage(context, &context.models->namespaces,
                {.name = QStringLiteral("namespaces"),
                 .title = tr("Namespaces"),
                 .icon = QStringLiteral("namespaces"),
                 .tableName = tr("Namespaces table"),
                 .hiddenColumns = {},
                 .widths = {28, 18, 18}},
                parent)
    , m_model(context.models->namespaces)
{
    start();
}

Subject NamespacesPage::subjectAt(int row) const
{
    Subject subject;
    subject.kind = Subject::Kind::Namespace;
    subject.nsp = context().session->store().namespaces().at(row).name;
    return subject;
}

void NamespacesPage::addTo(Selection *selection, int row) const
{
    selection->namespaces.append(context().session->store().namespaces().at(row).name);
}

bool NamespacesPage::isInScope(int row) const
{
    return context().scope->includes(context().session->store().namespaces().at(row).name);
}

int NamespacesPage::total() const
{
    return context().session->store().namespaces().size();
}

QString NamespacesPage::filterKey(int column) const
{
    return column == NamespacesModel::Name ? QStringLiteral("nsp") : QString();
}

} // namespace QsioAdmin
