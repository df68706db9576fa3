// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_EVENTSPAGE_H
#define QSIOADMIN_WINDOW_EVENTSPAGE_H

#include "models/eventfilterproxy.h"
#include "page.h"
#include "windowcontext.h"

QT_BEGIN_NAMESPACE
class QCheckBox;
class QSplitter;
class QToolButton;
QT_END_NAMESPACE

namespace QsioAdmin {

class EventActions;
class EventDetail;
class ListTable;
class PageHeader;

// The last events as they come, and the arguments of the one that is selected. Paused, the list
// stands still while events go on being kept. Events can be marked, and compared with one that is;
// rules give them names and colours.
class EventsPage : public Page
{
    Q_OBJECT
public:
    explicit EventsPage(const WindowContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString count() const override;
    [[nodiscard]] Selection selection() const override;
    [[nodiscard]] FilterBar *filterBar() const override { return m_filter; }
    [[nodiscard]] QAbstractItemView *view() const override;
    [[nodiscard]] ListTable *table() const { return m_table; }
    void setStale(bool isStale) override;
    void setPaused(bool isPaused) override;
    void saveState(QSettings *settings) const override;
    void restoreState(QSettings *settings) override;
    void showTime(qint64 time); // the first event from then on

protected:
    void showEvent(QShowEvent *event) override;

private:
    void makeHeader();
    void useFilter();
    void followNew();
    void updateHeader();
    void showCurrent();
    void showContextMenu(const QPoint &position);
    void makeMenus();
    void connectActions();
    void exportSelected();
    void toggleMarks();
    void goToMark(bool isForward);
    void followSocket(const SocketKey &key); // empty: all sockets
    void showStatistics();
    void editRules();
    void updateActions();
    [[nodiscard]] const EventRecord *eventAt(const QModelIndex &index) const;

    const WindowContext m_context;
    EventFilterProxy m_proxy;
    PageHeader *m_header;
    QCheckBox *m_follow;
    FilterBar *m_filter;
    ListTable *m_table;
    EventDetail *m_detail;
    QSplitter *m_splitter;
    EventActions *m_actions;
    QToolButton *m_waiting;
    QToolButton *m_following;
    QToolButton *m_export = nullptr;
    SocketKey m_followed; // empty: none
    FilterExpr m_usedFilter;
    quint64 m_reference = 0; // the mark that others are compared with
};

} // namespace QsioAdmin

#endif
