// SPDX-License-Identifier: MIT
#include "pagewindow.h"

#include "activitypage.h"
#include "alertspage.h"
#include "clientspage.h"
#include "commandrunner.h"
#include "delayedcommands.h"
#include "eventspage.h"
#include "namespacespage.h"
#include "overviewpage.h"
#include "roomspage.h"
#include "rowtext.h"
#include "serverspage.h"
#include "socketspage.h"
#include "statusline.h"
#include "targetactions.h"
#include "widgets/bannerstack.h"
#include "windowmodels.h"

#include <QtWidgets/QVBoxLayout>

namespace QsioAdmin {

Page *makePage(const QString &name, const WindowContext &context, QWidget *parent)
{
    const auto is = [&name](const char *known) { return name == QLatin1StringView(known); };
    if (is("overview"))
        return new OverviewPage(context, parent);
    if (is("servers"))
        return new ServersPage(context, parent);
    if (is("namespaces"))
        return new NamespacesPage(context, parent);
    if (is("rooms"))
        return new RoomsPage(context, parent);
    if (is("sockets"))
        return new SocketsPage(context, parent);
    if (is("clients"))
        return new ClientsPage(context, parent);
    if (is("events"))
        return new EventsPage(context, parent);
    if (is("alerts"))
        return new AlertsPage(context, parent);
    if (is("activity"))
        return new ActivityPage(context, parent);
    return nullptr;
}

PageWindow::PageWindow(const WindowContext &owners, const QString &page, QWidget *owner)
    : QMainWindow(owner, Qt::Window)
    , m_context(owners)
    , m_banners(new BannerStack(this))
    , m_status(new StatusLine(owners.session, this))
{
    setObjectName(QStringLiteral("pageWindow"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowIcon(owner->windowIcon());
    m_context.runner = new CommandRunner(owners.session, &owners.models->activity, m_banners, this);
    m_context.actions = new TargetActions(
        m_context, [this] { return m_page ? m_page->selection() : Selection(); }, this);
    m_page = makePage(page, m_context, this);
    setStatusBar(m_status);
    resize(1000, 700);
    if (!m_page)
        return;
    auto *centre = new QWidget(this);
    auto *layout = new QVBoxLayout(centre);
    layout->addWidget(m_banners);
    layout->addWidget(m_page, 1);
    setCentralWidget(centre);
    connect(m_page, &Page::selectionChanged, m_context.actions, &TargetActions::update);
    connect(m_page, &Page::inspectRequested, this, &PageWindow::inspectRequested);
    connect(m_context.actions, &TargetActions::emitRequested, this, &PageWindow::emitRequested);
    const auto copy
        = [this](bool asJson) { copyRows(m_page->selection(), m_page->view(), asJson); };
    connect(m_context.actions, &TargetActions::copyIdRequested, this, [copy] { copy(false); });
    connect(m_context.actions, &TargetActions::copyJsonRequested, this, [copy] { copy(true); });
    connect(m_context.runner, &CommandRunner::refused, this,
            [this](const QString &text) { m_status->say(text); });
}

// Its actions ask the page what is selected.
PageWindow::~PageWindow()
{
    if (m_page)
        m_page->disconnect();
    delete std::exchange(m_page, nullptr);
}

QList<QAction *> PageWindow::commands() const
{
    return m_context.actions->commands() + m_context.actions->copies();
}

void PageWindow::showConnection(const QString &profile, bool isRed, bool isStale)
{
    setWindowTitle(profile.isEmpty() ? m_page->title()
                                     : tr("%1 – %2").arg(m_page->title(), profile));
    m_context.runner->setRedProfile(isRed);
    m_page->setStale(isStale);
    m_context.runner->delayed().check();
    m_context.actions->update();
    m_status->update();
}

void PageWindow::closeEvent(QCloseEvent *event)
{
    m_context.runner->windowCloses();
    QMainWindow::closeEvent(event);
}

void PageWindow::setPaused(bool isPaused)
{
    m_page->setPaused(isPaused);
}

} // namespace QsioAdmin
