// SPDX-License-Identifier: MIT
#include "mainwindow.h"

#include "activitypage.h"
#include "alertnotifier.h"
#include "alertspage.h"
#include "announcer.h"
#include "bannerfeed.h"
#include "breadcrumb.h"
#include "capturebar.h"
#include "capturecontrol.h"
#include "clientspage.h"
#include "commandprogress.h"
#include "commandrunner.h"
#include "composepage.h"
#include "connectionstate.h"
#include "eventspage.h"
#include "inspector.h"
#include "keysdialog.h"
#include "listtable.h"
#include "models/celltext.h"
#include "namespacespage.h"
#include "navigation.h"
#include "overviewpage.h"
#include "profiles/secretstore.h"
#include "roomspage.h"
#include "rowtext.h"
#include "serverspage.h"
#include "socketspage.h"
#include "statusline.h"
#include "tableexport.h"
#include "targetactions.h"
#include "widgets/bannerstack.h"
#include "widgets/filterbar.h"
#include "widgets/icons.h"
#include "widgets/theme.h"
#include "windowactions.h"

#include <QtCore/QDateTime>
#include <QtCore/QPointer>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QToolBar>
#include <QtWidgets/QToolButton>

#include <algorithm>

namespace QsioAdmin {

MainWindow::MainWindow(const WindowServices &services, QWidget *parent)
    : QMainWindow(parent)
    , m_services(services)
    , m_session(
          [this] { return m_capture ? m_capture->now() : QDateTime::currentMSecsSinceEpoch(); })
    , m_models(&m_session)
    , m_keys(std::make_unique<KeySettings>(services.settings))
    , m_actions(new WindowActions(this))
    , m_stack(new QStackedWidget(this))
    , m_navigation(new Navigation(this))
    , m_banners(new BannerStack(this))
    , m_bannerFeed(new BannerFeed(&m_session, m_banners, this))
    , m_badge(new ConnectionBadge(this))
    , m_scopeBox(new QComboBox(this))
    , m_stripe(new QWidget(this))
    , m_status(new StatusLine(&m_session, this))
    , m_announcer(new Announcer(m_status, this))
    , m_breadcrumb(new Breadcrumb(m_actions->back, m_actions->forward, this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(applicationIcon());
    m_context.session = &m_session;
    m_context.models = &m_models;
    m_context.scope = &m_scope;
    m_context.announcer = m_announcer;
    m_context.notifier = new AlertNotifier(&m_session, &m_models.alertEngine, this);
    m_context.runner = new CommandRunner(&m_session, &m_models.activity, m_banners, this);
    m_context.actions = new TargetActions(
        m_context, [this] { return m_pages.isEmpty() ? Selection() : currentPage()->selection(); },
        this);
    m_capture = new CaptureControl(&m_session, this);
    resize(1440, 900);
    makeCentre();
    makeToolBar();
    addPages();
    makeDocks();
    setStatusBar(m_status);
    m_actions->fillMenus(*m_context.actions,
                         {m_inspectorDock->toggleViewAction(), m_activityDock->toggleViewAction()});
    menuBar()->insertMenu(menuBar()->actions().constLast(), m_capture->makeMenu(this));
    m_status->insertPermanentWidget(0, m_capture->label());
    m_keys->apply(allActions());
    connectActions();
    connectSession();
    connectTray();
    connectAudit();
    m_firstState = QMainWindow::saveState();
    restoreState();
    goTo(0, false);
    updateConnection();
}

// The pages look at the models until they are gone.
MainWindow::~MainWindow()
{
    m_session.disconnect(this);
    m_session.store().disconnect();
    QList<QPointer<QWidget>> all; // some go along with others
    const QList<QWidget *> widgets = findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
    for (QWidget *widget : widgets)
        all.append(widget);
    for (const QPointer<QWidget> &widget : std::as_const(all))
        delete widget;
}

// ---- parts -----------------------------------------------------------------------------------

void MainWindow::makeCentre()
{
    auto *centre = new QWidget(this);
    auto *right = new QVBoxLayout;
    right->setContentsMargins(4, 4, 4, 0); // pages have their own
    right->addWidget(m_breadcrumb);
    right->addWidget(m_banners);
    right->addWidget(new CommandProgress(&m_session.commands(), centre));
    right->addWidget(m_capture->bar());
    right->addWidget(m_stack, 1);
    auto *line = new QHBoxLayout;
    line->setSpacing(0);
    line->addWidget(m_navigation);
    line->addLayout(right, 1);
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_stripe->setFixedHeight(4);
    m_stripe->setAutoFillBackground(true);
    m_stripe->hide();
    layout->addWidget(m_stripe);
    layout->addLayout(line, 1);
    setCentralWidget(centre);
}

static QToolButton *addToolButton(QToolBar *bar, QAction *action)
{
    bar->addAction(action);
    auto *button = qobject_cast<QToolButton *>(bar->widgetForAction(action));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    button->setAccessibleName(action->text().remove(u'&'));
    return button;
}

void MainWindow::makeToolBar()
{
    QToolBar *bar = addToolBar(tr("Toolbar"));
    bar->setObjectName(QStringLiteral("toolBar"));
    bar->setMovable(false);
    bar->setIconSize({16, 16});
    bar->toggleViewAction()->setVisible(false);
    bar->addWidget(m_badge);
    bar->addSeparator();
    auto *label = new QLabel(tr(" Namespace: "), bar);
    bar->addWidget(label);
    m_scopeBox->setObjectName(QStringLiteral("namespaceScope"));
    m_scopeBox->setAccessibleName(tr("Namespace scope"));
    m_scopeBox->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_scopeBox->setMinimumContentsLength(12);
    bar->addWidget(m_scopeBox);
    auto *spacer = new QWidget(bar);
    spacer->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(spacer);
    addToolButton(bar, m_actions->find);
    addToolButton(bar, m_actions->resync);
    addToolButton(bar, m_actions->pause);
    addToolButton(bar, m_actions->readOnly);
    auto *theme = new QToolButton(bar);
    theme->setIcon(themedIcon(QStringLiteral("theme")));
    theme->setText(tr("Theme") + QStringLiteral("  ")); // for the arrow
    theme->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    theme->setPopupMode(QToolButton::InstantPopup);
    theme->setFocusPolicy(Qt::TabFocus);
    theme->setObjectName(QStringLiteral("themeButton"));
    theme->setAccessibleName(tr("Theme"));
    auto *menu = new QMenu(theme);
    menu->addActions(m_actions->themes->actions());
    theme->setMenu(menu);
    bar->addWidget(theme);
    fillScopes();
}

void MainWindow::addPages()
{
    auto *overview = new OverviewPage(m_context, this);
    m_sockets = new SocketsPage(m_context, this);
    m_events = new EventsPage(m_context, this);
    m_compose = new ComposePage(m_context, this);
    addPage(overview);
    addPage(new ServersPage(m_context, this));
    addPage(new NamespacesPage(m_context, this));
    addPage(new RoomsPage(m_context, this));
    addPage(m_sockets);
    addPage(new ClientsPage(m_context, this));
    addPage(m_events);
    addPage(m_compose);
    auto *alerts = new AlertsPage(m_context, this);
    addPage(alerts);
    connectAlerts(alerts);
    addPage(new ActivityPage(m_context, this));
    m_compose->setShownSource([this] { return m_sockets->shownRows(); });
    connect(overview, &OverviewPage::timeActivated, this, [this](qint64 time) {
        showPage(QStringLiteral("events"));
        m_events->showTime(time);
    });
}

void MainWindow::addPage(Page *page)
{
    const int index = int(m_pages.size());
    m_pages.append(page);
    m_stack->addWidget(page);
    m_navigation->addPage(page);
    m_actions->addPage(page->title(), page->icon(), index);
    const QList<QAbstractItemView *> views = page->views();
    for (QAbstractItemView *view : views)
        view->addAction(m_actions->pause);
    connect(page, &Page::selectionChanged, this, [this, page] {
        if (page == currentPage())
            m_context.actions->update();
    });
    connect(page, &Page::inspectRequested, this, [this, page](const Subject &subject) {
        if (page == currentPage())
            inspect(subject);
    });
    connect(page, &Page::detailsRequested, this, [this] {
        m_inspectorDock->show();
        m_inspectorDock->raise();
    });
}

void MainWindow::makeDocks()
{
    m_inspector = new Inspector(m_context, this);
    m_inspectorDock = new QDockWidget(tr("Inspector"), this);
    m_inspectorDock->setObjectName(QStringLiteral("inspectorDock"));
    m_inspectorDock->setWidget(m_inspector);
    addDockWidget(Qt::RightDockWidgetArea, m_inspectorDock);
    m_activityDock = new QDockWidget(tr("Activity"), this);
    m_activityDock->setObjectName(QStringLiteral("activityDock"));
    m_activityDock->setWidget(
        ActivityPage::makeTable(m_context, tr("Last activity"), m_activityDock));
    addDockWidget(Qt::BottomDockWidgetArea, m_activityDock);
    for (const QDockWidget *dock : {m_inspectorDock, m_activityDock})
        dock->toggleViewAction()->setObjectName(dock->objectName() + QStringLiteral("Action"));
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    resizeDocks({m_inspectorDock}, {376}, Qt::Horizontal);
    resizeDocks({m_activityDock}, {110}, Qt::Vertical);
    connect(m_inspector, &Inspector::subjectChanged, this, [this](const Subject &subject) {
        m_breadcrumb->show(currentPage()->title(), subject);
    });
}

// ---- signals ---------------------------------------------------------------------------------

void MainWindow::connectActions()
{
    const auto on
        = [this](QAction *action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    on(m_actions->connectTo, [this] { openConnectDialog(); });
    on(m_actions->disconnectFrom, [this] {
        m_session.close();
        updateConnection();
    });
    on(m_actions->retry, [this] { m_session.retryNow(); });
    on(m_actions->logOut, [this] { m_session.logOut(); });
    on(m_actions->resync, [this] { m_session.resync(); });
    on(m_actions->quit, [this] {
        m_isQuitting = true;
        close();
    });
    on(m_actions->back, [this] { goThrough(&m_back, &m_forward); });
    on(m_actions->forward, [this] { goThrough(&m_forward, &m_back); });
    on(m_actions->find, [this] { openFindPalette(); });
    on(m_actions->newWindow, [this] { openPageWindow(); });
    on(m_actions->editShortcuts, [this] { editKeys(); });
    on(m_actions->filter, [this] {
        if (FilterBar *bar = currentPage()->filterBar())
            bar->setFocus(Qt::ShortcutFocusReason);
    });
    on(m_actions->exportRows, [this] {
        if (const QAbstractItemModel *model = currentPage()->exportModel())
            askAndExport(model, currentPage()->name(), this);
    });
    on(m_actions->largerText, [this] { zoom(1); });
    on(m_actions->smallerText, [this] { zoom(-1); });
    on(m_actions->resetLayout, [this] { QMainWindow::restoreState(m_firstState); });
    on(m_actions->shortcuts, [this] { showKeys(); });
    on(m_actions->about, [this] { showAbout(); });
    connect(m_actions->pause, &QAction::toggled, this, &MainWindow::setPaused);
    connect(m_actions->utc, &QAction::toggled, this, &MainWindow::setUtc);
    connect(m_actions->readOnly, &QAction::triggered, this, &MainWindow::setReadOnly);
    connect(m_actions->pages, &QActionGroup::triggered, this,
            [this](QAction *action) { goTo(action->data().toInt()); });
    connect(m_actions->themes, &QActionGroup::triggered, this, [this](QAction *action) {
        if (m_services.theme)
            m_services.theme->setMode(Theme::modeFromName(action->data().toString()));
    });
    connect(m_navigation, &Navigation::pageChosen, this, [this](int index) { goTo(index); });
    connect(m_badge, &QToolButton::clicked, this, [this] { openConnectDialog(); });
    connect(m_bannerFeed, &BannerFeed::connectRequested, this, [this] { openConnectDialog(); });
    connect(m_bannerFeed, &BannerFeed::unlockRequested, this, [this] { setReadOnly(false); });
    connect(m_context.actions, &TargetActions::emitRequested, this,
            [this](const Selection &selection) {
                showPage(QStringLiteral("compose"));
                m_compose->setTarget(selection);
            });
    connect(m_context.actions, &TargetActions::copyIdRequested, this, [this] { copy(false); });
    connect(m_context.actions, &TargetActions::copyJsonRequested, this, [this] { copy(true); });
    connect(m_context.runner, &CommandRunner::refused, this, [this](const QString &text) {
        m_status->say(text);
        announce(text);
    });
    connect(&m_models.activity, &ActivityModel::resultKnown, this, [this](const QString &text) {
        m_status->say(text);
        announce(text);
    });
    connect(m_scopeBox, &QComboBox::currentIndexChanged, this,
            [this] { m_scope.setNsp(m_scopeBox->currentData().toByteArray()); });
    if (m_services.theme) {
        const QString name = Theme::nameOf(m_services.theme->mode());
        const QList<QAction *> themes = m_actions->themes->actions();
        for (QAction *action : themes)
            action->setChecked(action->data().toString() == name);
        connect(m_services.theme, &Theme::changed, this, &MainWindow::updateConnection);
    }
}

void MainWindow::connectSession()
{
    connect(&m_session, &AdminSession::statusChanged, this, &MainWindow::updateConnection);
    connect(m_status, &StatusLine::ticked, this, &MainWindow::showState);
    connect(&m_session, &AdminSession::commandLost, this, [this] {
        m_status->say(tr("A command met a connection that had just ended. It was not sent."));
    });
    connect(&m_session, &AdminSession::loggedOut, this, [this](bool isConfirmed) {
        m_status->say(isConfirmed
                          ? tr("Logged out: the server has forgotten the session.")
                          : tr("Logged out here. The server did not confirm that it has forgotten "
                               "the session."));
    });
    connect(&m_session, &AdminSession::sessionIdChanged, this, [this] {
        if (!m_services.secrets || m_profile.id.isEmpty())
            return;
        if (m_session.sessionId().isEmpty())
            m_services.secrets->remove(m_profile.id, SecretKind::SessionId);
        else
            m_services.secrets->write(m_profile.id, SecretKind::SessionId, m_session.sessionId());
    });
    connect(m_capture, &CaptureControl::opened, this, &MainWindow::updateConnection);
    connect(m_capture, &CaptureControl::rewound, this, [this] {
        m_models.series.clear();
        m_models.dataHistory.clear();
    });
    const AdminStore *store = &m_session.store();
    connect(store, &AdminStore::listStateChanged, this, &MainWindow::updateConnection);
    connect(store, &AdminStore::featuresChanged, this, &MainWindow::updateConnection);
    connect(store, &AdminStore::changed, this, [this](const StoreChanges &changes) {
        if (!changes.namespaces.isEmpty())
            fillScopes();
        if (!changes.servers.isEmpty()) // they may have become late
            showState();
    });
}

// ---- pages -----------------------------------------------------------------------------------

Page *MainWindow::currentPage() const
{
    return m_pages[qMax(0, m_stack->currentIndex())];
}

Page *MainWindow::page(const QString &name) const
{
    const auto found = std::find_if(m_pages.cbegin(), m_pages.cend(),
                                    [&name](const Page *p) { return p->name() == name; });
    return found == m_pages.cend() ? nullptr : *found;
}

bool MainWindow::showPage(const QString &name)
{
    Page *found = page(name);
    if (found)
        goTo(int(m_pages.indexOf(found)));
    return found != nullptr;
}

void MainWindow::selectSocket(const SocketKey &key)
{
    showPage(m_sockets->name());
    auto *search = new QObject(this); // until it is found
    const auto look = [this, key, search] {
        if (m_sockets->select(key))
            search->deleteLater();
    };
    connect(&m_session.store(), &AdminStore::changed, search, look);
    look();
}

void MainWindow::copy(bool asJson)
{
    copyRows(currentPage()->selection(), currentPage()->view(), asJson);
}

void MainWindow::zoom(int steps)
{
    QFont font = QApplication::font();
    font.setPointSizeF(qBound(6.0, font.pointSizeF() + steps, 32.0));
    QApplication::setFont(font);
}

} // namespace QsioAdmin
