// SPDX-License-Identifier: MIT
#include "filterexpr.h"

#include "filterparser.h"

#include <algorithm>

namespace QsioAdmin {

static bool matchesNode(const FilterExpr::Node &node, const FilterSubject &subject)
{
    using Type = FilterExpr::Node::Type;
    const auto matches
        = [&subject](const FilterExpr::Node &child) { return matchesNode(child, subject); };
    switch (node.type) {
    case Type::And:
        return std::all_of(node.children.begin(), node.children.end(), matches);
    case Type::Or:
        return std::any_of(node.children.begin(), node.children.end(), matches);
    case Type::Not:
        return !matches(node.children.front());
    case Type::Term:
        return node.term.matches(subject);
    }
    return false;
}

static bool nodeUses(const FilterExpr::Node &node, FilterKey key)
{
    if (node.type == FilterExpr::Node::Type::Term)
        return node.term.key == key;
    return std::any_of(node.children.begin(), node.children.end(),
                       [key](const FilterExpr::Node &child) { return nodeUses(child, key); });
}

std::optional<FilterExpr> FilterExpr::parse(const QString &text, FilterError *error)
{
    FilterExpr filter;
    if (text.trimmed().isEmpty())
        return filter;
    FilterParser parser(text);
    std::optional<Node> root = parser.parse();
    if (!root) {
        if (error)
            *error = parser.error();
        return {};
    }
    filter.m_root = std::make_shared<const Node>(std::move(*root));
    return filter;
}

bool FilterExpr::matches(const FilterSubject &subject) const
{
    return !m_root || matchesNode(*m_root, subject);
}

bool FilterExpr::uses(FilterKey key) const
{
    return m_root && nodeUses(*m_root, key);
}

QStringList FilterExpr::keys()
{
    return FilterParser::keys();
}

} // namespace QsioAdmin
