// SPDX-License-Identifier: MIT
#include "alertengine.h"

#include <QtCore/QDateTime>
#include <QtCore/QPointer>

namespace QsioAdmin {

AlertEngine::AlertEngine(AdminStore *store, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_nextEvent(store->events().nextNumber())
{
    connect(store, &AdminStore::changed, this, &AlertEngine::look);
    store->addObserver([self = QPointer(this)](const AdminEvent &event) {
        if (self && !self->m_sockets->empty())
            self->observe(event);
    });
}

AlertEngine::~AlertEngine() = default;

void AlertEngine::setRules(const AlertRuleSet &rules)
{
    m_rules = rules;
    std::vector<Rule> levels;
    std::vector<Rule> events;
    std::vector<Rule> sockets;
    QHash<QString, AlertRule> enabled;
    for (const AlertRule &rule : rules.rules.mid(0, AlertRuleSet::maxRules)) {
        if (!rule.isEnabled || !rule.problem().isEmpty())
            continue;
        enabled.insert(rule.id, rule);
        const Rule compiled{rule, FilterExpr::parse(rule.filter).value_or(FilterExpr())};
        if (rule.kind == AlertRule::Kind::EventMatches)
            events.push_back(compiled);
        else if (rule.uses(AlertRule::Filter))
            sockets.push_back(compiled);
        else
            levels.push_back(compiled);
    }
    m_levels = std::make_shared<std::vector<Rule>>(std::move(levels));
    m_events = std::make_shared<std::vector<Rule>>(std::move(events));
    m_sockets = std::make_shared<std::vector<Rule>>(std::move(sockets));
    m_inhabited.clear();
    const QList<StateKey> keys = m_states.keys();
    for (const StateKey &key : keys) {
        const auto rule = enabled.constFind(key.ruleId);
        if (rule == enabled.constEnd() || rule->kind != m_states.value(key).alert.kind)
            end(m_states.take(key));
    }
}

void AlertEngine::setLink(Link link)
{
    if (link == m_link)
        return;
    m_link = link;
    if (link == Link::Online)
        m_onlineSince = m_store->now();
    if (link == Link::None)
        endAll();
    else
        lookNow();
}

void AlertEngine::snooze(const QString &ruleId, qint64 until)
{
    if (until > m_store->now())
        m_snoozed.insert(ruleId, until);
}

bool AlertEngine::isQuiet() const
{
    return m_rules.isQuietAt(QDateTime::fromMSecsSinceEpoch(m_store->now()).time());
}

// ---- states ----------------------------------------------------------------------------------

void AlertEngine::look(const StoreChanges &changes)
{
    if (changes.hasEvents)
        noteEvents();
    const qint64 now = m_store->now();
    const bool isDue = now - m_lookedAt >= lookInterval || now < m_lookedAt;
    if (m_link != Link::None && (isDue || !changes.servers.isEmpty()))
        lookNow();
}

void AlertEngine::lookNow()
{
    m_lookedAt = m_store->now();
    ++m_round;
    wake();
    if (m_link == Link::Online) {
        sampleClients();
        noteRestarts();
    }
    const Rules levels = m_levels;
    for (const Rule &level : *levels) {
        const bool isOurs = level.rule.kind == AlertRule::Kind::ConnectionLost;
        if (isOurs || m_link == Link::Online)
            lookAt(level.rule);
    }
    endUnseen();
}

void AlertEngine::judge(const AlertRule &rule, const QByteArray &key, const Finding &finding)
{
    const StateKey stateKey{rule.id, key};
    auto found = m_states.find(stateKey);
    if (found == m_states.end()) {
        if (!finding.isTrue || m_states.size() >= maxStates)
            return;
        found = m_states.insert(stateKey, {});
        found->trueSince = m_store->now();
        found->alert.kind = rule.kind;
    }
    State &state = *found;
    state.round = m_round;
    const bool isAlert = state.alert.number != 0;
    if (!(isAlert ? finding.isStillTrue : finding.isTrue)) {
        end(m_states.take(stateKey));
        return;
    }
    if (!isAlert && m_store->now() - state.trueSince >= qint64(rule.hold) * 1'000)
        raise(rule, &state, finding.subject, finding.text);
}

void AlertEngine::keep(const AlertRule &rule)
{
    const auto state = m_states.find({rule.id, {}});
    if (state != m_states.end())
        state->round = m_round;
}

void AlertEngine::happen(const AlertRule &rule, const QByteArray &key, const AlertSubject &subject,
                         const QString &text)
{
    const StateKey stateKey{rule.id, key};
    auto found = m_states.find(stateKey);
    if (found == m_states.end()) {
        if (m_states.size() >= maxStates)
            return;
        found = m_states.insert(stateKey, {});
    }
    found->lastTrue = m_store->now();
    if (found->alert.number == 0) {
        raise(rule, &*found, subject, text);
        return;
    }
    ++found->alert.count;
    found->hasNews = true;
}

// The state may be gone when this returns: whoever is told may change the rules.
void AlertEngine::raise(const AlertRule &rule, State *state, const AlertSubject &subject,
                        const QString &text)
{
    Alert &alert = state->alert;
    alert.number = ++m_lastNumber;
    alert.ruleId = rule.id;
    alert.rule = rule.name;
    alert.kind = rule.kind;
    alert.severity = rule.severity;
    alert.subject = subject;
    alert.text = text;
    alert.raisedAt = m_store->now();
    alert.isSilent = isQuiet() || isSnoozed(rule.id);
    alert.notifies = rule.notifies;
    alert.sounds = rule.sounds;
    Q_EMIT raised(Alert(alert));
}

void AlertEngine::end(const State &state)
{
    if (state.alert.number == 0)
        return;
    Alert alert = state.alert;
    alert.endedAt = m_store->now();
    Q_EMIT changed(alert);
}

void AlertEngine::endAll()
{
    const QHash<StateKey, State> states = std::exchange(m_states, {});
    for (const State &state : states)
        end(state);
    m_clients.clear();
    m_restarts.clear();
    m_inhabited.clear();
}

// Servers that were forgotten, and what has happened some time ago.
void AlertEngine::endUnseen()
{
    QList<StateKey> over;
    QList<Alert> news;
    for (auto state = m_states.begin(); state != m_states.end(); ++state) {
        const bool isKnown
            = m_link == Link::Online || state->alert.kind == AlertRule::Kind::ConnectionLost;
        const bool isOver = AlertRule::happens(state->alert.kind)
            ? m_store->now() - state->lastTrue >= linger
            : isKnown && state->round != m_round;
        if (isOver)
            over.append(state.key());
        else if (std::exchange(state->hasNews, false))
            news.append(state->alert);
    }
    for (const StateKey &key : std::as_const(over))
        end(m_states.take(key));
    for (const Alert &alert : std::as_const(news))
        Q_EMIT changed(alert);
}

void AlertEngine::wake()
{
    QSet<QString> awake;
    for (auto until = m_snoozed.begin(); until != m_snoozed.end();) {
        if (until.value() > m_store->now()) {
            ++until;
            continue;
        }
        awake.insert(until.key());
        until = m_snoozed.erase(until);
    }
    if (awake.isEmpty() || isQuiet())
        return;
    QList<Alert> active;
    for (const State &state : std::as_const(m_states)) {
        if (state.alert.number != 0 && awake.contains(state.alert.ruleId))
            active.append(state.alert);
    }
    for (const Alert &alert : std::as_const(active))
        Q_EMIT reminded(alert);
}

} // namespace QsioAdmin
