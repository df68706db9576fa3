// SPDX-License-Identifier: MIT
#include "profilestore.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QSaveFile>
#include <QtCore/QStandardPaths>

#include <algorithm>

namespace QsioAdmin {

ProfileStore::ProfileStore(const QString &fileName, QObject *parent)
    : QObject(parent)
    , m_fileName(fileName)
{
    load();
}

QString ProfileStore::defaultFileName()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)
        + QStringLiteral("/profiles.json");
}

void ProfileStore::load()
{
    QFile file(m_fileName);
    if (!file.exists())
        return;
    if (!file.open(QIODevice::ReadOnly)) {
        m_problem = tr("The saved connections cannot be read: %1").arg(file.errorString());
        m_isForeign = true;
        return;
    }
    const auto profiles = file.size() <= maxFileSize ? parse(file.readAll()) : std::nullopt;
    if (profiles) {
        m_profiles = *profiles;
        return;
    }
    m_problem = tr("The saved connections in %1 are damaged. The file is kept as %2 when new ones "
                   "are saved.")
                    .arg(m_fileName, m_fileName + QStringLiteral(".damaged"));
    m_isForeign = true;
}

std::optional<QList<Profile>> ProfileStore::parse(const QByteArray &text)
{
    if (text.size() > maxFileSize)
        return {};
    const QJsonDocument document = QJsonDocument::fromJson(text);
    if (!document.object().value(QLatin1StringView("profiles")).isArray())
        return {};
    QList<Profile> profiles;
    const QJsonArray array = document.object().value(QLatin1StringView("profiles")).toArray();
    for (const QJsonValue &value : array) {
        const std::optional<Profile> profile = Profile::fromJson(value.toObject());
        if (profile && profiles.size() < maxProfiles)
            profiles.append(*profile);
    }
    return profiles;
}

qsizetype ProfileStore::indexOf(const QString &id) const
{
    const auto it = std::find_if(m_profiles.begin(), m_profiles.end(),
                                 [&id](const Profile &profile) { return profile.id == id; });
    return it == m_profiles.end() ? -1 : it - m_profiles.begin();
}

const Profile *ProfileStore::find(const QString &id) const
{
    const qsizetype index = indexOf(id);
    return index < 0 ? nullptr : &m_profiles.at(index);
}

const Profile *ProfileStore::findByName(const QString &name) const
{
    const auto it
        = std::find_if(m_profiles.begin(), m_profiles.end(), [&name](const Profile &profile) {
              return profile.name.compare(name, Qt::CaseInsensitive) == 0;
          });
    return it == m_profiles.end() ? nullptr : &*it;
}

bool ProfileStore::save(const Profile &profile)
{
    const qsizetype index = indexOf(profile.id);
    if (index < 0 && m_profiles.size() >= maxProfiles) {
        m_problem = tr("There are too many connections. Delete some first.");
        return false;
    }
    Profile saved = profile;
    saved.settings.clearSecrets();
    if (index < 0)
        m_profiles.append(saved);
    else
        m_profiles[index] = saved;
    const bool isWritten = write();
    Q_EMIT changed();
    return isWritten;
}

bool ProfileStore::remove(const QString &id)
{
    const qsizetype index = indexOf(id);
    if (index < 0)
        return false;
    m_profiles.removeAt(index);
    const bool isWritten = write();
    Q_EMIT changed();
    return isWritten;
}

bool ProfileStore::write()
{
    if (m_isForeign) {
        const QString kept = m_fileName + QStringLiteral(".damaged");
        QFile::remove(kept);
        if (!QFile::rename(m_fileName, kept))
            return false;
        m_isForeign = false;
    }
    QDir().mkpath(QFileInfo(m_fileName).path());
    QSaveFile file(m_fileName);
    if (!file.open(QIODevice::WriteOnly) || file.write(exported()) < 0 || !file.commit()) {
        m_problem = tr("The connections cannot be saved: %1").arg(file.errorString());
        return false;
    }
    QFile::setPermissions(m_fileName, QFile::ReadOwner | QFile::WriteOwner);
    m_problem.clear();
    return true;
}

QByteArray ProfileStore::exported() const
{
    QJsonArray array;
    for (const Profile &profile : m_profiles)
        array.append(profile.toJson());
    return QJsonDocument(QJsonObject{{QStringLiteral("profiles"), array}}).toJson();
}

int ProfileStore::import(const QByteArray &text)
{
    const auto profiles = parse(text);
    if (!profiles)
        return -1;
    int count = 0;
    for (Profile profile : *profiles) {
        if (m_profiles.size() >= maxProfiles)
            break;
        if (find(profile.id))
            profile.id = Profile::create().id;
        // Nobody else decides what this program connects to by itself.
        profile.connectsAutomatically = false;
        m_profiles.append(profile);
        ++count;
    }
    if (count > 0) {
        write();
        Q_EMIT changed();
    }
    return count;
}

} // namespace QsioAdmin
