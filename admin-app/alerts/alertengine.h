// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_ALERTS_ALERTENGINE_H
#define QSIOADMIN_ALERTS_ALERTENGINE_H

#include "alert.h"
#include "alertruleset.h"
#include "core/adminstore.h"
#include "core/filterexpr.h"

#include <QtCore/QSet>

#include <deque>
#include <memory>

namespace QsioAdmin {

// Watches a store for what rules say. Figures are looked at with each change of the store, twice a
// second at most; filters are asked about what has come or gone, never about all rows. While there
// is no connection, all but that is unknown: alerts stay as they are.
class AlertEngine : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AlertEngine)
public:
    // What happens at a time is an alert until it has not happened for so long.
    static constexpr qint64 linger = 10'000; // ms
    static constexpr qint64 lookInterval = 500; // ms
    static constexpr qsizetype maxStates = 10'000; // subjects are of the servers' choice

    enum class Link {
        None, // not wanted: all alerts are over
        Online,
        Lost, // it was there, and should be
    };

    explicit AlertEngine(AdminStore *store, QObject *parent = nullptr);
    ~AlertEngine() override;

    // Alerts of rules that are no longer there, or have become others, are over.
    void setRules(const AlertRuleSet &rules);
    [[nodiscard]] const AlertRuleSet &rules() const { return m_rules; }
    void setLink(Link link);

    // Until then a rule is listed only. What is active still is told of once more afterwards.
    void snooze(const QString &ruleId, qint64 until);
    [[nodiscard]] bool isSnoozed(const QString &ruleId) const { return m_snoozed.contains(ruleId); }
    [[nodiscard]] bool isQuiet() const; // quiet hours

Q_SIGNALS:
    void raised(const QsioAdmin::Alert &alert);
    void changed(const QsioAdmin::Alert &alert); // it is over, or has happened once more
    void reminded(const QsioAdmin::Alert &alert); // it has been snoozed, and is active still

private:
    struct Rule
    {
        AlertRule rule;
        FilterExpr filter;
    };
    // Shared: whoever is told of an alert may change the rules meanwhile.
    using Rules = std::shared_ptr<const std::vector<Rule>>;
    struct StateKey
    {
        QString ruleId;
        QByteArray subject;

        friend bool operator==(const StateKey &, const StateKey &) = default;
        friend size_t qHash(const StateKey &key, size_t seed = 0)
        {
            return qHashMulti(seed, key.ruleId, key.subject);
        }
    };
    struct State
    {
        qint64 trueSince = 0;
        qint64 lastTrue = 0;
        quint64 round = 0; // that it was looked at last
        bool hasNews = false; // for changed()
        Alert alert; // number 0: it is none yet
    };
    struct Finding
    {
        bool isTrue = false;
        bool isStillTrue = false; // for what is an alert already
        AlertSubject subject;
        QString text;
    };

    // The states (alertengine.cpp).
    void look(const StoreChanges &changes);
    void lookNow();
    void judge(const AlertRule &rule, const QByteArray &key, const Finding &finding);
    void keep(const AlertRule &rule); // it cannot be told now: it stays as it is
    void happen(const AlertRule &rule, const QByteArray &key, const AlertSubject &subject,
                const QString &text);
    void raise(const AlertRule &rule, State *state, const AlertSubject &subject,
               const QString &text);
    void end(const State &state);
    void endAll();
    void endUnseen();
    void wake();

    // The kinds of rules (alertfindings.cpp).
    void lookAt(const AlertRule &rule);
    void lookAtServers(const AlertRule &rule);
    void lookAtRoom(const AlertRule &rule);
    void lookAtClients(const AlertRule &rule);
    void compare(const AlertRule &rule, double value, const QString &text);
    [[nodiscard]] std::optional<double> metric(const QByteArray &name) const;
    void sampleClients();
    void noteRestarts();
    void noteEvents();
    void observe(const AdminEvent &event);
    void noteSocket(AlertRule::Kind kind, const SocketRow &socket, qint64 connectedAt);

    AdminStore *const m_store;
    AlertRuleSet m_rules;
    Rules m_levels = std::make_shared<std::vector<Rule>>(); // those that are enabled
    Rules m_events = m_levels;
    Rules m_sockets = m_levels;
    QHash<StateKey, State> m_states;
    QHash<QString, qint64> m_snoozed; // until when
    QHash<QByteArray, int> m_restarts; // of each server, as known
    QSet<QString> m_inhabited; // rules whose room has had members
    std::deque<std::pair<qint64, int>> m_clients; // the most of each second of the last hour
    Link m_link = Link::None;
    qint64 m_onlineSince = 0;
    qint64 m_lookedAt = 0;
    quint64 m_round = 0;
    quint64 m_lastNumber = 0;
    quint64 m_nextEvent = 1; // of the ring
};

} // namespace QsioAdmin

#endif
