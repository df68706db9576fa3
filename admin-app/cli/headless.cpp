// SPDX-License-Identifier: MIT
#include "headless.h"

#include "core/capturereplay.h"
#include "listing.h"
#include "password.h"

#include <QtCore/QFile>

#include <cstdio>

namespace QsioAdmin {

using namespace std::chrono_literals;

Headless::Headless(const CommandLine &line, QObject *parent)
    : QObject(parent)
    , m_line(line)
    , m_timer(this)
{
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
    const std::optional<QString> password = findPassword(m_line, &message);
    if (!password) {
        complain(message);
        return finish(ExitCode::Usage);
    }
    settings.password = *password;
    const bool records = m_line.mode == CommandLine::Mode::Record;
    settings.reconnects = records;
    if (records)
        startRecording();
    if (m_isFinished)
        return;
    if (m_line.timeout > 0ms || !records)
        m_timer.start(m_line.timeout > 0ms ? m_line.timeout : 15s);
    connect(&m_session, &AdminSession::statusChanged, this, &Headless::check);
    connect(&m_session.store(), &AdminStore::changed, this, &Headless::check);
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

void Headless::check()
{
    if (m_isFinished)
        return;
    if (m_session.status().state == LinkState::Refused) {
        complain(m_session.failureText());
        const Failure failure = m_session.status().failure;
        const bool isRefusal = failure == Failure::WrongCredentials
            || failure == Failure::NoSuchNamespace || failure == Failure::LoginRefused
            || failure == Failure::NotAnAdminNamespace || failure == Failure::DisconnectedByServer;
        return finish(isRefusal ? ExitCode::Refused : ExitCode::CannotConnect);
    }
    if (m_line.mode != CommandLine::Mode::List || !m_session.isOnline() || !hasLists())
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

void Headless::timedOut()
{
    if (m_line.mode == CommandLine::Mode::Record && m_session.isOnline())
        return finish(ExitCode::Ok);
    const QString why = m_session.failureText();
    complain(why.isEmpty() ? tr("The server did not say in time what was asked for.") : why);
    finish(m_session.isOnline() ? ExitCode::Failed : ExitCode::CannotConnect);
}

} // namespace QsioAdmin
