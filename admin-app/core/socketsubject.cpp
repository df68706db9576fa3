// SPDX-License-Identifier: MIT
#include "socketsubject.h"

#include "jsonpath.h"

namespace QsioAdmin {

static void readJson(QByteArrayView json, const QByteArrayList &path, FilterField *field)
{
    if (path.isEmpty())
        field->texts.append(json.toByteArray());
    else if (const auto value = jsonAt(json, path))
        field->texts.append(plainJson(*value));
}

void SocketSubject::read(FilterKey key, const QByteArrayList &path, FilterField *field) const
{
    const auto number = [field](double value) {
        field->number = value;
        field->isNumber = true;
    };
    switch (key) {
    case FilterKey::Any:
        for (const QByteArray *text : {&m_socket.key.id, &m_socket.key.nsp, &m_socket.address,
                                       &m_socket.transport, &m_socket.clientId, &m_socket.data})
            field->views.append(*text);
        [[fallthrough]];
    case FilterKey::Room:
        for (const RoomName &room : m_socket.rooms)
            field->views.append(room.view());
        break;
    case FilterKey::Id:
    case FilterKey::Sid:
        field->views.append(m_socket.key.id);
        break;
    case FilterKey::Nsp:
        field->views.append(m_socket.key.nsp);
        break;
    case FilterKey::Addr:
        field->views.append(m_socket.address);
        break;
    case FilterKey::Transport:
        field->views.append(m_socket.transport);
        break;
    case FilterKey::Client:
        field->views.append(m_socket.clientId);
        break;
    case FilterKey::Server:
        field->views.append(m_socket.serverId);
        break;
    case FilterKey::Rooms:
        number(double(m_socket.rooms.size() + (m_socket.isInOwnRoom ? 1 : 0)));
        break;
    case FilterKey::Since:
        number(double(m_connectedAt));
        break;
    case FilterKey::Age:
        number(double(m_now - m_connectedAt) / 1000);
        break;
    case FilterKey::Data:
        readJson(m_socket.data, path, field);
        break;
    case FilterKey::Header:
        readJson(m_socket.handshake, QByteArrayList{"headers"} + path, field);
        break;
    case FilterKey::Query:
        readJson(m_socket.handshake, QByteArrayList{"query"} + path, field);
        break;
    default:
        break;
    }
}

} // namespace QsioAdmin
