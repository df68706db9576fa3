// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_JSONTEXT_P_H
#define QSOCKETIO_CORE_JSONTEXT_P_H

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QLatin1StringView>
#include <QtCore/QStringView>

// Strings and numbers in the spelling of JavaScript's JSON.stringify.
namespace QSocketIo::JsonText {

// Each appends the text between the quotes.
void appendEscaped(QByteArray *out, QByteArrayView utf8); // malformed UTF-8 becomes U+FFFD
void appendEscaped(QByteArray *out, QLatin1StringView latin1);
void appendEscaped(QByteArray *out, QStringView utf16); // lone surrogates become \udxxx

void appendInteger(QByteArray *out, qint64 value);
void appendUnsigned(QByteArray *out, quint64 value);
void appendNumber(QByteArray *out, double value); // finite

} // namespace QSocketIo::JsonText

#endif
