// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_MAINWINDOW_H
#define QSIOADMIN_WINDOW_MAINWINDOW_H

#include "core/adminsession.h"
#include "page.h"
#include "profiles/profile.h"
#include "scope.h"
#include "windowcontext.h"
#include "windowmodels.h"

#include <QtCore/QPointer>
#include <QtWidgets/QMainWindow>

#include <memory>

QT_BEGIN_NAMESPACE
class QComboBox;
class QDockWidget;
class QStackedWidget;
QT_END_NAMESPACE

namespace QsioAdmin {

struct AlertSubject;
class AlertsPage;
class Announcer;
class AuditLog;
class BannerFeed;
class BannerStack;
class Breadcrumb;
class CaptureControl;
class ComposePage;
class ConnectDialog;
class ConnectionBadge;
class EventsPage;
class Inspector;
class KeySettings;
class Navigation;
class PageWindow;
class ProfileStore;
class SecretStore;
class SocketsPage;
class StatusLine;
class Theme;
class Tray;
class WindowActions;

// What the windows of a program share; any may be null.
struct WindowServices
{
    ProfileStore *profiles = nullptr;
    SecretStore *secrets = nullptr;
    Theme *theme = nullptr;
    QSettings *settings = nullptr; // where the layout is kept
    Tray *tray = nullptr;
    AuditLog *audit = nullptr; // what is done is written there
};

// The window: one server, looked at. Pages in the middle, the inspector beside and the activity
// below them; everything that can be done is in the menus.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(const WindowServices &services = {}, QWidget *parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] AdminSession &session() { return m_session; }
    [[nodiscard]] Inspector &inspector() { return *m_inspector; }
    [[nodiscard]] CaptureControl &capture() { return *m_capture; }
    // The session id of the last time comes from where secrets are kept.
    void connectTo(const Profile &profile, const QString &password);
    void connectDirectly(const Profile &profile); // with the secrets in its settings
    bool showPage(const QString &name); // false: there is none of this name
    [[nodiscard]] Page *page(const QString &name) const; // null: none
    [[nodiscard]] Page *currentPage() const;
    void openConnectDialog(const QString &profileId = {}); // empty: the one there is
    void openFindPalette();
    PageWindow *openPageWindow(); // of the current page; null: it is shown once only
    void showSubject(const Subject &subject); // on its page, and in the inspector
    void announce(const QString &text); // to screen readers
    void selectSocket(const SocketKey &key); // on the Sockets page, as soon as it is there

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void addPages();
    void addPage(Page *page);
    void makeToolBar();
    void makeCentre();
    void makeDocks();
    void connectActions();
    void connectSession();
    void connectAlerts(AlertsPage *page);
    void connectTray();
    void connectAudit();
    void showAlerted(const AlertSubject &subject);
    void comeBack(); // from the tray
    [[nodiscard]] bool staysInTray() const;
    struct Place
    {
        int page = 0;
        Subject subject;
    };

    void goTo(int index, bool isRemembered = true);
    void goThrough(QList<Place> *from, QList<Place> *to);
    void remember(const Place &place);
    void inspect(const Subject &subject);
    void selectRow(const Subject &subject);
    [[nodiscard]] QList<QAction *> allActions() const; // of the menus
    void editKeys();
    void fillScopes();
    void showOutcome(ConnectDialog *dialog);
    void updateConnection();
    void showState();
    void setReadOnly(bool isReadOnly);
    void setPaused(bool isPaused);
    void setUtc(bool isUtc);
    void copy(bool asJson);
    void zoom(int steps);
    void showKeys();
    void showAbout();
    void saveState();
    void restoreState();
    void saveLayout() const;
    void restoreLayout();
    void useLayoutOf(const QString &profileId);

    const WindowServices m_services;
    CaptureControl *m_capture = nullptr; // knows what time it is
    AdminSession m_session;
    WindowModels m_models;
    Scope m_scope;
    WindowContext m_context;
    Profile m_profile;
    QList<Page *> m_pages;
    QList<Place> m_back;
    QList<Place> m_forward;
    QList<QPointer<PageWindow>> m_pageWindows;
    std::unique_ptr<KeySettings> m_keys;
    QString m_layout; // the profile whose layout it is
    QString m_announcedState;
    QByteArray m_firstState; // of docks and toolbars
    WindowActions *m_actions;
    QStackedWidget *m_stack;
    Navigation *m_navigation;
    BannerStack *m_banners;
    BannerFeed *m_bannerFeed;
    ConnectionBadge *m_badge;
    QComboBox *m_scopeBox;
    QWidget *m_stripe;
    StatusLine *m_status;
    Announcer *m_announcer;
    Breadcrumb *m_breadcrumb;
    Inspector *m_inspector = nullptr;
    ComposePage *m_compose = nullptr;
    EventsPage *m_events = nullptr;
    SocketsPage *m_sockets = nullptr;
    QDockWidget *m_inspectorDock = nullptr;
    QDockWidget *m_activityDock = nullptr;
    QAction *m_staysInTray = nullptr;
    bool m_isQuitting = false;
};

} // namespace QsioAdmin

#endif
