// SPDX-License-Identifier: MIT
#include "targetactions.h"

#include "commandrunner.h"
#include "core/adminsession.h"
#include "roomdialog.h"
#include "widgets/icons.h"

#include <QtWidgets/QWidget>

namespace QsioAdmin {

TargetActions::TargetActions(const WindowContext &context, std::function<Selection()> source,
                             QWidget *window)
    : QObject(window)
    , m_context(context)
    , m_source(std::move(source))
    , m_window(window)
    , m_emit(add(tr("&Emit…"), QStringLiteral("emit"), QStringLiteral("emitAction"), Qt::Key_E))
    , m_join(add(tr("&Join…"), QStringLiteral("join"), QStringLiteral("joinAction"), Qt::Key_J))
    , m_leave(add(tr("&Leave…"), QStringLiteral("leave"), QStringLiteral("leaveAction"), Qt::Key_L))
    , m_disconnect(add(tr("&Disconnect socket"), QStringLiteral("disconnect"),
                       QStringLiteral("disconnectAction"), Qt::Key_D))
    , m_close(add(tr("Disconnect &client"), QStringLiteral("close"), QStringLiteral("closeAction"),
                  QKeySequence(Qt::SHIFT | Qt::Key_D)))
    , m_copyId(add(tr("Copy &id"), QStringLiteral("copy"), QStringLiteral("copyIdAction"),
                   QKeySequence::Copy))
    , m_copyJson(add(tr("Copy &row as JSON"), QStringLiteral("copy"),
                     QStringLiteral("copyJsonAction"),
                     QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)))
{
    connect(m_emit, &QAction::triggered, this, [this] { Q_EMIT emitRequested(m_source()); });
    connect(m_join, &QAction::triggered, this,
            [this] { askForRoom(Command::Verb::Join, m_source()); });
    connect(m_leave, &QAction::triggered, this,
            [this] { askForRoom(Command::Verb::Leave, m_source()); });
    connect(m_disconnect, &QAction::triggered, this, [this] { disconnectSelected(false); });
    connect(m_close, &QAction::triggered, this, [this] { disconnectSelected(true); });
    connect(m_copyId, &QAction::triggered, this, &TargetActions::copyIdRequested);
    connect(m_copyJson, &QAction::triggered, this, &TargetActions::copyJsonRequested);
}

QAction *TargetActions::add(const QString &text, const QString &icon, const QString &name,
                            const QKeySequence &shortcut)
{
    auto *action = new QAction(themedIcon(icon), text, this);
    action->setObjectName(name);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetShortcut); // of the tables, not where text is typed
    return action;
}

QList<QAction *> TargetActions::commands() const
{
    return {m_emit, m_join, m_leave, m_disconnect, m_close};
}

QList<QAction *> TargetActions::copies() const
{
    return {m_copyId, m_copyJson};
}

void TargetActions::update()
{
    AdminSession &session = *m_context.session;
    const Selection selection = m_source();
    const bool isPossible = session.isOnline() && !session.store().isStale()
        && !session.commands().isReadOnly() && !selection.isEmpty();
    const auto enable = [&](QAction *action, QByteArrayView feature) {
        action->setEnabled(isPossible && session.store().hasFeature(feature));
    };
    enable(m_emit, "EMIT");
    enable(m_join, "JOIN");
    enable(m_leave, "LEAVE");
    enable(m_disconnect, "DISCONNECT");
    enable(m_close, "DISCONNECT");
}

void TargetActions::askForRoom(Command::Verb verb, const Selection &selection)
{
    if (selection.isEmpty())
        return;
    auto *dialog = new RoomDialog(verb, selection, m_context.session->store(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, verb, selection] {
        Command command;
        command.verb = verb;
        command.room = RoomName(dialog->room());
        m_context.runner->run(selection.commands(command));
    });
    dialog->open();
}

void TargetActions::disconnectSelected(bool closesConnection)
{
    Command command;
    command.verb = Command::Verb::Disconnect;
    command.closesConnection = closesConnection;
    Selection selection = m_source();
    if (closesConnection)
        selection = selection.oneSocketPerClient(m_context.session->store());
    m_context.runner->run(selection.commands(command));
}

} // namespace QsioAdmin
