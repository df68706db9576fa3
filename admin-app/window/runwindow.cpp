// SPDX-License-Identifier: MIT
#include "runwindow.h"

#include "auditlog.h"
#include "core/sessionfile.h"
#include "core/translation.h"
#include "mainwindow.h"
#include "profiles/profilestore.h"
#include "profiles/secretstore.h"
#include "screenshot.h"
#include "trayicon.h"
#include "widgets/filterbar.h"
#include "widgets/theme.h"

#include <QtCore/QSettings>
#include <QtCore/QTimer>
#include <QtWidgets/QApplication>

#include <cstdio>

namespace QsioAdmin {

namespace {

constexpr int badUsage = 4;

int complain(const QString &text)
{
    std::fprintf(stderr, "qsioadmin: %s\n", qUtf8Printable(text));
    return badUsage;
}

bool hasDisplay()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
        || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
#else
    return true;
#endif
}

void connectAtStart(MainWindow *window, const StartOptions &options, const ProfileStore &profiles,
                    SecretStore *secrets)
{
    if (options.settings) {
        Profile profile; // without an id: nothing of it is kept
        profile.settings = *options.settings;
        window->connectDirectly(profile);
        return;
    }
    const Profile *found = profiles.findByName(options.profile);
    for (const Profile &profile : profiles.profiles()) {
        if (!found && options.profile.isEmpty() && profile.connectsAutomatically)
            found = &profile;
    }
    if (!found) {
        if (options.screenshot.isEmpty())
            window->openConnectDialog();
        return;
    }
    Profile profile = *found;
    profile.settings.isReadOnly = profile.settings.isReadOnly || options.isReadOnly;
    secrets->read(profile.id, SecretKind::Access, window,
                  [window, secrets, profile](const std::optional<QString> &access) {
                      Profile known = profile;
                      known.settings.setAccessSecrets(access.value_or(QString()));
                      secrets->read(known.id, SecretKind::Password, window,
                                    [window, known](const std::optional<QString> &password) {
                                        window->connectTo(known, password.value_or(QString()));
                                    });
                  });
}

int runWithOptions(QApplication &application, const StartOptions &options)
{
    QSettings settings;
    const QString themeName = options.theme.isEmpty()
        ? settings.value(QStringLiteral("window/theme")).toString()
        : options.theme;
    Theme theme(Theme::modeFromName(themeName));
    ProfileStore profiles;
    const std::unique_ptr<SecretStore> secrets = SecretStore::create();
    if (!options.profile.isEmpty() && !profiles.findByName(options.profile))
        return complain(
            MainWindow::tr("There is no saved connection \"%1\".").arg(options.profile));
    const bool isPicture = !options.screenshot.isEmpty();
    std::unique_ptr<Tray> tray;
    if (!isPicture && QSystemTrayIcon::isSystemTrayAvailable())
        tray = std::make_unique<TrayIcon>();
    AuditLog audit(AuditLog::defaultFileName(), AuditLimits::load(&settings));
    MainWindow window({.profiles = &profiles,
                       .secrets = secrets.get(),
                       .theme = &theme,
                       .settings = isPicture ? nullptr : &settings,
                       .tray = tray.get(),
                       .audit = isPicture ? nullptr : &audit});
    if (!options.page.isEmpty() && !window.showPage(options.page))
        return complain(MainWindow::tr("There is no page \"%1\".").arg(options.page));
    if (FilterBar *bar = window.currentPage()->filterBar(); bar && !options.filter.isEmpty())
        bar->setText(options.filter);
    if (!options.selected.id.isEmpty())
        window.selectSocket(options.selected);
    QObject::connect(&window.session(), &AdminSession::sessionIdChanged, &window,
                     [&] { SessionFile(options.sessionFile).write(window.session().sessionId()); });
    if (options.size.isValid())
        window.resize(options.size);
    window.show();
    connectAtStart(&window, options, profiles, secrets.get());
    QObject::connect(&theme, &Theme::changed, &settings, [&] {
        settings.setValue(QStringLiteral("window/theme"), Theme::nameOf(theme.mode()));
    });
    if (isPicture) {
        auto *screenshot = new Screenshot(&window, options.screenshot);
        QObject::connect(screenshot, &Screenshot::finished, &application,
                         [](bool isSaved) { QCoreApplication::exit(isSaved ? 0 : 1); });
    }
    return QApplication::exec();
}

} // namespace

int runWindow(int argc, char **argv, const StartOptions &options)
{
    if (!options.screenshot.isEmpty() && !hasDisplay())
        qputenv("QT_QPA_PLATFORM", "offscreen");
    if (!hasDisplay())
        return complain(MainWindow::tr("There is no display to show a window on. See --help for "
                                       "what can be done without one."));
    QApplication application(argc, argv);
    installTranslations(options.language);
    return runWithOptions(application, options);
}

} // namespace QsioAdmin
