// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_REDISSERVER_H
#define QSOCKETIO_TESTS_REDISSERVER_H

#include <QtCore/QElapsedTimer>
#include <QtCore/QProcess>
#include <QtCore/QRandomGenerator>
#include <QtCore/QStringList>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QHostAddress>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

#include <csignal>
#include <memory>

namespace QSocketIo {

// A Redis of the test's own. Its port stays the same when it is started again.
class RedisServer
{
public:
    explicit RedisServer(const QStringList &arguments = {})
        : m_arguments(arguments)
    { }
    ~RedisServer() { kill(); }

    // True once it answers.
    bool start()
    {
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
    // At once, suspended or not.
    void kill()
    {
        if (!m_process)
            return;
        m_process->kill();
        m_process->waitForFinished();
        m_process.reset();
    }
    void suspend() { ::kill(pid_t(m_process->processId()), SIGSTOP); }
    void resume() { ::kill(pid_t(m_process->processId()), SIGCONT); }
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] bool isRunning() const
    {
        return m_process && m_process->state() == QProcess::Running;
    }
    [[nodiscard]] QString path(const QString &file) const { return m_directory.filePath(file); }

    // What Redis answers to one line, as it comes; for what the tests do behind the library's back.
    QByteArray say(const QByteArray &line) const { return ask(m_port, line); }

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
    static QByteArray ask(quint16 port, const QByteArray &line)
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        if (!socket.waitForConnected(1000))
            return {};
        socket.write(line + "\r\n");
        QByteArray answer;
        while (!answer.endsWith("\r\n") && socket.waitForReadyRead(2000))
            answer += socket.readAll();
        return answer;
    }
    bool run(quint16 port)
    {
        m_process = std::make_unique<QProcess>();
        m_process->setStandardOutputFile(QProcess::nullDevice());
        const QStringList fixed = {QStringLiteral("--bind"),       QStringLiteral("127.0.0.1"),
                                   QStringLiteral("--port"),       QString::number(port),
                                   QStringLiteral("--save"),       QString(),
                                   QStringLiteral("--appendonly"), QStringLiteral("no"),
                                   QStringLiteral("--dir"),        m_directory.path()};
        m_process->start(QStringLiteral("redis-server"), fixed + m_arguments);
        if (!m_process->waitForStarted())
            return false;
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 5000 && !m_process->waitForFinished(20)) {
            const QByteArray pong = ask(port, "PING");
            if (pong.startsWith("+PONG") || pong.startsWith("-NOAUTH"))
                return isRunning();
        }
        return false;
    }

    const QStringList m_arguments;
    QTemporaryDir m_directory;
    std::unique_ptr<QProcess> m_process;
    quint16 m_port = 0;
};

} // namespace QSocketIo

#endif
