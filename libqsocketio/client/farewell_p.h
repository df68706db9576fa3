// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CLIENT_FAREWELL_P_H
#define QSOCKETIO_CLIENT_FAREWELL_P_H

#include <QtCore/QObject>
#include <QtCore/QThread>

namespace QSocketIo {

// deleteLater() for objects that may be let go while their thread ends: Qt then deletes what was
// posted before that, but nothing that is posted by those deletions. No signal of the object is
// being handled any longer, so it goes at once.
inline void deleteSoon(QObject *object)
{
    if (object->thread()->isFinished())
        delete object;
    else
        object->deleteLater();
}

// For what still says goodbye by itself, and must not outlive the loop of its thread.
inline void deleteWithThread(QObject *object)
{
    if (object->thread()->isFinished())
        delete object;
    else
        QObject::connect(object->thread(), &QThread::finished, object, &QObject::deleteLater);
}

} // namespace QSocketIo

#endif
