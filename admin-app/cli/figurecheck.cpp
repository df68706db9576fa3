// SPDX-License-Identifier: MIT
#include "figurecheck.h"

#include "core/adminstore.h"
#include "core/translation.h"

#include <QtCore/QRegularExpression>

namespace QsioAdmin {

using namespace Qt::Literals::StringLiterals;

constexpr qsizetype maxChecks = 100;

QStringList FigureCheck::figures()
{
    return {u"servers"_s, u"lost"_s,  u"clients"_s,   u"polling"_s,
            u"sockets"_s, u"rooms"_s, u"namespaces"_s};
}

std::optional<FigureCheck> FigureCheck::parseOne(const QString &text, QString *problem)
{
    static const QRegularExpression pattern(
        u"^\\s*([a-z]+)\\s*(<=|>=|!=|==|=|<|>)\\s*(\\d{1,15}(?:\\.\\d{1,6})?)\\s*$"_s);
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch() || !figures().contains(match.captured(1))) {
        *problem = tr("\"%1\" is no condition such as clients>10. Figures are: %2.")
                       .arg(text.trimmed(), figures().join(u", "_s));
        return {};
    }
    FigureCheck check;
    check.m_text = text.trimmed();
    check.m_figure = match.captured(1);
    check.m_limit = match.captured(3).toDouble();
    const QString relation = match.captured(2);
    check.m_relation = relation == "<"_L1 ? Relation::Less
        : relation == "<="_L1             ? Relation::LessOrEqual
        : relation == "!="_L1             ? Relation::NotEqual
        : relation == ">="_L1             ? Relation::GreaterOrEqual
        : relation == ">"_L1              ? Relation::Greater
                                          : Relation::Equal;
    return check;
}

std::optional<QList<FigureCheck>> FigureCheck::parse(const QString &text, QString *problem)
{
    QList<FigureCheck> checks;
    const QStringList parts = text.split(u',');
    if (parts.size() > maxChecks) {
        *problem = tr("These are too many conditions.");
        return {};
    }
    for (const QString &part : parts) {
        const std::optional<FigureCheck> check = parseOne(part, problem);
        if (!check)
            return {};
        checks.append(*check);
    }
    return checks;
}

bool FigureCheck::needsStatistics() const
{
    return m_figure != "sockets"_L1 && m_figure != "rooms"_L1;
}

std::optional<double> FigureCheck::value(const AdminStore &store) const
{
    const ServerStore &servers = store.servers();
    const bool hasLists = store.listState() == ListState::Current;
    if (m_figure == "servers"_L1)
        return servers.size() - servers.count(ServerHealth::Lost);
    if (m_figure == "lost"_L1)
        return servers.count(ServerHealth::Lost);
    if (m_figure == "clients"_L1)
        return servers.clients();
    if (m_figure == "polling"_L1)
        return servers.pollingClients();
    if (m_figure == "namespaces"_L1)
        return store.namespaces().size();
    if (!hasLists)
        return {};
    return m_figure == "rooms"_L1 ? store.rooms().size() : store.sockets().size();
}

bool FigureCheck::holds(double value) const
{
    switch (m_relation) {
    case Relation::Less:
        return value < m_limit;
    case Relation::LessOrEqual:
        return value <= m_limit;
    case Relation::Equal:
        return value == m_limit;
    case Relation::NotEqual:
        return value != m_limit;
    case Relation::GreaterOrEqual:
        return value >= m_limit;
    case Relation::Greater:
        return value > m_limit;
    }
    return false;
}

} // namespace QsioAdmin
