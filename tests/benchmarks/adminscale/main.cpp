// SPDX-License-Identifier: MIT
//
// How smooth the window of the admin app stays at scale, and how much memory it needs: a list of many
// sockets over a real connection, then many events a second, then all sockets go at once.
//
// adminscale [--sockets 100000] [--events 2000] [--seconds 60] [--burst 200000] [--page sockets]
//
// What it should be for these numbers: no gap above 250 ms, a key of the filter in 50 ms, 400 MB.
#include "guiwatch.h"
#include "processmemory.h"
#include "shared/waitfor.h"
#include "streamserver.h"
#include "widgets/filterbar.h"
#include "window/mainwindow.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QProcess>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QTableView>

#include <algorithm>
#include <cstdio>

using namespace QsioAdmin;
using QSocketIo::waitFor;

namespace {

constexpr int patience = 120'000; // ms

void pause(int milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    static_cast<void>(waitFor([&] { return timer.elapsed() >= milliseconds; }, patience));
}

struct Options
{
    StreamServer::Options stream;
    int seconds = 0;
    QString page;
    bool serves = false;
};

Options readOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QString value = QStringLiteral("value");
    parser.addHelpOption();
    parser.addOptions({{QStringLiteral("sockets"), {}, value, QStringLiteral("100000")},
                       {QStringLiteral("events"), {}, value, QStringLiteral("2000")},
                       {QStringLiteral("seconds"), {}, value, QStringLiteral("60")},
                       {QStringLiteral("burst"), {}, value, QStringLiteral("200000")},
                       {QStringLiteral("page"), {}, value, QStringLiteral("sockets")},
                       {QStringLiteral("serve"), {}}});
    parser.process(arguments);
    const auto number = [&parser](const char *name) {
        return std::max(1, parser.value(QLatin1StringView(name)).toInt());
    };
    return {{number("sockets"), number("events"), number("burst")},
            number("seconds"),
            parser.value(QStringLiteral("page")),
            parser.isSet(QStringLiteral("serve"))};
}

int serve(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    StreamServer server(readOptions(QCoreApplication::arguments()).stream);
    return server.listen() ? QCoreApplication::exec() : 1;
}

// The server is a process of its own: its memory and its processor time are not the window's.
class Scale
{
public:
    explicit Scale(const Options &options)
        : m_options(options)
    { }
    ~Scale()
    {
        m_server.closeWriteChannel();
        m_server.waitForFinished(5'000);
    }

    bool run()
    {
        if (!startServer())
            return fail("the server does not start");
        m_window.resize(1440, 900);
        m_window.show();
        if (!m_window.showPage(m_options.page))
            return fail("there is no such page");
        pause(300); // the window is painted
        return takeSnapshot() && takeEvents() && typeFilters() && takeBurst();
    }

private:
    static bool fail(const char *what)
    {
        std::fprintf(stderr, "adminscale: %s\n", what);
        return false;
    }
    AdminStore &store() { return m_window.session().store(); }
    void order(const char *what) { m_server.write(QByteArray(what) + '\n'); }

    bool startServer();
    bool takeSnapshot();
    bool takeEvents();
    bool typeFilters();
    void type(const QString &text, std::vector<double> *times);
    bool takeBurst();

    const Options m_options;
    QProcess m_server;
    quint16 m_port = 0;
    MainWindow m_window;
    GuiWatch m_watch;
};

bool Scale::startServer()
{
    m_server.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_server.start(QCoreApplication::applicationFilePath(),
                   QCoreApplication::arguments().mid(1) + QStringList{QStringLiteral("--serve")});
    QByteArray output;
    const bool isReady = waitFor(
        [&] {
            output += m_server.readAllStandardOutput();
            return output.endsWith('\n');
        },
        patience);
    m_port = output.mid(5).trimmed().toUShort();
    return isReady && m_port != 0;
}

bool Scale::takeSnapshot()
{
    std::printf("%d sockets, %d events a second, a burst of %d; memory before: %lld MB\n",
                m_options.stream.sockets, m_options.stream.eventsPerSecond, m_options.stream.burst,
                static_cast<long long>(residentMegabytes()));
    std::fflush(stdout);
    m_watch.begin();
    Profile profile;
    profile.settings
        = *ConnectionSettings::fromUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_port));
    m_window.connectDirectly(profile);
    if (!waitFor([this] { return store().sockets().size() == m_options.stream.sockets; }, patience))
        return fail("the list of sockets does not come");
    pause(1'500); // it is shown
    m_watch.report("snapshot");
    return true;
}

bool Scale::takeEvents()
{
    const quint64 before = store().events().nextNumber();
    m_watch.begin();
    order("events");
    pause(m_options.seconds * 1'000);
    m_watch.report("events");
    std::printf("           %llu events arrived, of which %llu were left out and %llu shortened\n",
                static_cast<unsigned long long>(store().events().nextNumber() - before),
                static_cast<unsigned long long>(m_window.session().dropped()),
                static_cast<unsigned long long>(m_window.session().stripped()));
    return store().events().nextNumber() > before || fail("no event arrives");
}

// From a key to the rows that are left, while the events go on.
void Scale::type(const QString &text, std::vector<double> *times)
{
    FilterBar *bar = m_window.currentPage()->filterBar();
    auto *edit = bar->findChild<QLineEdit *>();
    edit->clear();
    for (const QChar character : text) {
        bool isFiltered = false;
        QElapsedTimer timer;
        const QMetaObject::Connection connection
            = QObject::connect(bar, &FilterBar::filterChanged, bar, [&] { isFiltered = true; });
        timer.start();
        QTest::keyClick(edit, character.toLatin1());
        const bool isDone = !bar->isValid() || waitFor([&] { return isFiltered; });
        const double took = double(timer.nsecsElapsed()) / 1e6;
        QObject::disconnect(connection);
        if (isDone)
            times->push_back(took);
    }
}

bool Scale::typeFilters()
{
    FilterBar *bar = m_window.currentPage()->filterBar();
    if (!bar)
        return true;
    bar->setDelay(std::chrono::milliseconds(0)); // else most of it would be waiting
    m_watch.begin();
    for (const char *text :
         {"u4711", "data.user:u47", "addr:10.1.0.0/16", "room:room7", "transport=polling"}) {
        std::vector<double> times;
        type(QString::fromLatin1(text), &times);
        std::sort(times.begin(), times.end());
        std::printf("           filter %-20s %2zu keys, median %3.0f ms, slowest %3.0f ms\n", text,
                    times.size(), times[times.size() / 2], times.back());
    }
    bar->setText({});
    m_watch.report("filter");
    order("stop");
    return true;
}

bool Scale::takeBurst()
{
    const int left = std::max(0, m_options.stream.sockets - m_options.stream.burst / 2);
    pause(500); // the last events
    m_watch.begin();
    order("burst");
    if (!waitFor([&] { return store().sockets().size() == left; }, patience))
        return fail("the sockets do not go");
    m_watch.report("burst");
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    const auto isServe = [](const char *argument) { return QByteArrayView(argument) == "--serve"; };
    if (std::any_of(argv, argv + argc, isServe))
        return serve(argc, argv);
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    return Scale(readOptions(QCoreApplication::arguments())).run() ? 0 : 1;
}
