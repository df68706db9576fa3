// SPDX-License-Identifier: MIT
#include "eventsubject.h"

#include "eventstatistics.h"
#include "jsonpath.h"

namespace QsioAdmin {

void EventSubject::read(FilterKey key, const QByteArrayList &path, FilterField *field) const
{
    const bool isRoom = m_event.type == EventType::Joined || m_event.type == EventType::Left;
    switch (key) {
    case FilterKey::Any:
        for (const QByteArray &text : {m_event.key.id, m_event.key.nsp, m_event.name,
                                       eventTypeName(m_event.type), m_event.arguments})
            field->texts.append(text);
        break;
    case FilterKey::Id:
    case FilterKey::Sid:
        field->texts.append(m_event.key.id);
        break;
    case FilterKey::Nsp:
        field->texts.append(m_event.key.nsp);
        break;
    case FilterKey::Type:
        field->texts.append(eventTypeName(m_event.type));
        break;
    case FilterKey::Dir:
        if (const QByteArray direction = eventDirection(m_event.type); !direction.isEmpty())
            field->texts.append(direction);
        break;
    case FilterKey::Name:
        field->texts.append(m_event.name);
        break;
    case FilterKey::Room:
        if (isRoom)
            field->texts.append(m_event.name);
        break;
    case FilterKey::Reason:
        if (m_event.type == EventType::Disconnected || m_event.type == EventType::Refused)
            field->texts.append(m_event.name);
        break;
    case FilterKey::Arg:
        if (const auto value = jsonAt(m_event.arguments, path))
            field->texts.append(plainJson(*value));
        break;
    default:
        readNumber(key, field);
    }
}

void EventSubject::readNumber(FilterKey key, FilterField *field) const
{
    field->isNumber = true;
    if (key == FilterKey::Size)
        field->number = double(m_event.size);
    else if (key == FilterKey::Since)
        field->number = double(m_event.at);
    else if (key == FilterKey::Age)
        field->number = double(m_now - m_event.at) / 1000;
    else
        field->isNumber = false;
}

} // namespace QsioAdmin
