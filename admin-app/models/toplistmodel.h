// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_MODELS_TOPLISTMODEL_H
#define QSIOADMIN_MODELS_TOPLISTMODEL_H

#include <QtCore/QAbstractTableModel>

namespace QsioAdmin {

// A short list of the most of something, which is made anew each time: a name in the first columns,
// figures in the others.
class TopListModel : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TopListModel)
public:
    struct Row
    {
        QVariantList cells; // QString, or a number
        QByteArray nsp; // with id, what the row is about
        QByteArray id;

        friend bool operator==(const Row &, const Row &) = default;
    };

    explicit TopListModel(const QStringList &columns, QObject *parent = nullptr);
    ~TopListModel() override;

    void setRows(const QList<Row> &rows);
    [[nodiscard]] const QList<Row> &rows() const { return m_rows; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;

private:
    const QStringList m_columns;
    QList<Row> m_rows;
};

} // namespace QsioAdmin

#endif
