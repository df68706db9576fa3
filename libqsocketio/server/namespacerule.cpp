// SPDX-License-Identifier: MIT
#include "namespacerule_p.h"

#include <memory>
#include <utility>

namespace QSocketIo {

bool NamespaceRule::matches(const QString &name) const
{
    return !m_predicate && m_expression.match(name).hasMatch();
}

void NamespaceRule::ask(const QString &name, const QCborMap &auth,
                        const ParentNamespace::Answer &answer) const
{
    if (!m_predicate)
        return answer(matches(name));
    if (!m_context)
        return answer(false);
    const auto once = std::make_shared<ParentNamespace::Answer>(answer);
    const ParentNamespace::Predicate predicate = m_predicate; // it may delete its namespace
    predicate(name, auth, [once](bool isAllowed) {
        if (const ParentNamespace::Answer first = std::exchange(*once, nullptr))
            first(isAllowed);
    });
}

} // namespace QSocketIo
