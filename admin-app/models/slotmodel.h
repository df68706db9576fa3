// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_MODELS_SLOTMODEL_H
#define QSIOADMIN_MODELS_SLOTMODEL_H

#include "core/filterexpr.h"
#include "core/slottable.h"
#include "modelroles.h"

#include <QtCore/QAbstractTableModel>

namespace QsioAdmin {

class AdminStore;

// A table over a store of slots: a row is a slot, so that rows never move. The holes are rows, too,
// with nothing in them: show it through a FlatIndexProxy, which leaves them out.
class SlotModel : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SlotModel)
public:
    // What a cell holds: text in UTF-8, or a number.
    struct Cell
    {
        enum class Type { Empty, Text, Number, Bytes, Time, Duration };
        Type type = Type::Empty;
        QByteArray text;
        double number = 0; // Time: ms since 1970; Duration: seconds
    };

    // The order of cells: nothing, numbers, texts.
    [[nodiscard]] static bool isLess(const Cell &a, const Cell &b);

    ~SlotModel() override;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;

    [[nodiscard]] bool isLive(int row) const { return row < m_rows && isLiveSlot(row); }
    [[nodiscard]] virtual Cell cell(int row, int column) const = 0; // of a live row
    [[nodiscard]] virtual QString rowId(int row) const = 0; // see IdRole
    [[nodiscard]] bool matches(int row, const FilterExpr &filter) const;

Q_SIGNALS:
    void rowsChanged(); // something has, once a batch

protected:
    explicit SlotModel(const AdminStore *store, QObject *parent);
    [[nodiscard]] const AdminStore &store() const { return *m_store; }
    void setSlotCount(int count) { m_rows = count; } // in constructors
    void apply(const SlotChanges &changes);
    [[nodiscard]] virtual bool isLiveSlot(int row) const = 0;
    virtual void readField(int row, FilterKey key, const QByteArrayList &path,
                           FilterField *field) const = 0;

private:
    const AdminStore *const m_store;
    int m_rows = 0;
};

} // namespace QsioAdmin

#endif
