// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_WINDOWACTIONS_H
#define QSIOADMIN_WINDOW_WINDOWACTIONS_H

#include <QtGui/QAction>
#include <QtGui/QActionGroup>

QT_BEGIN_NAMESPACE
class QMainWindow;
class QMenu;
QT_END_NAMESPACE

namespace QsioAdmin {

class TargetActions;

// The actions of a window, in its menus. What they do is the window's business.
class WindowActions : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WindowActions)
public:
    explicit WindowActions(QMainWindow *window);

    void addPage(const QString &title, const QString &icon, int index);
    void fillMenus(const TargetActions &targets, const QList<QAction *> &docks);

    QAction *const connectTo;
    QAction *const disconnectFrom;
    QAction *const logOut;
    QAction *const retry;
    QAction *const resync;
    QAction *const quit;
    QAction *const back;
    QAction *const forward;
    QAction *const find;
    QAction *const filter;
    QAction *const pause;
    QAction *const readOnly;
    QAction *const exportRows;
    QAction *const utc;
    QAction *const largerText;
    QAction *const smallerText;
    QAction *const newWindow;
    QAction *const resetLayout;
    QAction *const shortcuts;
    QAction *const editShortcuts;
    QAction *const about;
    QActionGroup *const pages; // their data is the index
    QActionGroup *const themes; // their data is the name

private:
    [[nodiscard]] QAction *make(const QString &text, const QString &name,
                                const QList<QKeySequence> &keys = {}, const QString &icon = {});
    void makeThemes();

    QMainWindow *const m_window;
};

} // namespace QsioAdmin

#endif
