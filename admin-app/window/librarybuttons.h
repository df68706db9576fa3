// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_LIBRARYBUTTONS_H
#define QSIOADMIN_WINDOW_LIBRARYBUTTONS_H

#include "composelibrary.h"

#include <QtWidgets/QWidget>

QT_BEGIN_NAMESPACE
class QMenu;
class QToolButton;
QT_END_NAMESPACE

namespace QsioAdmin {

// Two buttons with menus: favourites, and what has been sent.
class LibraryButtons : public QWidget
{
    Q_OBJECT
public:
    // It has to live as long.
    explicit LibraryButtons(ComposeLibrary *library, QWidget *parent = nullptr);

    void setCanKeep(bool canKeep); // whether there is something to keep

Q_SIGNALS:
    void chosen(const QsioAdmin::ComposedMessage &message);
    void keepRequested(const QString &name); // what is composed now, as a favourite

private:
    QToolButton *addButton(const QString &icon, const QString &text, const QString &name);
    void fillFavourites();
    void fillHistory();
    void addMessages(QMenu *menu, const QList<ComposedMessage> &messages);
    void askForName();

    ComposeLibrary *const m_library;
    QMenu *m_favourites;
    QMenu *m_history;
    bool m_canKeep = false;
};

} // namespace QsioAdmin

#endif
