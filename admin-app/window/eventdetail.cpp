// SPDX-License-Identifier: MIT
#include "eventdetail.h"

#include "hextext.h"
#include "listtable.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QLocale>
#include <QtGui/QFontDatabase>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

namespace QsioAdmin {

static QPlainTextEdit *makeText(const QString &name, const QString &spoken, QWidget *parent)
{
    auto *text = new QPlainTextEdit(parent);
    text->setObjectName(name);
    text->setAccessibleName(spoken);
    text->setReadOnly(true);
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    text->setTabChangesFocus(true);
    text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    return text;
}

EventDetail::EventDetail(QWidget *parent)
    : QTabWidget(parent)
    , m_tree(new QTreeView(this))
    , m_raw(makeText(QStringLiteral("eventRaw"), tr("Event payload text"), this))
    , m_hex(makeText(QStringLiteral("eventHex"), tr("Event bytes"), this))
    , m_diffText(new QLabel(this))
    , m_diffTable(new ListTable(tr("Difference to the marked event"), this))
{
    setObjectName(QStringLiteral("eventDetail"));
    setAccessibleName(tr("Event payload"));
    tabBar()->setObjectName(QStringLiteral("eventDetailTabs"));
    tabBar()->setAccessibleName(tr("Ways to see the payload"));
    setDocumentMode(true);
    m_tree->setObjectName(QStringLiteral("eventTree"));
    m_tree->setAccessibleName(tr("Event payload tree"));
    m_tree->setModel(&m_model);
    m_tree->setUniformRowHeights(true);
    m_tree->setAlternatingRowColors(true);
    addTab(m_tree, tr("Tree"));
    addTab(m_raw, tr("Raw"));
    addTab(m_hex, tr("Hex"));
    m_diffText->setTextFormat(Qt::PlainText);
    m_diffText->setWordWrap(true);
    m_diffText->setObjectName(QStringLiteral("eventDiffText"));
    m_diffTable->setModel(&m_diff);
    m_diffTable->setColumnWidths({24, 10, 30, 30});
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 6, 0, 0);
    layout->addWidget(m_diffText);
    layout->addWidget(m_diffTable, 1);
    addTab(page, tr("Difference"));
    compare();
}

void EventDetail::show(const EventRecord *event)
{
    m_shown.reset();
    if (event)
        m_shown = *event;
    compare();
    if (!event) {
        m_model.clear();
        m_raw->clear();
        m_hex->clear();
        return;
    }
    if (event->isTruncated) {
        m_model.clear();
        m_raw->setPlainText(tr("The arguments were too long to keep: %1 bytes.").arg(event->size));
        m_hex->clear();
        return;
    }
    // Of an array, the values without its brackets.
    m_model.setArguments(event->arguments.size() < 2 ? QByteArray()
                                                     : event->arguments.mid(1).chopped(1),
                         event->attachments);
    m_tree->expandToDepth(1);
    m_tree->resizeColumnToContents(0);
    m_raw->setPlainText(QString::fromUtf8(event->arguments));
    QString hex;
    for (const QByteArray &bytes : event->attachments)
        hex += hexText(bytes) + u'\n';
    m_hex->setPlainText(hex.isEmpty() ? tr("This event has no binary arguments.") : hex);
}

void EventDetail::setMarked(const EventRecord *event)
{
    m_marked.reset();
    if (event)
        m_marked = *event;
    compare();
}

// Events without arguments have an empty list of them.
static QByteArray argumentsOf(const EventRecord &event)
{
    return event.arguments.isEmpty() ? QByteArray("[]") : event.arguments;
}

void EventDetail::compare()
{
    m_diff.clear();
    m_diffTable->setVisible(m_marked && m_shown);
    if (!m_marked) {
        m_diffText->setText(tr("Mark an event to compare others with it."));
        return;
    }
    const QString number = QLocale().toString(m_marked->number);
    if (!m_shown) {
        m_diffText->setText(tr("Select an event to compare it with number %1.").arg(number));
        return;
    }
    if (m_marked->isTruncated || m_shown->isTruncated) {
        m_diffText->setText(tr("The arguments were too long to keep, and to compare."));
        return;
    }
    m_diff.setTexts(argumentsOf(*m_marked), argumentsOf(*m_shown));
    QString text = tr("Compared with number %1, which is marked:").arg(number);
    if (m_diff.diff().changes.empty())
        text = tr("The arguments are the same as those of number %1, which is marked.").arg(number);
    if (m_diff.diff().isMalformed)
        text = tr("The arguments are no JSON, and cannot be compared.");
    if (m_marked->attachments != m_shown->attachments)
        text += u' ' + tr("The binary arguments differ.");
    m_diffText->setText(text);
}

} // namespace QsioAdmin
