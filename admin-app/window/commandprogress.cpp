// SPDX-License-Identifier: MIT
#include "commandprogress.h"

#include "core/commanddispatcher.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>

namespace QsioAdmin {

CommandProgress::CommandProgress(CommandDispatcher *dispatcher, QWidget *parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_bar(new QProgressBar(this))
    , m_stop(new QPushButton(tr("S&top"), this))
{
    m_text->setObjectName(QStringLiteral("commandProgressText"));
    m_bar->setObjectName(QStringLiteral("commandProgressBar"));
    m_bar->setTextVisible(false);
    m_stop->setObjectName(QStringLiteral("commandStop"));
    m_stop->setAccessibleName(tr("Stop sending"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text);
    layout->addWidget(m_bar, 1);
    layout->addWidget(m_stop);
    hide();
    connect(m_stop, &QPushButton::clicked, dispatcher,
            [this, dispatcher] { dispatcher->stop(m_id); });
    connect(dispatcher, &CommandDispatcher::progressed, this, &CommandProgress::show);
    connect(dispatcher, &CommandDispatcher::finished, this, [this](quint64 id) {
        if (id == m_id) {
            m_id = 0;
            hide();
        }
    });
}

void CommandProgress::show(quint64 id, int sent, int total)
{
    if (sent >= total)
        return; // it is over at once
    m_id = id;
    m_text->setText(tr("Sending: %1 of %n messages", nullptr, total).arg(locale().toString(sent)));
    m_bar->setRange(0, total);
    m_bar->setValue(sent);
    setVisible(true);
}

} // namespace QsioAdmin
