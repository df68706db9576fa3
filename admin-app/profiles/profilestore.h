// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_PROFILES_PROFILESTORE_H
#define QSIOADMIN_PROFILES_PROFILESTORE_H

#include "profile.h"

#include <QtCore/QObject>

namespace QsioAdmin {

// The saved profiles, in a JSON file. Each change is written at once, and as a whole: a crash
// leaves the old file or the new one. There is never a secret in it.
class ProfileStore : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProfileStore)
public:
    static constexpr qsizetype maxProfiles = 1'000;
    static constexpr qint64 maxFileSize = 4'000'000;

    explicit ProfileStore(const QString &fileName = defaultFileName(), QObject *parent = nullptr);

    [[nodiscard]] static QString defaultFileName();
    [[nodiscard]] const QList<Profile> &profiles() const { return m_profiles; }
    [[nodiscard]] const Profile *find(const QString &id) const; // null: none; until the next change
    [[nodiscard]] const Profile *findByName(const QString &name) const; // in any case of letters

    // A profile of this id is replaced. False: it could not be written; see problem().
    bool save(const Profile &profile);
    bool remove(const QString &id);
    [[nodiscard]] QString problem() const { return m_problem; } // of the file, in plain words

    [[nodiscard]] QByteArray exported() const;
    // Adds the profiles of an exported text, which get ids of their own where theirs are taken.
    // Returns how many there were; -1: it is no such text.
    int import(const QByteArray &text);

Q_SIGNALS:
    void changed();

private:
    void load();
    bool write();
    [[nodiscard]] static std::optional<QList<Profile>> parse(const QByteArray &text);
    [[nodiscard]] qsizetype indexOf(const QString &id) const;

    const QString m_fileName;
    QList<Profile> m_profiles;
    QString m_problem;
    bool m_isForeign = false; // what is in the file is not ours, and must not be lost
};

} // namespace QsioAdmin

#endif
