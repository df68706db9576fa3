// SPDX-License-Identifier: MIT
#include "composepage.h"

#include "commandrunner.h"
#include "core/adminsession.h"
#include "librarybuttons.h"
#include "pageheader.h"
#include "seriesbar.h"
#include "targetpicker.h"
#include "widgets/icons.h"
#include "widgets/payloadeditor.h"

#include <QtCore/QElapsedTimer>
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
constexpr auto refreshInterval = 250ms;
constexpr auto slowRefresh = 50ms;

ComposePage::ComposePage(const WindowContext &context, QWidget *parent)
    : Page(QStringLiteral("compose"), tr("Compose"), QStringLiteral("compose"), parent)
    , m_context(context)
    , m_target(new TargetPicker(context, this))
    , m_event(new QLineEdit(this))
    , m_payload(new PayloadEditor(this))
    , m_preview(new QLabel(this))
    , m_sendToOne(new QPushButton(tr("Send to &one first"), this))
    , m_send(new QPushButton(themedIcon(QStringLiteral("emit")), tr("&Send"), this))
    , m_names(new QStringListModel(this))
    , m_libraryButtons(new LibraryButtons(&m_library, this))
    , m_series(&context.session->store(), &context.session->commands())
    , m_seriesBar(new SeriesBar(&m_series, this))
    , m_timer(this)
{
    makeForm();
    makeLayout();
    m_timer.setSingleShot(true);
    m_timer.callOnTimeout(this, [this] { refresh(); });
    connect(m_target, &TargetPicker::changed, this, &ComposePage::edited);
    connect(m_event, &QLineEdit::textChanged, this, &ComposePage::edited);
    connect(m_payload, &PayloadEditor::changed, this, &ComposePage::edited);
    connect(m_seriesBar, &SeriesBar::changed, this, &ComposePage::edited);
    connect(m_libraryButtons, &LibraryButtons::chosen, this, &ComposePage::load);
    connect(m_libraryButtons, &LibraryButtons::keepRequested, this, [this](const QString &name) {
        ComposedMessage kept = message();
        kept.name = name;
        m_library.keep(kept);
    });
    connect(m_send, &QPushButton::clicked, this, &ComposePage::send);
    connect(m_sendToOne, &QPushButton::clicked, this, &ComposePage::sendToOne);
    connect(&context.session->store(), &AdminStore::changed, this, [this] {
        if (isVisible() && !m_timer.isActive())
            m_timer.start(qMax(std::chrono::milliseconds(refreshInterval), 10 * m_lastTime));
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
    m_sendToOne->setObjectName(QStringLiteral("composeSendToOne"));
    m_preview->setObjectName(QStringLiteral("composePreview"));
    m_preview->setTextFormat(Qt::PlainText);
    m_preview->setWordWrap(true);
}

void ComposePage::makeLayout()
{
    auto *eventLabel = new QLabel(tr("&Event:"), this);
    eventLabel->setBuddy(m_event);
    auto *payloadLabel
        = new QLabel(tr("Arguments, as JSON values with commas between them. {{sid}}, "
                        "{{now}}, {{uuid}} and {{n}} are filled in:"),
                     this);
    payloadLabel->setWordWrap(true);
    auto *eventLine = new QHBoxLayout;
    eventLine->addWidget(m_event, 1);
    eventLine->addWidget(m_libraryButtons);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_preview, 1);
    bottom->addWidget(m_sendToOne);
    bottom->addWidget(m_send);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(new PageHeader(title(), this));
    layout->addWidget(m_target);
    layout->addWidget(eventLabel);
    layout->addLayout(eventLine);
    layout->addWidget(payloadLabel);
    layout->addWidget(m_payload, 1);
    layout->addWidget(m_seriesBar);
    layout->addLayout(bottom);
}

void ComposePage::setShownSource(std::function<Selection()> source)
{
    m_target->setShownSource(std::move(source));
}

void ComposePage::setConnection(QSettings *settings, const QString &connection)
{
    m_library.setConnection(settings, connection);
}

void ComposePage::setTarget(const Selection &selection)
{
    m_target->setSelection(selection);
    m_event->setFocus();
}

void ComposePage::setStale(bool isStale)
{
    Q_UNUSED(isStale)
    m_series.check(); // the window may have been locked
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

// ---- messages --------------------------------------------------------------------------------

ComposedMessage ComposePage::message() const
{
    return {{}, m_event->text(), m_payload->text()};
}

void ComposePage::load(const ComposedMessage &message)
{
    m_event->setText(message.event);
    m_payload->clear();
    m_payload->setText(message.arguments);
}

QList<Command> ComposePage::targets() const
{
    Command command;
    command.verb = Command::Verb::Emit;
    command.event = m_event->text();
    command.except = m_target->except();
    return m_target->selection().commands(command);
}

SendOrder ComposePage::order() const
{
    SendOrder result;
    result.commands = targets();
    result.payload = m_payload->payloadTemplate();
    result.attachments = m_payload->payload().attachments();
    result.times = m_seriesBar->times();
    result.interval = m_seriesBar->interval();
    return result;
}

// ---- preview ---------------------------------------------------------------------------------

QString ComposePage::reachText(qsizetype reached, qsizetype listed, qsizetype messages) const
{
    const int times = m_seriesBar->times();
    const QString text = messages == 1
        ? tr("Reaches %1 of %2 sockets, with one message.")
        : tr("Reaches %1 of %2 sockets, with %Ln messages.", nullptr, int(messages));
    const QString counted = text.arg(locale().toString(reached), locale().toString(listed));
    return times == 1 ? counted : counted + u' ' + tr("This is done %Ln times.", nullptr, times);
}

// With a sample of the arguments, which takes no time for each socket.
ComposePage::Preview ComposePage::preview() const
{
    AdminSession &session = *m_context.session;
    if (!session.isOnline() || session.store().isStale())
        return {refusalText(Refusal::NotConnected)};
    if (!m_payload->isValid())
        return {tr("The arguments have to be mended first.")};
    const PayloadTemplate payload = m_payload->payloadTemplate();
    const QList<Command> all = targets();
    if (all.isEmpty())
        return {tr("Choose whom it is for.")};
    Preview result;
    qsizetype reached = 0;
    qsizetype messages = 0;
    qsizetype listed = 0;
    for (Command command : all) {
        command.arguments = m_payload->payload();
        const CommandDispatcher::Plan plan = session.commands().plan(command);
        if (plan.refusal == Refusal::NoEventName)
            return {tr("Give the event a name.")};
        if (plan.refusal != Refusal::None)
            return {refusalText(plan.refusal)};
        if (payload.isPersonal() && plan.targets.isEmpty())
            return {tr("{{sid}} needs to know who is there, which this server does not tell.")};
        reached += plan.targets.size();
        messages += payload.isPersonal() ? plan.targets.size() : qsizetype(plan.frames.size());
        listed += session.store().sockets().countIn(command.nsp);
        if (result.first.id.isEmpty() && !plan.targets.isEmpty())
            result.first = plan.targets.first();
    }
    result.canSend = !m_series.isRunning();
    result.text = session.isProduction()
        ? tr("Whom it reaches cannot be told: the server is in production mode.")
        : reachText(reached, listed, messages);
    return result;
}

// Lists of a hundred thousand take a while: less often, then.
void ComposePage::refresh()
{
    QElapsedTimer timer;
    timer.start();
    const Preview shown = preview();
    m_first = shown.first;
    m_preview->setText(shown.text);
    m_send->setEnabled(shown.canSend);
    m_sendToOne->setEnabled(shown.canSend && !m_first.id.isEmpty());
    m_sendToOne->setToolTip(
        m_first.id.isEmpty() ? QString() : tr("To %1 alone").arg(QString::fromUtf8(m_first.id)));
    m_libraryButtons->setCanKeep(!m_event->text().isEmpty());
    m_lastTime = std::chrono::milliseconds(timer.elapsed());
}

// Nobody waits for it while typing.
void ComposePage::edited()
{
    if (m_lastTime < slowRefresh)
        refresh();
    else
        m_timer.start(refreshInterval);
}

// ---- sending ---------------------------------------------------------------------------------

void ComposePage::send()
{
    sendOrder(order());
}

void ComposePage::sendToOne()
{
    SendOrder single = order();
    if (m_first.id.isEmpty() || single.commands.isEmpty())
        return;
    Command command = single.commands.first();
    command.nsp = m_first.nsp;
    command.target = CommandTarget::sockets({m_first.id});
    single.commands = {command};
    single.times = 1;
    sendOrder(single);
}

// What is sent once is sent as it was shown; what changes from one to the next is made as it goes.
void ComposePage::sendOrder(const SendOrder &order)
{
    const QList<Command> first = SendSeries::commandsOf(order, m_context.session->store().now(),
                                                        std::make_shared<quint64>(0));
    const ComposedMessage sent = message();
    if (order.times == 1) {
        m_context.runner->run(first, [this, sent] { m_library.remember(sent); });
        return;
    }
    m_context.runner->ask(first, order.times, [this, order, sent] {
        m_library.remember(sent);
        m_series.start(order);
        refresh();
    });
}

} // namespace QsioAdmin
