// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_MODELS_KEYVALUEMODEL_H
#define QSIOADMIN_MODELS_KEYVALUEMODEL_H

#include <QtCore/QAbstractTableModel>

namespace QsioAdmin {

struct KeyValue
{
    QString key;
    QString value;
    bool isSecret = false; // hidden until secrets are shown

    friend bool operator==(const KeyValue &, const KeyValue &) = default;
};

// Names and values in two columns: the headers of a handshake, the figures of a room.
class KeyValueModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { KeyColumn, ValueColumn, ColumnCount };
    enum Role {
        ExportRole = Qt::UserRole + 1, // hidden as the secret is
        IsSecretRole,
    };
    static constexpr int maxRows = 10'000;

    explicit KeyValueModel(QObject *parent = nullptr);

    // With the same keys as before, only the values that differ change: a selection stays.
    void setRows(const QList<KeyValue> &rows);
    [[nodiscard]] const QList<KeyValue> &rows() const { return m_rows; }
    void setSecretsShown(bool shown);
    [[nodiscard]] bool areSecretsShown() const { return m_areSecretsShown; }
    // Of the names of headers and parameters: cookies, authorisations, tokens.
    [[nodiscard]] static bool isSecretName(QStringView name);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] bool hasSameKeys(const QList<KeyValue> &rows) const;
    [[nodiscard]] bool isHidden(const KeyValue &row) const;

    QList<KeyValue> m_rows;
    bool m_areSecretsShown = false;
};

} // namespace QsioAdmin

#endif
