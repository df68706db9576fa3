// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_CAPTURECONTROL_H
#define QSIOADMIN_WINDOW_CAPTURECONTROL_H

#include "core/captureplayer.h"

#include <QtCore/QTimer>

QT_BEGIN_NAMESPACE
class QAction;
class QLabel;
class QMainWindow;
class QMenu;
QT_END_NAMESPACE

namespace QsioAdmin {

class AdminSession;
class CaptureBar;

// Captures in a window: what comes from the server is written to a file; and a file is shown in the
// place of a server, which is left as long as it is open.
class CaptureControl : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CaptureControl)
public:
    CaptureControl(AdminSession *session, QMainWindow *window);

    [[nodiscard]] CaptureBar *bar() const { return m_bar; }
    [[nodiscard]] QMenu *makeMenu(QWidget *parent);
    [[nodiscard]] QLabel *label() const { return m_label; } // for the status bar
    void update(); // the connection has changed

    // For how long a file of the capture goes on.
    void setLimits(const CaptureLimits &limits) { m_limits = limits; }
    bool startRecording(const QString &fileName);
    void stopRecording();
    [[nodiscard]] bool isRecording() const { return m_writer != nullptr; }

    bool openFile(const QString &fileName);
    void closeFile(bool returns); // to the server that was left
    [[nodiscard]] bool isOpen() const { return m_player.isOpen(); }
    [[nodiscard]] QString title() const; // of what is open
    [[nodiscard]] qint64 now() const; // of the capture, else of the clock

Q_SIGNALS:
    void opened(); // or closed
    void rewound(); // what was derived from the store is void

private:
    void askForTarget();
    void askForSource();
    void complain(const QString &title, const QString &text);
    void updateLabel();

    AdminSession *const m_session;
    QMainWindow *const m_window;
    CapturePlayer m_player;
    CaptureBar *m_bar;
    QLabel *m_label;
    QAction *m_start;
    QAction *m_stop;
    QAction *m_open;
    QAction *m_close;
    std::shared_ptr<CaptureWriter> m_writer;
    CaptureLimits m_limits;
    QString m_target;
    QTimer m_timer;
    bool m_wasConnected = false; // when the file was opened
};

} // namespace QsioAdmin

#endif
