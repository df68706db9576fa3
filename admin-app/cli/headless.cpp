// SPDX-License-Identifier: MIT
#include "headless.h"

#include "core/capturereplay.h"
#include "core/sessionfile.h"
#include "listing.h"
#include "password.h"

#include <QtCore/QDateTime>
#include <QtCore/QFile>

#include <algorithm>
#include <cstdio>

namespace QsioAdmin {

using namespace std::chrono_literals;

Headless::Headless(const CommandLine &line, QObject *parent)
    : QObject(parent)
    , m_line(line)
    , m_timer(this)
    , m_pause(this)
    , m_watch(line)
    , m_run(&m_session, line)
{
    m_pause.setSingleShot(true);
    m_pause.callOnTimeout(this, [this] {
        m_hasSettled = true;
        check();
    });
    connect(&m_run, &CommandRun::finished, this,
            [this](ExitCode code, const QByteArray &text, const QString &problem) {
                print(text);
                if (!problem.isEmpty())
                    complain(problem);
                finish(code);
            });
    m_timer.setSingleShot(true);
    m_timer.callOnTimeout(this, [this] { timedOut(); });
}

Headless::~Headless() = default;

void Headless::start()
{
    if (m_line.mode == CommandLine::Mode::Replay)
        replay();
    else
        connectToServer();
}

void Headless::print(const QByteArray &text)
{
    std::fwrite(text.constData(), 1, size_t(text.size()), stdout);
    std::fflush(stdout);
}

void Headless::complain(const QString &text)
{
    std::fprintf(stderr, "qsioadmin: %s\n", qUtf8Printable(text));
}

void Headless::finish(ExitCode code)
{
    if (!std::exchange(m_isFinished, true))
        Q_EMIT finished(int(code));
}

// ---- replay ----------------------------------------------------------------------------------

void Headless::replay()
{
    QFile file(m_line.file);
    if (!file.open(QIODevice::ReadOnly)) {
        complain(tr("Cannot read %1: %2").arg(m_line.file, file.errorString()));
        return finish(ExitCode::Failed);
    }
    qint64 now = 0; // what was healthy then is listed so
    AdminStore store([&now] { return now; });
    CaptureReplay capture(&store, false);
    CaptureReader reader(&file);
    while (const std::optional<CaptureEntry> entry = reader.next()) {
        now = entry->at;
        capture.apply(*entry);
    }
    store.tick();
    if (reader.skippedLines() + capture.malformed() > 0)
        complain(tr("%1 lines of %2 make no sense, and were left out.")
                     .arg(reader.skippedLines() + capture.malformed())
                     .arg(m_line.file));
    print(listingText(store, m_line));
    finish(ExitCode::Ok);
}

// ---- a server --------------------------------------------------------------------------------

void Headless::connectToServer()
{
    ConnectionSettings settings = m_line.connection;
    QString message;
    if (!findSecrets(m_line, &settings, &message)) {
        complain(message);
        return finish(ExitCode::Usage);
    }
    const bool records = m_line.mode == CommandLine::Mode::Record;
    const bool lasts = records || m_line.watches;
    settings.reconnects = lasts;
    if (records)
        startRecording();
    if (m_isFinished)
        return;
    if (m_line.timeout > 0ms || !lasts)
        m_timer.start(m_line.timeout > 0ms ? m_line.timeout : 15s);
    connect(&m_session, &AdminSession::statusChanged, this, &Headless::check);
    connect(&m_session.store(), &AdminStore::changed, this, &Headless::check);
    connect(&m_session, &AdminSession::sessionIdChanged, this, [this] {
        if (!SessionFile(m_line.sessionFile).write(m_session.sessionId()))
            complain(tr("The session cannot be kept in %1.").arg(m_line.sessionFile));
    });
    connect(&m_session, &AdminSession::captureFailed, this, [this] {
        complain(tr("Cannot write to %1 any longer.").arg(m_line.file));
        finish(ExitCode::Failed);
    });
    m_session.open(settings);
}

void Headless::startRecording()
{
    auto file = std::make_unique<QFile>();
    bool isOpen = false;
    if (m_line.file == QLatin1StringView("-")) {
        isOpen = file->open(stdout, QIODevice::WriteOnly);
    } else {
        file->setFileName(m_line.file);
        isOpen = file->open(QIODevice::WriteOnly | QIODevice::Append);
        // What is recorded is nobody else's business.
        file->setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    }
    if (!isOpen) {
        complain(tr("Cannot write %1: %2").arg(m_line.file, file->errorString()));
        return finish(ExitCode::Failed);
    }
    m_session.setCapture(std::make_shared<CaptureWriter>(std::move(file)));
}

// Servers report about every two seconds, once we are there.
bool Headless::hasLists() const
{
    const AdminStore &store = const_cast<Headless *>(this)->m_session.store();
    const bool needsStats = m_line.lists.contains(QStringLiteral("servers"))
        || m_line.lists.contains(QStringLiteral("namespaces"));
    const bool hasList
        = store.listState() == ListState::Current || store.listState() == ListState::Unavailable;
    return hasList && (!needsStats || store.servers().size() > 0);
}

// Whether more servers may be about to report. One of ours says that it is alone.
bool Headless::mayBeCluster() const
{
    const ServerStore &servers = const_cast<Headless *>(this)->m_session.store().servers();
    if (servers.size() != 1)
        return true;
    for (int slot = 0; slot < servers.slotCount(); ++slot) {
        if (servers.isLive(slot)) {
            const std::optional<ServerInfo> &info = servers.at(slot).stats.info;
            return !info
                || (info->adapter != "QSocketIo::InMemoryAdapter"
                    && info->adapter != "QSocketIo::SessionAwareAdapter");
        }
    }
    return true;
}

// Each server of a cluster reports by itself, every two seconds.
bool Headless::hasSettled()
{
    if (!m_hasSettled && !m_pause.isActive())
        m_pause.start(2500ms);
    return m_hasSettled;
}

ExitCode Headless::codeOfRefusal() const
{
    switch (m_session.status().failure) {
    case Failure::WrongCredentials:
    case Failure::NoSuchNamespace:
    case Failure::LoginRefused:
    case Failure::NotAnAdminNamespace:
    case Failure::DisconnectedByServer:
        return ExitCode::Refused;
    default:
        return ExitCode::CannotConnect;
    }
}

void Headless::check()
{
    if (m_isFinished)
        return;
    if (m_session.status().state == LinkState::Refused) {
        complain(m_session.failureText());
        return finish(codeOfRefusal());
    }
    const bool isRetrying = m_session.status().state == LinkState::Retrying;
    if (m_line.watches && isRetrying && m_session.failureText() != m_lastComplaint)
        complain(m_lastComplaint = m_session.failureText());
    if (!m_session.isOnline())
        return;
    m_lastComplaint.clear();
    if (m_line.mode == CommandLine::Mode::Check)
        checkFigures();
    else if (m_line.mode == CommandLine::Mode::Command)
        giveCommand();
    else if (m_line.mode == CommandLine::Mode::List && hasLists())
        list();
}

void Headless::list()
{
    if (m_line.watches)
        return printChanges();
    const bool needsServers = m_line.lists.contains(QStringLiteral("servers"))
        || m_line.lists.contains(QStringLiteral("namespaces"));
    if (needsServers && mayBeCluster() && !hasSettled())
        return;
    print(listingText(m_session.store(), m_line));
    const bool needsSockets = m_line.lists.contains(QStringLiteral("sockets"))
        || m_line.lists.contains(QStringLiteral("rooms"))
        || m_line.lists.contains(QStringLiteral("clients"));
    if (m_session.isProduction() && needsSockets) {
        complain(tr("The server is in production mode: it does not tell who is there."));
        return finish(ExitCode::Failed);
    }
    finish(ExitCode::Ok);
}

// What changes within a second is printed once.
void Headless::printChanges()
{
    if (m_pause.isActive())
        return;
    const QByteArray text = m_watch.next(m_session.store());
    if (text.isEmpty())
        return;
    const bool hasTime = m_line.format == OutputFormat::Text;
    const QDateTime now = QDateTime::currentDateTime();
    print((hasTime ? now.toString(Qt::ISODate).toLatin1() + '\n' : QByteArray()) + text
          + (hasTime ? "\n" : ""));
    m_pause.start(1s);
}

void Headless::checkFigures()
{
    const AdminStore &store = m_session.store();
    const bool needsStatistics
        = std::any_of(m_line.checks.cbegin(), m_line.checks.cend(),
                      [](const FigureCheck &check) { return check.needsStatistics(); });
    if (!hasLists() || (needsStatistics && store.servers().size() == 0))
        return;
    if (needsStatistics && !hasSettled())
        return;
    bool isOk = true;
    for (const FigureCheck &check : m_line.checks) {
        const std::optional<double> value = check.value(store);
        if (value && check.holds(*value))
            continue;
        isOk = false;
        const QString text = value ? QString::number(*value) : tr("not known");
        print(QStringLiteral("%1: %2\n").arg(check.text(), text).toUtf8());
    }
    finish(isOk ? ExitCode::Ok : ExitCode::Failed);
}

void Headless::giveCommand()
{
    if (!m_run.hasStarted() && m_run.canStart())
        m_run.start();
}

void Headless::timedOut()
{
    const bool lasts = m_line.mode == CommandLine::Mode::Record || m_line.watches;
    if (lasts && m_session.isOnline())
        return finish(ExitCode::Ok);
    const QString why = m_session.failureText();
    complain(why.isEmpty() ? tr("The server did not say in time what was asked for.") : why);
    finish(m_session.isOnline() ? ExitCode::Failed : ExitCode::CannotConnect);
}

} // namespace QsioAdmin
