// SPDX-License-Identifier: MIT
#include "requesthead_p.h"

namespace QSocketIo {

void setSecureScheme(QByteArray *head)
{
    const qsizetype target = head->indexOf(' ') + 1;
    if (target > 0 && QByteArrayView(*head).sliced(target).startsWith('/'))
        head->insert(target, "https://127.0.0.1");
}

bool takeExpectation(QByteArray *head)
{
    const QByteArray lines = head->left(head->indexOf("\r\n\r\n") + 2).toLower();
    const qsizetype field = lines.indexOf("\r\nexpect:");
    if (field < 0 || !lines.first(lines.indexOf("\r\n")).endsWith("http/1.1"))
        return false;
    const qsizetype fieldEnd = lines.indexOf("\r\n", field + 2);
    if (!lines.sliced(field, fieldEnd - field).trimmed().endsWith("100-continue"))
        return false;
    head->remove(field, fieldEnd - field);
    return true;
}

} // namespace QSocketIo
