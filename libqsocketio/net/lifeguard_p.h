// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_NET_LIFEGUARD_P_H
#define QSOCKETIO_NET_LIFEGUARD_P_H

#include <QtCore/qglobal.h>

namespace QSocketIo {

class LifeGuard;

// A member of an object that callbacks may delete; see LifeGuard.
class Life
{
public:
    Life() = default;
    inline ~Life();
    Q_DISABLE_COPY_MOVE(Life)

private:
    friend class LifeGuard;
    LifeGuard *m_guards = nullptr;
};

// GCC 12 does not see that the guard's destructor takes its address back.
QT_WARNING_PUSH
#if defined(Q_CC_GNU) && Q_CC_GNU >= 1200
QT_WARNING_DISABLE_GCC("-Wdangling-pointer")
#endif

// Tells a function whether the object whose Life this is has survived a callback. Lives on the
// stack; allocates nothing.
class LifeGuard
{
public:
    explicit LifeGuard(Life &life)
        : m_life(&life)
        , m_next(life.m_guards)
    {
        life.m_guards = this;
    }
    ~LifeGuard()
    {
        if (m_life)
            m_life->m_guards = m_next;
    }
    Q_DISABLE_COPY_MOVE(LifeGuard)

    explicit operator bool() const { return m_life != nullptr; }

private:
    friend class Life;
    Life *m_life;
    LifeGuard *m_next;
};

QT_WARNING_POP

Life::~Life()
{
    for (LifeGuard *guard = m_guards; guard; guard = guard->m_next)
        guard->m_life = nullptr;
}

} // namespace QSocketIo

#endif
