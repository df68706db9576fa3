// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_ACTIVITYMODEL_H
#define QSIOADMIN_WINDOW_ACTIVITYMODEL_H

#include "core/effecttracker.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>

#include <deque>
#include <optional>

namespace QsioAdmin {

class AdminSession;

// What has been done with a session, and what has come of it, the newest first.
class ActivityModel : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ActivityModel)
public:
    enum Column { Time, User, Action, Target, Messages, Result, ColumnCount };
    static constexpr size_t maxRows = 1'000;

    explicit ActivityModel(AdminSession *session, QObject *parent = nullptr);
    ~ActivityModel() override;

    void addRefusal(const Command &command, Refusal refusal);
    void addUnsent(const Command &command, const QString &why);
    void setProfile(const QString &name); // of what is done from now on
    // What was done, to be done again. Null: it was done on another connection, on which the same
    // names mean others.
    [[nodiscard]] std::optional<Command> commandAt(int row) const;
    // Everything about it. Secrets are hidden, and long messages are not there.
    [[nodiscard]] QJsonObject jsonAt(int row) const;
    [[nodiscard]] static QString actionText(const Command &command);
    [[nodiscard]] static QString targetText(const Command &command);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void resultKnown(const QString &text); // of a command, to be said once
    void noted(const QJsonObject &entry); // for an audit: when it is sent, and its result

private:
    struct Row
    {
        quint64 id = 0; // 0: it was refused
        qint64 at = 0;
        QString user;
        QString action;
        QString target;
        QString messages;
        QString result;
        Command command;
        QString profile;
        int connection = 0;
        QJsonArray sentAs; // the first messages
    };

    void add(Row row);
    void setResult(quint64 id, const QString &result);
    void setMessages(quint64 id, int sent, int total);
    [[nodiscard]] Row rowOf(const Command &command) const;
    [[nodiscard]] int find(quint64 id) const; // -1: none
    [[nodiscard]] QJsonObject jsonOf(const Row &row) const;
    void note(const Row &row, const QString &state);

    AdminSession *const m_session;
    std::deque<Row> m_rows; // the newest first
    const QString m_run; // tells the commands of several programs apart
    QString m_profile;
    int m_connection = 0; // counts profiles
};

} // namespace QsioAdmin

#endif
