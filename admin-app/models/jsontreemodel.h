// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_MODELS_JSONTREEMODEL_H
#define QSIOADMIN_MODELS_JSONTREEMODEL_H

#include <QtCore/QAbstractItemModel>
#include <QtCore/QByteArrayList>

#include <memory>

namespace QsioAdmin {

// A JSON text as a tree, in the order of its keys. What is inside of an object or array is read
// when it is opened. Placeholders of binary arguments show as the bytes they stand for.
class JsonTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { KeyColumn, ValueColumn, TypeColumn, ColumnCount };
    enum Role {
        ExportRole = Qt::UserRole + 1, // the JSON text of the value; bytes for a binary one
        PathRole, // such as [0].user.name
    };
    static constexpr int maxDepth = 100;
    static constexpr int maxChildren = 10'000; // of one object or array

    explicit JsonTreeModel(QObject *parent = nullptr);
    ~JsonTreeModel() override;

    // One value, whose members or elements are the top level; another value is the only row.
    void setJson(const QByteArray &json);
    // Values separated by commas, as in a Payload: a row for each argument.
    void setArguments(const QByteArray &json, const QByteArrayList &attachments = {});
    void clear();
    [[nodiscard]] bool isMalformed() const; // of what has been read up to now

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    struct Node;

    void reset(const QByteArray &json, const QByteArrayList &attachments, bool isArguments);
    [[nodiscard]] Node *nodeOf(const QModelIndex &index) const;
    [[nodiscard]] std::vector<std::unique_ptr<Node>> read(Node *parent);
    [[nodiscard]] std::unique_ptr<Node> makeNode(Node *parent, QByteArrayView text);
    [[nodiscard]] QString valueText(const Node &node) const;
    [[nodiscard]] QString typeText(const Node &node) const;
    [[nodiscard]] QString path(const Node *node) const;
    [[nodiscard]] QVariant exported(const Node &node) const;

    QByteArray m_json; // the views of the nodes are into it
    QByteArrayList m_attachments;
    std::unique_ptr<Node> m_root;
    bool m_isMalformed = false;
};

} // namespace QsioAdmin

#endif
