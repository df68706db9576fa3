// SPDX-License-Identifier: MIT
#include "eventdetail.h"

#include "hextext.h"

#include <QtCore/QJsonDocument>
#include <QtGui/QFontDatabase>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QTreeView>

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
}

void EventDetail::show(const EventRecord *event)
{
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

} // namespace QsioAdmin
