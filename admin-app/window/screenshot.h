// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_SCREENSHOT_H
#define QSIOADMIN_WINDOW_SCREENSHOT_H

#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <QtCore/QTimer>

namespace QsioAdmin {

class MainWindow;

// Saves a picture of a window as soon as there is something to see in it, or after ten seconds.
class Screenshot : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Screenshot)
public:
    Screenshot(MainWindow *window, const QString &fileName);

Q_SIGNALS:
    void finished(bool isSaved);

private:
    void look();

    MainWindow *const m_window;
    const QString m_fileName;
    QTimer m_timer;
    QElapsedTimer m_elapsed;
    qint64 m_completeAt = -1; // ms since the beginning; -1: not yet
};

} // namespace QsioAdmin

#endif
