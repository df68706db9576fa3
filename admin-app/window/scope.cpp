// SPDX-License-Identifier: MIT
#include "scope.h"

namespace QsioAdmin {

Scope::Scope(QObject *parent)
    : QObject(parent)
{ }

void Scope::setNsp(const QByteArray &nsp)
{
    if (nsp == m_nsp)
        return;
    m_nsp = nsp;
    Q_EMIT changed();
}

} // namespace QsioAdmin
