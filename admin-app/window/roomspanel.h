// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_ROOMSPANEL_H
#define QSIOADMIN_WINDOW_ROOMSPANEL_H

#include "core/socketstore.h"
#include "windowcontext.h"

#include <QtWidgets/QWidget>

QT_BEGIN_NAMESPACE
class QLineEdit;
class QListWidget;
class QPushButton;
class QStringListModel;
QT_END_NAMESPACE

namespace QsioAdmin {

// The rooms of a socket: it can leave those selected, and join another one.
class RoomsPanel : public QWidget
{
    Q_OBJECT
public:
    explicit RoomsPanel(const WindowContext &context, QWidget *parent = nullptr);

    void setSocket(const SocketRecord &socket);
    void setUsable(bool isUsable); // whether commands can be sent

private:
    void join();
    void leave();
    void updateButtons();
    void suggest();

    const WindowContext m_context;
    SocketKey m_key;
    QList<RoomName> m_rooms;
    QListWidget *m_list;
    QPushButton *m_leave;
    QLineEdit *m_name;
    QPushButton *m_join;
    QStringListModel *m_suggestions;
    bool m_isUsable = false;
};

} // namespace QsioAdmin

#endif
