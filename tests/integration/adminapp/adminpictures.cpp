// SPDX-License-Identifier: MIT
//
// Pictures of every page of the admin app, light and dark, of a server that runs already:
// scripts/admin-screenshots.sh starts one. The password comes from QSIOADMIN_PASSWORD.
//
// adminpictures <url> <user> <folder> [seconds to wait before, for the curves]
#include "profiles/profilestore.h"
#include "profiles/sessionsecretstore.h"
#include "shared/waitfor.h"
#include "widgets/theme.h"
#include "window/inspector.h"
#include "window/mainwindow.h"

#include <QtCore/QDir>
#include <QtCore/QElapsedTimer>
#include <QtCore/QTemporaryDir>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialog>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>

#include <cstdio>

using namespace QsioAdmin;

namespace {

constexpr int patience = 20'000; // ms
constexpr int settlingTime = 700; // ms, of a page that has just been shown

void pause(int milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    static_cast<void>(QSocketIo::waitFor([&] { return timer.elapsed() >= milliseconds; },
                                         milliseconds + patience));
}

// What a user would have: some connections that are saved.
void addProfiles(ProfileStore *profiles)
{
    const auto add
        = [profiles](const char *name, const char *group, const char *url, const char *color) {
              Profile profile = Profile::create();
              profile.name = QString::fromLatin1(name);
              profile.group = QString::fromLatin1(group);
              profile.color = QString::fromLatin1(color);
              profile.settings.url = QUrl(QString::fromLatin1(url));
              profile.settings.user = QStringLiteral("operator");
              profiles->save(profile);
          };
    add("Shop, Europe", "Production", "https://eu.shop.example.com", "#c62828");
    add("Shop, America", "Production", "https://us.shop.example.com", "#c62828");
    add("Staging", "", "https://staging.example.com:3000", "#2e7d32");
}

class Pictures
{
public:
    Pictures(const QString &folder, const QStringList &arguments)
        : m_folder(folder)
        , m_arguments(arguments)
        , m_profiles(m_files.filePath(QStringLiteral("profiles.json")))
    {
        addProfiles(&m_profiles);
        m_window.resize(1440, 900);
    }

    bool take()
    {
        m_window.show();
        Profile profile;
        profile.name = QStringLiteral("Chat");
        profile.color = QStringLiteral("#1565c0");
        profile.settings = *ConnectionSettings::fromUrl(m_arguments[1]);
        profile.settings.user = m_arguments[2];
        profile.settings.password = qEnvironmentVariable("QSIOADMIN_PASSWORD");
        m_window.connectDirectly(profile);
        const bool isThere = QSocketIo::waitFor(
            [this] {
                const AdminStore &store = m_window.session().store();
                return store.servers().size() > 0 && store.listState() == ListState::Current;
            },
            patience);
        if (!isThere) {
            std::fprintf(stderr, "adminpictures: %s\n",
                         qPrintable(m_window.session().failureText()));
            return false;
        }
        fillCompose();
        pause(m_arguments.value(4).toInt() * 1'000);
        takeAll(Theme::Mode::Light);
        takeAll(Theme::Mode::Dark);
        return m_isSaved;
    }

private:
    void takeAll(Theme::Mode mode);
    void fillCompose();
    void save(QWidget *widget, const QString &name);
    void selectRows(QAbstractItemView *view);

    const QString m_folder;
    const QStringList m_arguments;
    const QTemporaryDir m_files;
    Theme m_theme{Theme::Mode::Light};
    ProfileStore m_profiles;
    SessionSecretStore m_secrets;
    MainWindow m_window{{.profiles = &m_profiles, .secrets = &m_secrets, .theme = &m_theme}};
    QString m_suffix;
    bool m_isSaved = true;
};

void Pictures::save(QWidget *widget, const QString &name)
{
    const QString file = QDir(m_folder).filePath(name + m_suffix);
    m_isSaved = widget->grab().save(file) && m_isSaved;
}

// Something to see on a page that is empty else.
void Pictures::fillCompose()
{
    m_window.showPage(QStringLiteral("compose"));
    if (auto *names = m_window.findChild<QPlainTextEdit *>(QStringLiteral("targetNames")))
        names->setPlainText(QStringLiteral("Lobby\nQt"));
    if (auto *event = m_window.findChild<QLineEdit *>(QStringLiteral("eventName")))
        event->setText(QStringLiteral("announcement"));
    if (auto *json = m_window.findChild<QPlainTextEdit *>(QStringLiteral("argumentsJson")))
        json->setPlainText(
            QStringLiteral("{\n  \"text\": \"We are back in five minutes.\",\n  \"level\": 2\n}"));
    Command command;
    command.verb = Command::Verb::Join;
    command.nsp = "/";
    command.room = RoomName(QStringLiteral("Beta testers"));
    command.target = CommandTarget::rooms({RoomName(QStringLiteral("Qt"))});
    m_window.session().commands().send(command);
}

void Pictures::selectRows(QAbstractItemView *view)
{
    const QModelIndex first = view->model()->index(1, 0);
    view->setCurrentIndex({});
    view->selectionModel()->setCurrentIndex(
        first, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void Pictures::takeAll(Theme::Mode mode)
{
    m_theme.setMode(mode);
    m_suffix = u'-' + Theme::nameOf(mode) + QStringLiteral(".png");
    for (const char *name : {"overview", "servers", "namespaces", "rooms", "clients", "sockets",
                             "events", "compose", "alerts", "activity"}) {
        const QString page = QString::fromLatin1(name);
        if (!m_window.showPage(page))
            continue;
        QAbstractItemView *view = m_window.currentPage()->view();
        if (view && page != QStringLiteral("activity"))
            selectRows(view);
        pause(settlingTime);
        save(&m_window, page);
    }
    m_window.openConnectDialog();
    pause(settlingTime);
    const QList<QDialog *> dialogs = m_window.findChildren<QDialog *>();
    for (QDialog *dialog : dialogs) {
        if (dialog->isVisible())
            save(dialog, QStringLiteral("connect"));
        dialog->close();
    }
    pause(settlingTime);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 4 || !QDir().mkpath(arguments[3])) {
        std::fprintf(stderr, "adminpictures <url> <user> <folder> [seconds]\n");
        return 4;
    }
    return Pictures(arguments[3], arguments).take() ? 0 : 1;
}
