// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_COMPOSELIBRARY_H
#define QSIOADMIN_WINDOW_COMPOSELIBRARY_H

#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QString>

QT_BEGIN_NAMESPACE
class QSettings;
QT_END_NAMESPACE

namespace QsioAdmin {

// An event as it was composed.
struct ComposedMessage
{
    QString name; // of a favourite; empty: it is none
    QString event;
    QString arguments; // with placeholders; files are not kept

    friend bool operator==(const ComposedMessage &, const ComposedMessage &) = default;
};

// What has been sent, which is forgotten with the window, and what somebody wanted to keep, for
// each connection of its own.
class ComposeLibrary : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ComposeLibrary)
public:
    static constexpr qsizetype maxHistory = 30;
    static constexpr qsizetype maxFavourites = 100;
    static constexpr qsizetype maxArguments = 100'000; // characters; longer ones are not kept

    explicit ComposeLibrary(QObject *parent = nullptr);

    // settings: where favourites are kept; null: nowhere. connection: whose
    void setConnection(QSettings *settings, const QString &connection);

    [[nodiscard]] const QList<ComposedMessage> &history() const
    {
        return m_history;
    } // newest first
    [[nodiscard]] const QList<ComposedMessage> &favourites() const { return m_favourites; }
    void remember(const ComposedMessage &message);
    bool keep(const ComposedMessage &message); // in the place of the one with its name; false: full
    void remove(const QString &name);

Q_SIGNALS:
    void changed();

private:
    void load();
    void save();
    [[nodiscard]] QString key() const;

    QSettings *m_settings = nullptr;
    QString m_connection;
    QList<ComposedMessage> m_history;
    QList<ComposedMessage> m_favourites; // by name
};

} // namespace QsioAdmin

#endif
