// SPDX-License-Identifier: MIT
#include "composepage.h"

#include "commandrunner.h"
#include "core/adminsession.h"
#include "pageheader.h"
#include "targetpicker.h"
#include "widgets/icons.h"
#include "widgets/payloadeditor.h"

#include <QtCore/QLocale>
#include <QtCore/QSet>
#include <QtCore/QStringListModel>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

namespace QsioAdmin {

using namespace std::chrono_literals;

constexpr quint64 searchedEvents = 20'000;
constexpr int maxNames = 500;

ComposePage::ComposePage(const WindowContext &context, QWidget *parent)
    : Page(QStringLiteral("compose"), tr("Compose"), QStringLiteral("compose"), parent)
    , m_context(context)
    , m_target(new TargetPicker(context, this))
    , m_event(new QLineEdit(this))
    , m_payload(new PayloadEditor(this))
    , m_preview(new QLabel(this))
    , m_send(new QPushButton(themedIcon(QStringLiteral("emit")), tr("&Send"), this))
    , m_names(new QStringListModel(this))
    , m_timer(this)
{
    makeForm();
    m_timer.setSingleShot(true);
    m_timer.setInterval(250ms);
    m_timer.callOnTimeout(this, [this] { refresh(); });
    connect(m_target, &TargetPicker::changed, this, &ComposePage::refresh);
    connect(m_event, &QLineEdit::textChanged, this, &ComposePage::refresh);
    connect(m_payload, &PayloadEditor::changed, this, &ComposePage::refresh);
    connect(m_send, &QPushButton::clicked, this, &ComposePage::send);
    connect(&context.session->store(), &AdminStore::changed, this, [this] {
        if (isVisible() && !m_timer.isActive())
            m_timer.start();
    });
    connect(context.session, &AdminSession::statusChanged, this, [this] {
        m_payload->setMaxPayload(m_context.session->status().maxPayload);
        refresh();
    });
    refresh();
}

void ComposePage::makeForm()
{
    m_event->setObjectName(QStringLiteral("eventName"));
    m_event->setAccessibleName(tr("Event name"));
    m_event->setMaxLength(1'000);
    m_event->setPlaceholderText(tr("Name of the event"));
    auto *completer = new QCompleter(m_names, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_event->setCompleter(completer);
    m_send->setObjectName(QStringLiteral("composeSend"));
    m_preview->setObjectName(QStringLiteral("composePreview"));
    m_preview->setTextFormat(Qt::PlainText);
    m_preview->setWordWrap(true);
    auto *eventLabel = new QLabel(tr("&Event:"), this);
    eventLabel->setBuddy(m_event);
    auto *payloadLabel
        = new QLabel(tr("Arguments, as JSON values with commas between them:"), this);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_preview, 1);
    bottom->addWidget(m_send);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(new PageHeader(title(), this));
    layout->addWidget(m_target);
    layout->addWidget(eventLabel);
    layout->addWidget(m_event);
    layout->addWidget(payloadLabel);
    layout->addWidget(m_payload, 1);
    layout->addLayout(bottom);
}

void ComposePage::setTarget(const Selection &selection)
{
    m_target->setSelection(selection);
    m_event->setFocus();
}

void ComposePage::setStale(bool isStale)
{
    Q_UNUSED(isStale)
    refresh();
}

void ComposePage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    suggestNames();
    refresh();
}

// Of the events that have been seen last.
void ComposePage::suggestNames()
{
    const EventRing &events = m_context.session->store().events();
    QSet<QString> names;
    const quint64 first = events.nextNumber() - events.firstNumber() > searchedEvents
        ? events.nextNumber() - searchedEvents
        : events.firstNumber();
    for (quint64 number = events.nextNumber(); number-- > first && names.size() < maxNames;) {
        const EventRecord &event = events.at(number);
        if (event.type == EventType::Received || event.type == EventType::Sent)
            names.insert(QString::fromUtf8(event.name));
    }
    QStringList sorted(names.cbegin(), names.cend());
    sorted.sort();
    m_names->setStringList(sorted);
}

// ---- sending ---------------------------------------------------------------------------------

QList<Command> ComposePage::commands() const
{
    Command command;
    command.verb = Command::Verb::Emit;
    command.event = m_event->text();
    command.arguments = m_payload->payload();
    return m_target->selection().commands(command);
}

QString ComposePage::previewText(bool *canSend) const
{
    *canSend = false;
    AdminSession &session = *m_context.session;
    if (!session.isOnline() || session.store().isStale())
        return refusalText(Refusal::NotConnected);
    if (!m_payload->isValid())
        return tr("The arguments have to be mended first.");
    const QList<Command> all = commands();
    if (all.isEmpty())
        return tr("Choose whom it is for.");
    qsizetype reached = 0;
    qsizetype messages = 0;
    qsizetype listed = 0;
    for (const Command &command : all) {
        const CommandDispatcher::Plan plan = session.commands().plan(command);
        if (plan.refusal == Refusal::NoEventName)
            return tr("Give the event a name.");
        if (plan.refusal != Refusal::None)
            return refusalText(plan.refusal);
        reached += plan.targets.size();
        messages += qsizetype(plan.frames.size());
        listed += session.store().sockets().countIn(command.nsp);
    }
    *canSend = true;
    if (session.isProduction())
        return tr("Whom it reaches cannot be told: the server is in production mode.");
    const QLocale locale;
    const QString text = messages == 1 ? tr("Reaches %1 of %2 sockets, with one message.")
                                       : tr("Reaches %1 of %2 sockets, with %3 messages.");
    const QString counted = text.arg(locale.toString(reached), locale.toString(listed));
    return messages == 1 ? counted : counted.arg(locale.toString(messages));
}

void ComposePage::refresh()
{
    bool canSend = false;
    m_preview->setText(previewText(&canSend));
    m_send->setEnabled(canSend);
}

void ComposePage::send()
{
    m_context.runner->run(commands());
}

} // namespace QsioAdmin
