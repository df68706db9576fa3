// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_ROOMDIALOG_H
#define QSIOADMIN_WINDOW_ROOMDIALOG_H

#include "core/command.h"
#include "selection.h"

#include <QtWidgets/QDialog>

QT_BEGIN_NAMESPACE
class QLineEdit;
class QPushButton;
QT_END_NAMESPACE

namespace QsioAdmin {

// Asks for the name of a room to join or to leave, and offers those there are.
class RoomDialog : public QDialog
{
    Q_OBJECT
public:
    static constexpr int maxSuggestions = 1'000;

    RoomDialog(Command::Verb verb, const Selection &selection, const AdminStore &store,
               QWidget *parent = nullptr);

    [[nodiscard]] QString room() const;
    // Of the namespaces of a selection; to leave, those that selected sockets are in.
    [[nodiscard]] static QStringList suggestions(Command::Verb verb, const Selection &selection,
                                                 const AdminStore &store);

private:
    QLineEdit *m_room;
    QPushButton *m_accept;
};

} // namespace QsioAdmin

#endif
