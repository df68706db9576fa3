// SPDX-License-Identifier: MIT
#include "findpalette.h"

#include "widgets/icons.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QVBoxLayout>

namespace QsioAdmin {

using namespace std::chrono_literals;

FindPalette::FindPalette(AdminStore *store, const QList<FindSearch::Thing> &things, QWidget *parent)
    : QDialog(parent)
    , m_search(store)
    , m_things(things)
    , m_edit(new QLineEdit(this))
    , m_list(new QListWidget(this))
    , m_note(new QLabel(this))
    , m_slice(this)
{
    setObjectName(QStringLiteral("findPalette"));
    setWindowTitle(tr("Find anything"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_edit->setObjectName(QStringLiteral("findText"));
    m_edit->setAccessibleName(tr("Find anything"));
    m_edit->setPlaceholderText(
        tr("A page, a command, a connection, a namespace, a room, an id or an "
           "address"));
    m_edit->setMaxLength(int(FindSearch::maxText));
    m_list->setObjectName(QStringLiteral("findHits"));
    m_list->setAccessibleName(tr("What was found"));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideMiddle);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_edit);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_note);
    resize(620, 420);
    m_edit->installEventFilter(this);
    m_slice.callOnTimeout(this, [this] { step(); });
    connect(m_edit, &QLineEdit::textChanged, this, &FindPalette::restart);
    connect(m_edit, &QLineEdit::returnPressed, this, &FindPalette::choose);
    connect(m_list, &QListWidget::itemActivated, this, &FindPalette::choose);
    restart();
}

void FindPalette::restart()
{
    m_hits.clear();
    m_list->clear();
    m_search.start(m_edit->text(), m_things);
    m_slice.start(0ms);
    step();
}

void FindPalette::step()
{
    const bool hasMore = m_search.step(8ms);
    const QList<FindHit> found = m_search.takeHits();
    for (const FindHit &hit : found) {
        m_hits.append(hit);
        m_list->addItem(new QListWidgetItem(themedIcon(hit.icon),
                                            hit.title + QStringLiteral("  –  ") + hit.detail));
    }
    if (m_list->currentRow() < 0 && m_list->count() > 0)
        m_list->setCurrentRow(0);
    if (hasMore) {
        m_note->setText(tr("Searching…"));
        return;
    }
    m_slice.stop();
    m_note->setText(m_hits.isEmpty() ? tr("There is nothing of this name.")
                                     : tr("%n found", nullptr, int(m_hits.size())));
    m_edit->setAccessibleDescription(m_note->text());
}

void FindPalette::choose()
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= m_hits.size())
        return;
    const FindHit hit = m_hits[row];
    close();
    Q_EMIT chosen(hit);
}

// The list is gone through from the field.
bool FindPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const bool moves = key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp
            || key == Qt::Key_PageDown;
        if (moves)
            return QCoreApplication::sendEvent(m_list, event);
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace QsioAdmin
