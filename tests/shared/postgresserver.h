// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_POSTGRESSERVER_H
#define QSOCKETIO_TESTS_POSTGRESSERVER_H

#include <QtCore/QDir>
#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QRandomGenerator>
#include <QtCore/QStandardPaths>
#include <QtCore/QStringList>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QHostAddress>
#include <QtNetwork/QTcpServer>

#include <csignal>
#include <grp.h>
#include <memory>
#include <pwd.h>
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif
#include <unistd.h>

namespace QSocketIo {

// A PostgreSQL of the test's own, whose data is lost when it ends. Its port stays the same when it is
// started again, and so does the data. The superuser is called postgres and needs no password.
class PostgresServer
{
public:
    // Lines of postgresql.conf.
    explicit PostgresServer(const QByteArray &configuration = {})
        : m_configuration(configuration)
    { }
    ~PostgresServer() { kill(); }

    // True once it answers.
    bool start()
    {
        if (!hasData() && !makeData())
            return false;
        for (int attempt = 0; attempt < 5; ++attempt) {
            const quint16 port = m_port != 0 ? m_port : freePort();
            if (run(port)) {
                m_port = port;
                return true;
            }
            kill();
        }
        return false;
    }
    // At once, suspended or not; what it has written stays.
    void kill()
    {
        if (!m_process)
            return;
        signal(SIGKILL);
        m_process->waitForFinished();
        m_process.reset();
    }
    void suspend() { signal(SIGSTOP); }
    void resume() { signal(SIGCONT); }
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] bool isRunning() const
    {
        return m_process && m_process->state() == QProcess::Running;
    }
    [[nodiscard]] QString path(const QString &file) const { return m_directory.filePath(file); }

    // What psql prints for one statement; for what the tests do behind the library's back.
    QByteArray say(const QByteArray &sql) const { return ask(m_port, sql); }
    bool createTable() const
    {
        return !say("CREATE TABLE IF NOT EXISTS socket_io_attachments (id bigserial UNIQUE, "
                    "created_at timestamptz DEFAULT NOW(), payload bytea)")
                    .isNull();
    }
    // Ports of the ephemeral range are given to outgoing connections.
    static quint16 freePort()
    {
        for (int attempt = 0; attempt < 100; ++attempt) {
            const auto port = quint16(QRandomGenerator::global()->bounded(20'000, 32'000));
            QTcpServer probe;
            if (probe.listen(QHostAddress(QHostAddress::LocalHost), port))
                return port;
        }
        return 0;
    }

private:
    // Debian keeps them out of the PATH, one folder for each version.
    static QString program(const QString &name)
    {
        const QDir versions(QStringLiteral("/usr/lib/postgresql"));
        QStringList folders;
        for (const QString &version : versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            folders.prepend(versions.filePath(version + QStringLiteral("/bin")));
        const QString found = QStandardPaths::findExecutable(name, folders);
        return found.isEmpty() ? QStandardPaths::findExecutable(name) : found;
    }
    // Root may not run it: somebody else has to, to whom the files belong then. It ends with the
    // test, even if that crashes.
    void prepare(QProcess &process) const
    {
        const bool isRoot = ::geteuid() == 0;
        const passwd *somebody = ::getpwnam("postgres");
        if (!somebody)
            somebody = ::getpwnam("nobody");
        const uid_t user = somebody ? somebody->pw_uid : 0;
        const gid_t group = somebody ? somebody->pw_gid : 0;
        if (isRoot && ::chown(QFile::encodeName(m_directory.path()).constData(), user, group) != 0)
            return;
        process.setChildProcessModifier([isRoot, user, group] {
            if (isRoot
                && (::setgroups(0, nullptr) != 0 || ::setgid(group) != 0 || ::setuid(user) != 0))
                ::_exit(1);
#ifdef Q_OS_LINUX
            ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
#endif
        });
    }
    [[nodiscard]] bool hasData() const
    {
        return QFile::exists(path(QStringLiteral("data")));
    }
    bool makeData()
    {
        QProcess initdb;
        initdb.setStandardOutputFile(QProcess::nullDevice());
        initdb.setStandardErrorFile(QProcess::nullDevice());
        prepare(initdb);
        initdb.setWorkingDirectory(m_directory.path());
        initdb.start(program(QStringLiteral("initdb")),
                     {QStringLiteral("-D"), path(QStringLiteral("data")), QStringLiteral("-A"),
                      QStringLiteral("trust"), QStringLiteral("-U"), QStringLiteral("postgres"),
                      QStringLiteral("-E"), QStringLiteral("UTF8"), QStringLiteral("--locale=C"),
                      QStringLiteral("--no-sync")});
        if (!initdb.waitForFinished(120'000) || initdb.exitCode() != 0)
            return false;
        QFile file(path(QStringLiteral("data/postgresql.conf")));
        return file.open(QFile::Append)
            && file.write("\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '"
                          + QFile::encodeName(m_directory.path())
                          + "'\nfsync = off\nfull_page_writes = off\n"
                            "shared_buffers = 16MB\nmax_connections = 50\nautovacuum = off\n"
                          + m_configuration)
            > 0;
    }
    static QByteArray ask(quint16 port, const QByteArray &sql)
    {
        QProcess psql;
        psql.setStandardErrorFile(QProcess::nullDevice());
        psql.start(QStringLiteral("psql"),
                   {QStringLiteral("-XAtq"), QStringLiteral("-h"), QStringLiteral("127.0.0.1"),
                    QStringLiteral("-p"), QString::number(port), QStringLiteral("-U"),
                    QStringLiteral("postgres"), QStringLiteral("-c"), QString::fromUtf8(sql)});
        if (!psql.waitForFinished() || psql.exitCode() != 0)
            return {};
        const QByteArray output = psql.readAllStandardOutput();
        return output.isNull() ? QByteArray("") : output;
    }
    bool run(quint16 port)
    {
        m_process = std::make_unique<QProcess>();
        m_process->setStandardOutputFile(QProcess::nullDevice());
        m_process->setStandardErrorFile(path(QStringLiteral("log")), QIODevice::Append);
        m_process->setWorkingDirectory(m_directory.path());
        prepare(*m_process);
        m_process->start(program(QStringLiteral("postgres")),
                         {QStringLiteral("-D"), path(QStringLiteral("data")), QStringLiteral("-p"),
                          QString::number(port)});
        if (!m_process->waitForStarted())
            return false;
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 20'000 && !m_process->waitForFinished(20)) {
            if (ask(port, "SELECT 1").startsWith('1'))
                return isRunning();
        }
        return false;
    }
    // To it first, so that it makes no more of them, and then to those that serve the connections.
    void signal(int number)
    {
        const pid_t pid = m_process ? pid_t(m_process->processId()) : 0;
        if (pid <= 0) // which would mean ourselves
            return;
        QFile file(QStringLiteral("/proc/%1/task/%1/children").arg(pid));
        ::kill(pid, number == SIGKILL ? SIGSTOP : number);
        const QList<QByteArray> children = file.open(QFile::ReadOnly)
            ? file.readAll().simplified().split(' ')
            : QList<QByteArray>();
        for (const QByteArray &child : children) {
            if (const int childPid = child.toInt(); childPid > 0)
                ::kill(pid_t(childPid), number);
        }
        if (number == SIGKILL)
            ::kill(pid, SIGKILL);
    }

    const QByteArray m_configuration;
    QTemporaryDir m_directory;
    std::unique_ptr<QProcess> m_process;
    quint16 m_port = 0;
};

} // namespace QSocketIo

#endif
