// SPDX-License-Identifier: MIT
#include "composelibrary.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QSettings>

#include <algorithm>

namespace QsioAdmin {

using namespace Qt::Literals::StringLiterals;

constexpr qsizetype maxNameLength = 100;

ComposeLibrary::ComposeLibrary(QObject *parent)
    : QObject(parent)
{ }

void ComposeLibrary::setConnection(QSettings *settings, const QString &connection)
{
    if (m_connection != connection)
        m_history.clear(); // it is another server's
    m_settings = settings;
    m_connection = connection;
    load();
    Q_EMIT changed();
}

// Addresses have slashes, which would make groups.
QString ComposeLibrary::key() const
{
    const QByteArray hash
        = QCryptographicHash::hash(m_connection.toUtf8(), QCryptographicHash::Sha256);
    return u"compose/"_s + QString::fromLatin1(hash.first(8).toHex());
}

void ComposeLibrary::load()
{
    m_favourites.clear();
    if (!m_settings)
        return;
    const QByteArray text = m_settings->value(key()).toByteArray();
    const QJsonArray array = QJsonDocument::fromJson(text).array();
    for (const QJsonValue &value : array) {
        const ComposedMessage message{value["name"_L1].toString().left(maxNameLength),
                                      value["event"_L1].toString(),
                                      value["arguments"_L1].toString()};
        if (!message.name.isEmpty() && m_favourites.size() < maxFavourites)
            m_favourites.append(message);
    }
}

void ComposeLibrary::save()
{
    if (!m_settings)
        return;
    QJsonArray array;
    for (const ComposedMessage &message : std::as_const(m_favourites))
        array.append(QJsonObject{{u"name"_s, message.name},
                                 {u"event"_s, message.event},
                                 {u"arguments"_s, message.arguments}});
    m_settings->setValue(key(), QJsonDocument(array).toJson(QJsonDocument::Compact));
}

void ComposeLibrary::remember(const ComposedMessage &message)
{
    if (message.arguments.size() > maxArguments)
        return;
    m_history.removeOne(message);
    m_history.prepend(message);
    if (m_history.size() > maxHistory)
        m_history.removeLast();
    Q_EMIT changed();
}

bool ComposeLibrary::keep(const ComposedMessage &message)
{
    ComposedMessage kept = message;
    kept.name = message.name.trimmed().left(maxNameLength);
    if (kept.name.isEmpty() || kept.arguments.size() > maxArguments)
        return false;
    m_favourites.removeIf([&kept](const ComposedMessage &m) { return m.name == kept.name; });
    if (m_favourites.size() >= maxFavourites)
        return false;
    m_favourites.append(kept);
    std::sort(m_favourites.begin(), m_favourites.end(),
              [](const ComposedMessage &a, const ComposedMessage &b) {
                  return a.name.localeAwareCompare(b.name) < 0;
              });
    save();
    Q_EMIT changed();
    return true;
}

void ComposeLibrary::remove(const QString &name)
{
    m_favourites.removeIf([&name](const ComposedMessage &m) { return m.name == name; });
    save();
    Q_EMIT changed();
}

} // namespace QsioAdmin
