// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_SCOPE_H
#define QSIOADMIN_WINDOW_SCOPE_H

#include <QtCore/QByteArray>
#include <QtCore/QObject>

namespace QsioAdmin {

// The namespace that all pages of a window show; empty: all of them.
class Scope : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Scope)
public:
    explicit Scope(QObject *parent = nullptr);

    [[nodiscard]] const QByteArray &nsp() const { return m_nsp; }
    [[nodiscard]] bool includes(const QByteArray &nsp) const
    {
        return m_nsp.isEmpty() || m_nsp == nsp;
    }
    void setNsp(const QByteArray &nsp);

Q_SIGNALS:
    void changed();

private:
    QByteArray m_nsp;
};

} // namespace QsioAdmin

#endif
