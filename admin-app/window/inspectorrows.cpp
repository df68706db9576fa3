// SPDX-License-Identifier: MIT
#include "inspectorrows.h"

#include "core/translation.h"
#include "models/celltext.h"
#include "windowmodels.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

namespace QsioAdmin {

constexpr quint64 searchedEvents = 20'000;

SubjectPlace findSubject(const Subject &subject, const AdminStore &store, WindowModels &models)
{
    switch (subject.kind) {
    case Subject::Kind::None:
        return {};
    case Subject::Kind::Server:
        return {&models.servers, store.servers().find(subject.id)};
    case Subject::Kind::Namespace:
        return {&models.namespaces, store.namespaces().find(subject.nsp)};
    case Subject::Kind::Room:
        return {&models.rooms, store.rooms().find({subject.nsp, subject.room})};
    case Subject::Kind::Socket:
        return {&models.sockets, store.sockets().find({subject.nsp, subject.id})};
    case Subject::Kind::Client:
        return {&models.clients, store.clients().find(subject.id)};
    }
    return {};
}

QString subjectTitle(const Subject &subject)
{
    switch (subject.kind) {
    case Subject::Kind::None:
        return tr("Nothing selected");
    case Subject::Kind::Server:
        return tr("Server %1").arg(QString::fromUtf8(subject.id));
    case Subject::Kind::Namespace:
        return tr("Namespace %1").arg(QString::fromUtf8(subject.nsp));
    case Subject::Kind::Room:
        return tr("Room %1").arg(subject.room.text());
    case Subject::Kind::Socket:
        return tr("Socket %1").arg(QString::fromUtf8(subject.id));
    case Subject::Kind::Client:
        return tr("Client %1").arg(QString::fromUtf8(subject.id));
    }
    return {};
}

QList<KeyValue> summaryRows(const SubjectPlace &place)
{
    QList<KeyValue> rows;
    if (!place.model || place.row < 0 || place.row >= place.model->rowCount())
        return rows;
    for (int column = 0; column < place.model->columnCount(); ++column) {
        const QString text = place.model->index(place.row, column).data().toString();
        if (!text.isEmpty()) // else the server does not tell
            rows.append({place.model->headerData(column, Qt::Horizontal).toString(), text});
    }
    return rows;
}

static QString valueText(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    const QByteArray json
        = QJsonDocument(QJsonObject{{QStringLiteral("v"), value}}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(json.mid(5).chopped(1)); // of {"v":…}
}

QList<KeyValue> handshakeRows(const SocketRecord &socket)
{
    const QJsonObject handshake = QJsonDocument::fromJson(socket.handshake).object();
    QList<KeyValue> rows;
    for (auto it = handshake.begin(); it != handshake.end(); ++it) {
        const bool isGroup = it->isObject();
        if (!isGroup) {
            rows.append({it.key(), valueText(*it), KeyValueModel::isSecretName(it.key())});
            continue;
        }
        const QJsonObject group = it->toObject();
        const bool isAuth = it.key() == QLatin1StringView("auth");
        for (auto entry = group.begin(); entry != group.end(); ++entry)
            rows.append({it.key() + u'.' + entry.key(), valueText(*entry),
                         isAuth || KeyValueModel::isSecretName(entry.key())});
    }
    return rows;
}

QString endText(const Subject &subject, const AdminStore &store)
{
    if (subject.kind != Subject::Kind::Socket)
        return tr("gone");
    const EventRing &events = store.events();
    const quint64 first = events.nextNumber() - events.firstNumber() > searchedEvents
        ? events.nextNumber() - searchedEvents
        : events.firstNumber();
    for (quint64 number = events.nextNumber(); number-- > first;) {
        const EventRecord &event = events.at(number);
        if (event.type == EventType::Disconnected && event.key.id == subject.id
            && event.key.nsp == subject.nsp)
            return tr("disconnected at %1: %2")
                .arg(shortClockText(event.at), QString::fromUtf8(event.name));
    }
    return tr("disconnected");
}

} // namespace QsioAdmin
