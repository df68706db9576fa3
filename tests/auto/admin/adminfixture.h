// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_ADMINFIXTURE_H
#define QSOCKETIO_TESTS_ADMINFIXTURE_H

#include "admin/adminauthentication.h"

#include <QtCore/QByteArray>

#include <chrono>
#include <functional>
#include <memory>

namespace AdminFixture {

// Of the cost 4, so that checks are fast; made by bcryptjs.
inline const QByteArray secretHash
    = QByteArrayLiteral("$2a$04$fEYcxM66wFV946u6/DmcNu7liauDXOdmHzMZZ39PWgYtD5mVp0Ile"); // secret
inline const QByteArray lookHash
    = QByteArrayLiteral("$2b$04$qP0VPXji.oQ...PTwDBjL.QkbwijtP/VZacrHroDkXJGgyWC9ESFG"); // look

// A clock that tests set.
class ManualClock
{
public:
    [[nodiscard]] std::chrono::milliseconds now() const { return *m_now; }
    void advance(std::chrono::milliseconds by) { *m_now += by; }
    [[nodiscard]] std::function<std::chrono::milliseconds()> function() const
    {
        return [now = m_now] { return *now; };
    }

private:
    std::shared_ptr<std::chrono::milliseconds> m_now
        = std::make_shared<std::chrono::milliseconds>(1'000'000);
};

} // namespace AdminFixture

#endif
