// SPDX-License-Identifier: MIT
#include "jsonplaceholders_p.h"

#include "jsonscan_p.h"
#include "jsontocbor_p.h"

namespace QSocketIo {

bool arePlaceholdersValid(QByteArrayView json, qsizetype attachmentCount)
{
    JsonToCbor check(json, JsonScan::MaxDepth);
    check.setAttachmentCount(attachmentCount);
    return check.checkList();
}

bool arePlaceholdersValid(QByteArrayView json, const QList<QByteArray> &attachments)
{
    JsonToCbor check(json, JsonScan::MaxDepth);
    check.setAttachments(attachments);
    return check.checkList();
}

} // namespace QSocketIo
