// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_ACTIVITYMODEL_H
#define QSIOADMIN_WINDOW_ACTIVITYMODEL_H

#include "core/effecttracker.h"

#include <QtCore/QAbstractTableModel>

#include <deque>

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
    };

    void add(Row row);
    void setResult(quint64 id, const QString &result);
    void setMessages(quint64 id, int sent, int total);
    [[nodiscard]] Row rowOf(const Command &command) const;
    [[nodiscard]] int find(quint64 id) const; // -1: none

    AdminSession *const m_session;
    std::deque<Row> m_rows; // the newest first
};

} // namespace QsioAdmin

#endif
