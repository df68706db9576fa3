// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_MODELS_EVENTFILTERPROXY_H
#define QSIOADMIN_MODELS_EVENTFILTERPROXY_H

#include "eventsmodel.h"

#include <QtCore/QAbstractProxyModel>
#include <QtCore/QTimer>

#include <deque>

namespace QsioAdmin {

// The events that a filter lets pass, in their order. A new filter goes through the events that are
// there in slices, the window staying alive meanwhile. Paused, it shows nothing new; what goes at
// the beginning goes all the same.
class EventFilterProxy : public QAbstractProxyModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EventFilterProxy)
public:
    explicit EventFilterProxy(QObject *parent = nullptr);
    ~EventFilterProxy() override;

    void setSourceModel(QAbstractItemModel *model) override; // an EventsModel
    void setFilter(const FilterExpr &filter);
    void setPaused(bool isPaused);
    [[nodiscard]] bool isPaused() const { return m_isPaused; }
    void catchUp(); // paused, it shows what has come up to now
    [[nodiscard]] bool isScanning() const; // not everything has been looked at
    [[nodiscard]] quint64 waiting() const; // events that have not been looked at

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] QModelIndex mapToSource(const QModelIndex &proxyIndex) const override;
    [[nodiscard]] QModelIndex mapFromSource(const QModelIndex &sourceIndex) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void waitingChanged();

private:
    void restart();
    void scan();
    void passChange(const QModelIndex &first, const QModelIndex &last);
    void forgetOld();

    EventsModel *m_source = nullptr;
    FilterExpr m_filter;
    std::deque<quint64> m_numbers; // of the events that pass
    quint64 m_next = 0; // the first one not looked at
    quint64 m_until = 0; // paused, it looks at those in front of this one
    QTimer m_timer;
    bool m_isPaused = false;
};

} // namespace QsioAdmin

#endif
