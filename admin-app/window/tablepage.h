// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_TABLEPAGE_H
#define QSIOADMIN_WINDOW_TABLEPAGE_H

#include "page.h"
#include "slottableview.h"
#include "windowcontext.h"

#include <QtCore/QTimer>

QT_BEGIN_NAMESPACE
class QItemSelectionModel;
class QLabel;
class QMenu;
class QToolButton;
QT_END_NAMESPACE

namespace QsioAdmin {

class PageHeader;

// A page with a table: a header, a filter, the rows, and what can be done to those selected.
class TablePage : public Page
{
    Q_OBJECT
public:
    struct Look
    {
        QString name; // see Page
        QString title;
        QString icon;
        QString tableName; // to be read aloud
        QList<int> hiddenColumns;
        QList<int> widths; // in characters, by column
    };

    TablePage(const WindowContext &context, SlotModel *model, const Look &look,
              QWidget *parent = nullptr);

    [[nodiscard]] QString count() const override;
    [[nodiscard]] Selection selection() const override;
    [[nodiscard]] FilterBar *filterBar() const override { return m_filter; }
    [[nodiscard]] QAbstractItemView *view() const override;
    [[nodiscard]] SlotTableView *table() const { return m_table; }
    bool selectSlot(int slot); // of the model, in the table; false: the filter hides it
    [[nodiscard]] Selection shownRows() const; // all that match filter and scope
    void setStale(bool isStale) override;
    void setPaused(bool isPaused) override;
    void saveState(QSettings *settings) const override;
    void restoreState(QSettings *settings) override;

protected:
    [[nodiscard]] const WindowContext &context() const { return m_context; }
    [[nodiscard]] PageHeader *header() const { return m_header; }
    [[nodiscard]] virtual Subject subjectAt(int row) const = 0; // of the model
    virtual void addTo(Selection *selection, int row) const = 0;
    [[nodiscard]] virtual bool isInScope(int row) const = 0;
    [[nodiscard]] virtual int total() const = 0; // rows there are, filtered or not
    // What a filter calls a column; empty: nothing.
    [[nodiscard]] virtual QString filterKey(int column) const = 0;
    // Of what is seen, which may be something else than the table.
    [[nodiscard]] virtual int shown() const;
    [[nodiscard]] virtual qsizetype selectedCount() const;
    [[nodiscard]] virtual Subject currentSubject() const;
    [[nodiscard]] virtual QString cellFilterKey(const QModelIndex &cell) const;
    virtual void setHeld(bool isHeld);
    virtual void setEmptyText(const QString &text);
    virtual void fillColumns(QMenu *menu);
    virtual void applyFilter(const FilterExpr &filter);
    virtual void applyScope();
    void start(); // at the end of constructors
    void connectView(QAbstractItemView *view, QItemSelectionModel *selection);
    void noteSelection(); // it may have changed
    void updateCount();
    void hideBulkBar(); // nothing can be done to these rows
    // Columns that have something in them with servers of this feature only.
    void showWith(QByteArrayView feature, const QList<int> &columns);
    // Further entries of the context menu, for the cell it is opened on.
    virtual void fillMenu(QMenu *menu, int row)
    {
        Q_UNUSED(menu)
        Q_UNUSED(row)
    }

private:
    [[nodiscard]] QWidget *makeBulkBar();
    void makeHeader();
    void updateSelection();
    void showContextMenu(const QPoint &position);
    void addFilterActions(QMenu *menu, const QModelIndex &cell);

    const WindowContext m_context;
    SlotModel *const m_model;
    PageHeader *m_header;
    FilterBar *m_filter;
    SlotTableView *m_table;
    QWidget *m_bulkBar = nullptr;
    QLabel *m_selected = nullptr;
    QTimer m_settle; // the selection has stopped changing
};

} // namespace QsioAdmin

#endif
