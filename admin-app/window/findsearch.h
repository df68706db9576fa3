// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_FINDSEARCH_H
#define QSIOADMIN_WINDOW_FINDSEARCH_H

#include "subject.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QList>
#include <QtCore/QString>

#include <chrono>
#include <utility>

namespace QsioAdmin {

class AdminStore;

// Something that can be gone to.
struct FindHit
{
    Subject subject; // Kind::None: it is one of the window's own things
    QString title;
    QString detail; // what it is, in plain words
    QString icon;
    int thing = -1; // index of what FindSearch was given
};

// Looks for a text in names of things (pages, commands, saved connections), and in what is known of a
// server: namespaces, rooms, clients and sockets by id and address. It works for some milliseconds at
// a time, as long as there is more to look at.
class FindSearch
{
    Q_DECLARE_TR_FUNCTIONS(QsioAdmin::FindSearch)
public:
    struct Thing
    {
        QString title;
        QString detail;
        QString icon;
    };
    static constexpr int maxHits = 12; // of each kind
    static constexpr qsizetype maxText = 200; // characters that are looked for

    explicit FindSearch(AdminStore *store);

    void start(const QString &text, const QList<Thing> &things);
    // False: it is done. What is new is in takeHits().
    bool step(std::chrono::milliseconds budget);
    [[nodiscard]] QList<FindHit> takeHits() { return std::exchange(m_hits, {}); }

private:
    enum class Stage { Things, Namespaces, Rooms, Clients, Sockets, Done };

    void lookAt(int slot);
    [[nodiscard]] int slotCount() const;
    [[nodiscard]] bool matches(const QByteArray &text) const;
    void add(const FindHit &hit);
    void next();

    AdminStore *const m_store;
    QString m_text;
    QByteArray m_utf8; // lower case
    QList<Thing> m_things;
    QList<FindHit> m_hits;
    Stage m_stage = Stage::Done;
    int m_slot = 0;
    int m_count = 0; // hits of this stage
};

} // namespace QsioAdmin

#endif
