// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_MODELS_JSONDIFFMODEL_H
#define QSIOADMIN_MODELS_JSONDIFFMODEL_H

#include "core/jsondiff.h"
#include "modelroles.h"

#include <QtCore/QAbstractTableModel>

namespace QsioAdmin {

// Where two JSON texts differ: a row for each place.
class JsonDiffModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Path, Change, Before, After, ColumnCount };

    explicit JsonDiffModel(QObject *parent = nullptr);

    void setTexts(const QByteArray &before, const QByteArray &after);
    void clear();
    [[nodiscard]] const JsonDiff &diff() const { return m_diff; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;

private:
    JsonDiff m_diff;
};

} // namespace QsioAdmin

#endif
