// SPDX-License-Identifier: MIT
#include "bcrypt_p.h"

#if defined(QSOCKETIO_HAS_CRYPT)
#include <crypt.h>
#endif

#include <algorithm>
#include <memory>

namespace QSocketIo::Bcrypt {

namespace {
constexpr qsizetype hashLength = 60;
constexpr qsizetype prefixLength = 7; // $2b$10$
constexpr qsizetype keyLength = 72; // bytes of a password that count

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isBase64Digit(char c)
{
    return isDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '/';
}

#if defined(QSOCKETIO_HAS_CRYPT)
// What a password hashes to with the salt and the cost of a hash; empty where that fails.
QByteArray hashed(const QByteArray &password, const QByteArray &hash)
{
    const auto data = std::make_unique<crypt_data>(); // zeroed, as crypt_r() wants it
    return crypt_r(password.constData(), hash.constData(), data.get()); // may be null
}
#else
QByteArray hashed(const QByteArray &, const QByteArray &)
{
    return {};
}
#endif
} // namespace

bool isAvailable()
{
    static const bool isKnown = check("U*U",
                                      "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4"
                                      "YMJKvyOeW");
    return isKnown;
}

bool isHash(QByteArrayView text)
{
    if (text.size() != hashLength || text[0] != '$' || text[1] != '2' || text[3] != '$'
        || text[6] != '$' || !isDigit(text[4]) || !isDigit(text[5]))
        return false;
    if (text[2] != 'a' && text[2] != 'b' && text[2] != 'y')
        return false;
    const int cost = 10 * (text[4] - '0') + (text[5] - '0');
    const QByteArrayView rest = text.sliced(prefixLength);
    return cost >= 4 && cost <= 31 && std::all_of(rest.begin(), rest.end(), isBase64Digit);
}

bool check(QByteArrayView password, const QByteArray &hash)
{
    if (!isHash(hash) || password.contains('\0'))
        return false;
    // libcrypt refuses passwords from 512 bytes on instead of ignoring the rest.
    const QByteArray key = password.first(std::min(password.size(), keyLength)).toByteArray();
    return isEqualInConstantTime(hashed(key, hash), hash);
}

bool isEqualInConstantTime(QByteArrayView a, QByteArrayView b)
{
    if (a.size() != b.size())
        return false;
    unsigned difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= unsigned(static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]));
    return difference == 0;
}

} // namespace QSocketIo::Bcrypt
