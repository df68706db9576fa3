// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_INTEROPSERVER_H
#define QSOCKETIO_TESTS_INTEROPSERVER_H

#include <QtCore/QProcess>
#include <QtCore/QUrl>
#include <QtTest/QTest>

#include <csignal>

namespace QSocketIo {

// The server under test as a child process: the program that QSOCKETIO_INTEROP_SERVER names, by
// Node.js where it is a script. It prints "PORT <n>" once it listens.
class InteropServer
{
public:
    InteropServer() { m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel); }
    ~InteropServer() { kill(); }

    bool start(const QStringList &arguments = {})
    {
        m_arguments = arguments;
        return launch(arguments);
    }
    // At the same port.
    bool restart()
    {
        return launch(m_arguments + QStringList{QStringLiteral("--port"), QString::number(m_port)});
    }
    // As a crash does it.
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    // It hangs, and goes on.
    void suspend() { ::kill(static_cast<pid_t>(m_process.processId()), SIGSTOP); }
    void resume() { ::kill(static_cast<pid_t>(m_process.processId()), SIGCONT); }

    [[nodiscard]] QUrl url(const QString &path = {}) const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(m_port).arg(path));
    }

private:
    bool launch(const QStringList &arguments)
    {
        const QString program = qEnvironmentVariable("QSOCKETIO_INTEROP_SERVER");
        if (program.endsWith(QLatin1StringView(".mjs")))
            m_process.start(qEnvironmentVariable("QSOCKETIO_NODE", QStringLiteral("node")),
                            QStringList{program} + arguments);
        else
            m_process.start(program, arguments);
        QByteArray output;
        const bool isListening = QTest::qWaitFor(
            [&] {
                output += m_process.readAllStandardOutput();
                return output.endsWith('\n') || m_process.state() == QProcess::NotRunning;
            },
            20'000);
        if (!isListening || !output.startsWith("PORT "))
            return false;
        m_port = output.mid(5).trimmed().toUShort();
        return m_port != 0;
    }

    QProcess m_process;
    QStringList m_arguments;
    quint16 m_port = 0;
};

} // namespace QSocketIo

#endif
