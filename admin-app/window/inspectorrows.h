// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_INSPECTORROWS_H
#define QSIOADMIN_WINDOW_INSPECTORROWS_H

#include "models/keyvaluemodel.h"
#include "subject.h"

namespace QsioAdmin {

class AdminStore;
class SlotModel;
class WindowModels;
struct SocketRecord;

// Where a subject is: its model and its row there; -1: it is not there any longer.
struct SubjectPlace
{
    SlotModel *model = nullptr;
    int row = -1;
};
[[nodiscard]] SubjectPlace findSubject(const Subject &subject, const AdminStore &store,
                                       WindowModels &models);

[[nodiscard]] QString subjectTitle(const Subject &subject);
// What its columns say.
[[nodiscard]] QList<KeyValue> summaryRows(const SubjectPlace &place);
// Headers and parameters of its handshake; what may be secret is marked so.
[[nodiscard]] QList<KeyValue> handshakeRows(const SocketRecord &socket);
// How it has ended, as far as the events still tell.
[[nodiscard]] QString endText(const Subject &subject, const AdminStore &store);

} // namespace QsioAdmin

#endif
