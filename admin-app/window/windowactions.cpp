// SPDX-License-Identifier: MIT
#include "windowactions.h"

#include "targetactions.h"
#include "widgets/icons.h"

#include <QtWidgets/QMainWindow>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>

namespace QsioAdmin {

using namespace Qt::Literals::StringLiterals;

static QList<QKeySequence> keys(QKeySequence first)
{
    return {first};
}

WindowActions::WindowActions(QMainWindow *window)
    : QObject(window)
    , connectTo(make(tr("&Connect…"), "connectAction"_L1, keys(Qt::CTRL | Qt::Key_O), "sockets"_L1))
    , disconnectFrom(make(tr("&Disconnect"), "goOfflineAction"_L1, {}, "close"_L1))
    , logOut(make(tr("&Log out"), "logOutAction"_L1, {}, "unlock"_L1))
    , retry(make(tr("&Try now"), "retryAction"_L1))
    , resync(make(tr("&Resync the lists"), "resyncAction"_L1, keys(Qt::Key_F5), "refresh"_L1))
    , quit(make(tr("&Quit"), "quitAction"_L1, keys(Qt::CTRL | Qt::Key_Q)))
    , back(make(tr("&Back"), "backAction"_L1, keys(Qt::ALT | Qt::Key_Left)))
    , forward(make(tr("&Forward"), "forwardAction"_L1, keys(Qt::ALT | Qt::Key_Right)))
    , find(make(tr("Find &anything…"), "findAction"_L1, keys(Qt::CTRL | Qt::Key_K), "search"_L1))
    , filter(make(tr("F&ilter this page"), "filterAction"_L1,
                  {QKeySequence(Qt::CTRL | Qt::Key_F), QKeySequence(Qt::Key_Slash)}, "filter"_L1))
    , pause(make(tr("&Pause"), "pauseAction"_L1, keys(Qt::Key_Space), "pause"_L1))
    , readOnly(make(tr("&Read-only"), "readOnlyAction"_L1, keys(Qt::CTRL | Qt::Key_R), "lock"_L1))
    , exportRows(make(tr("&Export…"), "exportAction"_L1, keys(QKeySequence::Save), "export"_L1))
    , utc(make(tr("Times in &UTC"), "utcAction"_L1))
    , largerText(make(tr("&Larger text"), "largerTextAction"_L1,
                      {QKeySequence(QKeySequence::ZoomIn), QKeySequence(Qt::CTRL | Qt::Key_Equal)}))
    , smallerText(make(tr("&Smaller text"), "smallerTextAction"_L1, keys(QKeySequence::ZoomOut)))
    , newWindow(make(tr("Open page in new &window"), "newWindowAction"_L1,
                     keys(Qt::CTRL | Qt::SHIFT | Qt::Key_N)))
    , resetLayout(make(tr("Reset la&yout"), "resetLayoutAction"_L1))
    , shortcuts(make(tr("&Keys"), "shortcutsAction"_L1, keys(Qt::Key_F1)))
    , editShortcuts(make(tr("C&hange shortcuts…"), "editShortcutsAction"_L1))
    , about(make(tr("&About qsioadmin"), "aboutAction"_L1))
    , pages(new QActionGroup(this))
    , themes(new QActionGroup(this))
    , m_window(window)
{
    pause->setCheckable(true);
    // Of the tables: elsewhere Space presses buttons, and is text.
    pause->setShortcutContext(Qt::WidgetShortcut);
    readOnly->setCheckable(true);
    utc->setCheckable(true);
    makeThemes();
}

QAction *WindowActions::make(const QString &text, const QString &name,
                             const QList<QKeySequence> &keySequences, const QString &icon)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcuts(keySequences);
    if (!icon.isEmpty())
        action->setIcon(themedIcon(icon));
    return action;
}

void WindowActions::makeThemes()
{
    const auto add = [this](const QString &text, const QString &name) {
        auto *action = new QAction(text, themes);
        action->setObjectName(name + QStringLiteral("Theme"));
        action->setCheckable(true);
        action->setData(name);
    };
    add(tr("As the &system"), QStringLiteral("system"));
    add(tr("&Light"), QStringLiteral("light"));
    add(tr("&Dark"), QStringLiteral("dark"));
    add(tr("High &contrast"), QStringLiteral("contrast"));
}

void WindowActions::addPage(const QString &title, const QString &icon, int index)
{
    auto *action = new QAction(themedIcon(icon), title, pages);
    action->setCheckable(true);
    action->setData(index);
    action->setObjectName(icon + QStringLiteral("PageAction"));
    if (index < 10) // the tenth with Ctrl+0, as keyboards have it
        action->setShortcut(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_0 + (index + 1) % 10)));
}

void WindowActions::fillMenus(const TargetActions &targets, const QList<QAction *> &docks)
{
    QMenuBar *bar = m_window->menuBar();
    QMenu *connection = bar->addMenu(tr("&Connection"));
    connection->addActions({connectTo, retry, resync, disconnectFrom, logOut});
    connection->addSeparator();
    connection->addAction(quit);
    QMenu *view = bar->addMenu(tr("&View"));
    view->addActions(pages->actions());
    view->addSeparator();
    view->addActions({back, forward, find, filter, pause});
    view->addSeparator();
    view->addMenu(tr("&Theme"))->addActions(themes->actions());
    view->addActions({largerText, smallerText, utc});
    view->addSeparator();
    view->addActions(docks);
    view->addActions({newWindow, resetLayout});
    QMenu *action = bar->addMenu(tr("&Action"));
    action->addActions(targets.commands());
    action->addSeparator();
    action->addActions(targets.copies());
    action->addAction(exportRows);
    action->addSeparator();
    action->addAction(readOnly);
    QMenu *help = bar->addMenu(tr("&Help"));
    help->addActions({shortcuts, editShortcuts, about});
}

} // namespace QsioAdmin
