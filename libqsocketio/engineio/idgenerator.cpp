// SPDX-License-Identifier: MIT
#include "idgenerator_p.h"

#include <QtCore/QByteArray>
#include <QtCore/QRandomGenerator>

#include <array>
#include <cstring>

namespace QSocketIo {

QString IdGenerator::next()
{
    std::array<quint32, 3> random;
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    std::array<char, 15> bytes;
    std::memcpy(bytes.data(), random.data(), 12);
    bytes[12] = char(m_counter >> 16);
    bytes[13] = char(m_counter >> 8);
    bytes[14] = char(m_counter);
    ++m_counter;
    return QString::fromLatin1(QByteArray::fromRawData(bytes.data(), bytes.size())
                                   .toBase64(QByteArray::Base64UrlEncoding));
}

} // namespace QSocketIo
