// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CLI_HEADLESS_H
#define QSIOADMIN_CLI_HEADLESS_H

#include "commandline.h"
#include "commandrun.h"
#include "core/adminsession.h"
#include "listwatch.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>

namespace QsioAdmin {

// Does what a command line says, without a window.
class Headless : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Headless)
public:
    explicit Headless(const CommandLine &line, QObject *parent = nullptr);
    ~Headless() override;

    void start();

Q_SIGNALS:
    void finished(int exitCode);

private:
    void replay();
    void connectToServer();
    void startRecording();
    void check(); // whether there is everything that was asked for
    void list();
    void printChanges();
    void checkFigures();
    void giveCommand();
    [[nodiscard]] ExitCode codeOfRefusal() const;
    [[nodiscard]] bool hasLists() const;
    [[nodiscard]] bool mayBeCluster() const;
    [[nodiscard]] bool hasSettled();
    void timedOut();
    void print(const QByteArray &text);
    void complain(const QString &text);
    void finish(ExitCode code);

    const CommandLine m_line;
    AdminSession m_session;
    QTimer m_timer;
    QTimer m_pause; // between two lists, or until all servers have reported
    ListWatch m_watch;
    CommandRun m_run;
    QString m_lastComplaint; // about the connection
    bool m_hasSettled = false; // statistics of all servers are there
    bool m_isFinished = false;
};

} // namespace QsioAdmin

#endif
