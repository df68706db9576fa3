// SPDX-License-Identifier: MIT
// The part of the window that is about where it is: pages, the way back, what is found, further
// windows, and the layout.
#include "alertspage.h"
#include "announcer.h"
#include "breadcrumb.h"
#include "commandrunner.h"
#include "composepage.h"
#include "findpalette.h"
#include "inspector.h"
#include "keysdialog.h"
#include "mainwindow.h"
#include "models/celltext.h"
#include "navigation.h"
#include "pagewindow.h"
#include "profiles/profilestore.h"
#include "tablepage.h"
#include "targetactions.h"
#include "windowactions.h"

#include <QtCore/QSettings>
#include <QtGui/QCloseEvent>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QStackedWidget>

namespace QsioAdmin {

constexpr int maxHistory = 50;

// ---- pages -----------------------------------------------------------------------------------

void MainWindow::remember(const Place &place)
{
    m_back.append(place);
    if (m_back.size() > maxHistory)
        m_back.removeFirst();
    m_forward.clear();
}

void MainWindow::goTo(int index, bool isRemembered)
{
    if (isRemembered && index != m_stack->currentIndex())
        remember({m_stack->currentIndex(), m_inspector->subject()});
    m_stack->setCurrentIndex(index);
    m_navigation->setCurrentPage(index);
    m_actions->pages->actions().at(index)->setChecked(true);
    m_actions->filter->setEnabled(currentPage()->filterBar());
    m_actions->exportRows->setEnabled(currentPage()->view());
    m_actions->back->setEnabled(!m_back.isEmpty());
    m_actions->forward->setEnabled(!m_forward.isEmpty());
    m_breadcrumb->show(currentPage()->title(), {});
    m_context.actions->update();
    if (QAbstractItemView *view = currentPage()->view())
        view->setFocus();
}

void MainWindow::goThrough(QList<Place> *from, QList<Place> *to)
{
    if (from->isEmpty())
        return;
    to->append({m_stack->currentIndex(), m_inspector->subject()});
    const Place place = from->takeLast();
    goTo(place.page, false);
    if (place.subject.kind != Subject::Kind::None)
        inspect(place.subject);
}

void MainWindow::inspect(const Subject &subject)
{
    m_inspector->inspect(subject);
    m_breadcrumb->show(currentPage()->title(), subject);
}

static QString pageOf(Subject::Kind kind)
{
    switch (kind) {
    case Subject::Kind::Server:
        return QStringLiteral("servers");
    case Subject::Kind::Namespace:
        return QStringLiteral("namespaces");
    case Subject::Kind::Room:
        return QStringLiteral("rooms");
    case Subject::Kind::Socket:
        return QStringLiteral("sockets");
    case Subject::Kind::Client:
        return QStringLiteral("clients");
    case Subject::Kind::None:
        break;
    }
    return {};
}

void MainWindow::showSubject(const Subject &subject)
{
    if (!page(pageOf(subject.kind)))
        return;
    if (!subject.nsp.isEmpty() && !m_scope.includes(subject.nsp))
        m_scopeBox->setCurrentIndex(0); // all of them
    showPage(pageOf(subject.kind));
    selectRow(subject);
    inspect(subject);
    m_inspectorDock->show();
    m_inspectorDock->raise();
}

// A filter may hide it: then it is in the inspector only.
void MainWindow::selectRow(const Subject &subject)
{
    const AdminStore &store = m_session.store();
    const int slot = subject.kind == Subject::Kind::Socket
        ? store.sockets().find({subject.nsp, subject.id})
        : subject.kind == Subject::Kind::Room      ? store.rooms().find({subject.nsp, subject.room})
        : subject.kind == Subject::Kind::Client    ? store.clients().find(subject.id)
        : subject.kind == Subject::Kind::Namespace ? store.namespaces().find(subject.nsp)
                                                   : store.servers().find(subject.id);
    auto *shown = qobject_cast<TablePage *>(currentPage());
    if (slot < 0 || !shown || shown->view() != shown->table())
        return; // in a tree, too, it is in the inspector
    shown->selectSlot(slot);
}

// ---- finding ---------------------------------------------------------------------------------

static void collect(const QList<QAction *> &from, QList<QAction *> *all)
{
    for (QAction *action : from) {
        if (action->menu())
            collect(action->menu()->actions(), all);
        else if (!action->isSeparator() && !all->contains(action))
            all->append(action);
    }
}

QList<QAction *> MainWindow::allActions() const
{
    QList<QAction *> all;
    collect(menuBar()->actions(), &all);
    return all;
}

void MainWindow::openFindPalette()
{
    QList<FindSearch::Thing> things;
    QList<std::function<void()>> ways;
    for (Page *shown : std::as_const(m_pages)) {
        things.append({shown->title(), tr("Page"), shown->icon()});
        ways.append([this, name = shown->name()] { showPage(name); });
    }
    if (m_services.profiles) {
        for (const Profile &profile : m_services.profiles->profiles()) {
            things.append(
                {profile.displayName(), tr("Saved connection"), QStringLiteral("servers")});
            ways.append([this, id = profile.id] { openConnectDialog(id); });
        }
    }
    const QList<QAction *> actions = allActions();
    for (QAction *action : actions) {
        if (!action->isEnabled() || !action->isVisible()
            || action->actionGroup() == m_actions->pages)
            continue;
        const QString key = action->shortcut().toString(QKeySequence::NativeText);
        things.append({action->text().remove(u'&'),
                       key.isEmpty() ? tr("Command") : tr("Command, %1").arg(key),
                       QStringLiteral("resume")});
        ways.append([pointer = QPointer<QAction>(action)] {
            if (pointer)
                pointer->trigger();
        });
    }
    auto *palette = new FindPalette(&m_session.store(), things, this);
    connect(palette, &FindPalette::chosen, this, [this, ways](const FindHit &hit) {
        if (hit.thing >= 0)
            ways[hit.thing]();
        else
            showSubject(hit.subject);
    });
    palette->open();
}

// ---- further windows -------------------------------------------------------------------------

PageWindow *MainWindow::openPageWindow()
{
    m_pageWindows.removeAll(QPointer<PageWindow>());
    auto *opened = new PageWindow(m_context, currentPage()->name(), this);
    if (!opened->isValid()) {
        delete opened;
        return nullptr;
    }
    m_keys->apply(opened->commands());
    connect(opened, &PageWindow::inspectRequested, this, &MainWindow::inspect);
    connect(opened, &PageWindow::emitRequested, this, [this](const Selection &selection) {
        showPage(QStringLiteral("compose"));
        m_compose->setTarget(selection);
        activateWindow();
    });
    if (auto *alerts = qobject_cast<AlertsPage *>(opened->page()))
        connect(alerts, &AlertsPage::showRequested, this, &MainWindow::showAlerted);
    m_pageWindows.append(opened);
    opened->setPaused(m_actions->pause->isChecked());
    updateConnection();
    opened->show();
    return opened;
}

// ---- keys ------------------------------------------------------------------------------------

void MainWindow::editKeys()
{
    auto *dialog = new KeysDialog(m_keys.get(), allActions(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this] {
        for (const QPointer<PageWindow> &opened : std::as_const(m_pageWindows)) {
            if (opened)
                m_keys->apply(opened->commands());
        }
    });
    dialog->open();
}

// ---- layout ----------------------------------------------------------------------------------

// Each profile has its own; what was used last is for those that have none yet.
void MainWindow::saveState()
{
    if (!m_services.settings)
        return;
    m_services.settings->setValue(QStringLiteral("window/geometry"), saveGeometry());
    m_services.settings->setValue(QStringLiteral("window/utc"), areTimesInUtc());
    saveLayout();
    if (m_layout.isEmpty())
        return;
    m_services.settings->beginGroup(QStringLiteral("profiles/") + m_layout);
    saveLayout();
    m_services.settings->endGroup();
}

void MainWindow::saveLayout() const
{
    m_services.settings->setValue(QStringLiteral("window/state"), QMainWindow::saveState());
    for (const Page *shown : m_pages)
        shown->saveState(m_services.settings);
}

void MainWindow::restoreLayout()
{
    QMainWindow::restoreState(
        m_services.settings->value(QStringLiteral("window/state")).toByteArray());
    for (Page *shown : std::as_const(m_pages))
        shown->restoreState(m_services.settings);
}

void MainWindow::restoreState()
{
    if (!m_services.settings)
        return;
    restoreGeometry(m_services.settings->value(QStringLiteral("window/geometry")).toByteArray());
    m_actions->utc->setChecked(m_services.settings->value(QStringLiteral("window/utc")).toBool());
    restoreLayout();
}

void MainWindow::useLayoutOf(const QString &profileId)
{
    if (!m_services.settings || m_layout == profileId)
        return;
    saveState();
    m_layout = profileId;
    if (m_layout.isEmpty())
        return;
    m_services.settings->beginGroup(QStringLiteral("profiles/") + m_layout);
    if (m_services.settings->contains(QStringLiteral("window/state")))
        restoreLayout();
    m_services.settings->endGroup();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveState();
    if (staysInTray()) {
        hide();
        event->ignore();
        return;
    }
    m_context.runner->windowCloses();
    for (const QPointer<PageWindow> &opened : std::as_const(m_pageWindows)) {
        if (opened)
            opened->close();
    }
    event->accept();
}

// ---- screen readers --------------------------------------------------------------------------

void MainWindow::announce(const QString &text)
{
    m_announcer->announce(text);
}

} // namespace QsioAdmin
