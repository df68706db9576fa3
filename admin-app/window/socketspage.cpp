// SPDX-License-Identifier: MIT
#include "socketspage.h"

#include "core/adminsession.h"
#include "pageheader.h"
#include "scope.h"
#include "windowmodels.h"

#include <QtCore/QSettings>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QInputDialog>
#include <QtWidgets/QToolButton>

namespace QsioAdmin {

SocketsPage::SocketsPage(const WindowContext &context, QWidget *parent)
    : TreePage(context, &context.models->sockets,
               {.name = QStringLiteral("sockets"),
                .title = tr("Sockets"),
                .icon = QStringLiteral("sockets"),
                .tableName = tr("Sockets table"),
                .hiddenColumns = {SocketsModel::Client, SocketsModel::Secure, SocketsModel::Server},
                .widths = {27, 10, 14, 11, 6, 20, 5, 6, 20, 28, 8, 16}},
               parent)
    , m_model(context.models->sockets)
    , m_tree(context.models->socketTree)
    , m_groupBy(new QComboBox(this))
{
    start();
    showWith("QSIO_SERVERID", {SocketsModel::Server});
    makeGroupBox();
    startTree(&m_tree,
              {.treeName = tr("Sockets tree"),
               .hiddenColumns
               = {SocketsModel::Client + 1, SocketsModel::Secure + 1, SocketsModel::Server + 1},
               .widths = {30, 9, 14, 16, 11, 8, 20, 9, 9, 20, 28, 8, 16}});
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

bool SocketsPage::select(const SocketKey &key)
{
    const int slot = context().session->store().sockets().find(key);
    if (slot < 0)
        return false;
    setTree(false);
    return selectSlot(slot);
}

// The data is a GroupBy; -1: none.
void SocketsPage::makeGroupBox()
{
    using GroupBy = SocketTreeModel::GroupBy;
    m_groupBy->setObjectName(QStringLiteral("socketsGroupBy"));
    m_groupBy->setAccessibleName(tr("Groups"));
    m_groupBy->addItem(tr("No groups"), -1);
    m_groupBy->addItem(tr("By address"), int(GroupBy::Address));
    m_groupBy->addItem(tr("By user agent"), int(GroupBy::UserAgent));
    m_groupBy->addItem(tr("By client"), int(GroupBy::Client));
    m_groupBy->addItem(tr("By namespace"), int(GroupBy::Namespace));
    m_groupBy->addItem(tr("By transport"), int(GroupBy::Transport));
    header()->addWidget(m_groupBy);
    connect(m_groupBy, &QComboBox::currentIndexChanged, this, [this] {
        const int groupBy = m_groupBy->currentData().toInt();
        if (groupBy >= 0)
            m_tree.setGroupBy(GroupBy(groupBy));
        setTree(groupBy >= 0);
    });
}

void SocketsPage::setTree(bool isTree)
{
    if (isTree != (m_groupBy->currentIndex() > 0))
        m_groupBy->setCurrentIndex(isTree ? 1 : 0); // and here again
    else
        TreePage::setTree(isTree);
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
    settings->setValue(QStringLiteral("sockets/groupBy"), m_groupBy->currentIndex());
    TreePage::saveState(settings);
}

void SocketsPage::restoreState(QSettings *settings)
{
    m_model.setExtraColumns(settings->value(QStringLiteral("sockets/columns")).toStringList());
    m_groupBy->setCurrentIndex(qBound(0, settings->value(QStringLiteral("sockets/groupBy")).toInt(),
                                      m_groupBy->count() - 1));
    TreePage::restoreState(settings);
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

// ---- groups ----------------------------------------------------------------------------------

Subject SocketsPage::subjectOf(const QModelIndex &index) const
{
    Subject subject;
    const QList<SocketKey> sockets = m_tree.socketsAt(index);
    if (m_tree.isGroup(index) || sockets.isEmpty())
        return subject;
    subject.kind = Subject::Kind::Socket;
    subject.nsp = sockets.first().nsp;
    subject.id = sockets.first().id;
    return subject;
}

void SocketsPage::addItem(Selection *selection, const QModelIndex &index) const
{
    selection->sockets.append(m_tree.socketsAt(index));
}

QString SocketsPage::treeFilterKey(const QModelIndex &cell) const
{
    if (!m_tree.isGroup(cell))
        return filterKey(SocketTreeModel::sourceColumn(cell.column()));
    if (cell.column() != 0)
        return {};
    switch (m_tree.groupBy()) {
    case SocketTreeModel::GroupBy::Address:
        return QStringLiteral("addr");
    case SocketTreeModel::GroupBy::Client:
        return QStringLiteral("client");
    case SocketTreeModel::GroupBy::Namespace:
        return QStringLiteral("nsp");
    case SocketTreeModel::GroupBy::Transport:
        return QStringLiteral("transport");
    case SocketTreeModel::GroupBy::UserAgent: // it is shortened
        break;
    }
    return {};
}

} // namespace QsioAdmin
