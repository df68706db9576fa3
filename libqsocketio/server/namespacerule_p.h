// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_SERVER_NAMESPACERULE_P_H
#define QSOCKETIO_SERVER_NAMESPACERULE_P_H

#include "parentnamespace.h"

#include <QtCore/QPointer>
#include <QtCore/QRegularExpression>

namespace QSocketIo {

// Which names a ParentNamespace allows.
class NamespaceRule
{
public:
    explicit NamespaceRule(const QRegularExpression &expression)
        : m_expression(expression)
    { }
    NamespaceRule(QObject *context, ParentNamespace::Predicate predicate)
        : m_context(context)
        , m_predicate(std::move(predicate))
    { }

    // By the regular expression alone: the application itself asks for a namespace.
    [[nodiscard]] bool matches(const QString &name) const;
    // answer is called once, unless the rule's context dies or never answers.
    void ask(const QString &name, const QCborMap &auth,
             const ParentNamespace::Answer &answer) const;

private:
    QRegularExpression m_expression;
    QPointer<QObject> m_context;
    ParentNamespace::Predicate m_predicate;
};

} // namespace QSocketIo

#endif
