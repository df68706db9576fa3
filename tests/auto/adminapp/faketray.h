// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_ADMINAPP_FAKETRAY_H
#define QSOCKETIO_TESTS_ADMINAPP_FAKETRAY_H

#include "window/tray.h"

namespace QsioAdmin {

// A tray without a desktop. It keeps what was shown.
class FakeTray : public Tray
{
public:
    struct Message
    {
        QString title;
        QString text;
        AlertSeverity severity = AlertSeverity::Information;
    };

    [[nodiscard]] bool isAvailable() const override { return isThere; }
    using Tray::activateMessage;

    bool isThere = true;
    QList<Message> messages;

protected:
    void showMessage(const QString &title, const QString &text, AlertSeverity severity) override
    {
        messages.append({title, text, severity});
    }
};

} // namespace QsioAdmin

#endif
