// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_ALERTS_ALERTRULE_H
#define QSIOADMIN_ALERTS_ALERTRULE_H

#include <QtCore/QByteArrayList>
#include <QtCore/QJsonObject>
#include <QtCore/QList>
#include <QtCore/QString>

#include <optional>

namespace QsioAdmin {

enum class AlertSeverity { Information, Warning, Critical };

// What an alert is about: of what, from which limit on, and for how long. A rule that is not
// enabled is kept, and does nothing.
struct AlertRule
{
    enum class Kind {
        ConnectionLost, // ours
        ServerLost, // no statistics for 10 seconds
        ServerLate, // for 4 seconds
        ServerRestarted,
        ClientsDropped, // by threshold % within window
        Disconnects, // more than threshold per second; reason: only these
        PollingShare, // more than threshold % of the clients
        Above, // metric, above threshold
        Below,
        EventMatches, // filter
        SocketConnected, // filter
        SocketLeft, // filter
        RoomEmpty, // it had members
        RoomAbove, // more than threshold members
        ListDrift, // servers count other numbers of sockets than are listed
    };
    // What a kind asks for, besides the name.
    enum Field {
        NoField = 0,
        Threshold = 1,
        Window = 2,
        Metric = 4,
        Reason = 8,
        Filter = 16,
        Room = 32,
        Hold = 64,
        Hysteresis = 128,
    };

    QString id; // never changes
    QString name;
    Kind kind = Kind::ConnectionLost;
    AlertSeverity severity = AlertSeverity::Warning;
    bool isEnabled = false;
    double threshold = 0;
    int window = 60; // seconds
    int hold = 0; // seconds it has to be true before it is an alert
    double hysteresis = 10; // %: how far from the threshold it has to be to be over
    QByteArray metric = "clients";
    QString reason;
    QString filter;
    QString nsp = QStringLiteral("/");
    QString room;
    bool notifies = true; // outside of the window
    bool sounds = false;

    [[nodiscard]] static AlertRule create(Kind kind); // with an id of its own, and a name
    [[nodiscard]] bool uses(Field field) const { return (fieldsOf(kind) & field) != 0; }
    // What has to be mended before it can work, in plain words; empty: nothing.
    [[nodiscard]] QString problem() const;

    [[nodiscard]] static QList<Kind> kinds();
    [[nodiscard]] static int fieldsOf(Kind kind);
    [[nodiscard]] static QString textOf(Kind kind); // for people
    [[nodiscard]] static bool happens(Kind kind); // at a time, and does not last
    [[nodiscard]] static QByteArrayList metrics();
    [[nodiscard]] static QString metricText(const QByteArray &metric);

    [[nodiscard]] QJsonObject toJson() const;
    // Null: it is no rule. What is missing or out of its range has its default.
    [[nodiscard]] static std::optional<AlertRule> fromJson(const QJsonObject &json);

    friend bool operator==(const AlertRule &, const AlertRule &) = default;
};

} // namespace QsioAdmin

#endif
