// SPDX-License-Identifier: MIT
#include "jsontreemodel.h"

#include "core/jsoncursor.h"

#include <QtCore/QLocale>

namespace QsioAdmin {

namespace {

enum class NodeType { Null, Bool, Number, String, Array, Object, Binary, More, Malformed };

// {"_placeholder":true,"num":n}, and nothing else in it; -1 for everything else.
int placeholderNumber(QByteArrayView text)
{
    if (text.size() > 100 || !text.contains("_placeholder"))
        return -1;
    JsonCursor cursor(text);
    if (!cursor.beginObject())
        return -1;
    bool isPlaceholder = false;
    double number = -1;
    while (cursor.nextMember()) {
        if (cursor.key() == "_placeholder")
            isPlaceholder = cursor.boolean().value_or(false);
        else if (cursor.key() == "num")
            number = cursor.number().value_or(-1);
        else
            return -1;
    }
    return isPlaceholder && number >= 0 && number < 1'000'000 ? int(number) : -1;
}

NodeType typeOf(QByteArrayView text)
{
    switch (JsonCursor(text).peek()) {
    case JsonCursor::Type::Null:
        return NodeType::Null;
    case JsonCursor::Type::Bool:
        return NodeType::Bool;
    case JsonCursor::Type::Number:
        return NodeType::Number;
    case JsonCursor::Type::String:
        return NodeType::String;
    case JsonCursor::Type::Array:
        return NodeType::Array;
    case JsonCursor::Type::Object:
        return NodeType::Object;
    case JsonCursor::Type::End:
    case JsonCursor::Type::Malformed:
        break;
    }
    return NodeType::Malformed;
}

// Enough for a line that is elided anyway.
QString preview(QByteArrayView text)
{
    constexpr qsizetype limit = 200;
    QString result = QString::fromUtf8(text.first(std::min(limit, text.size()))).simplified();
    if (text.size() > limit)
        result += QChar(0x2026);
    return result;
}

bool isKeyOfPath(QStringView key)
{
    return !key.isEmpty() && std::all_of(key.begin(), key.end(), [](QChar c) {
        return c.isLetterOrNumber() || c == u'_' || c == u'-';
    });
}

} // namespace

struct JsonTreeModel::Node
{
    Node *parent = nullptr;
    QString key;
    QByteArrayView text;
    std::vector<std::unique_ptr<Node>> children;
    qsizetype omitted = 0; // NodeType::More: so many more children
    int row = 0;
    int depth = 0;
    int attachment = -1;
    NodeType type = NodeType::Null;
    bool isFetched = false;
    bool isArguments = false; // the root of a list without brackets

    [[nodiscard]] bool isContainer() const
    {
        return type == NodeType::Array || type == NodeType::Object;
    }
};

JsonTreeModel::JsonTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
{ }

JsonTreeModel::~JsonTreeModel() = default;

void JsonTreeModel::setJson(const QByteArray &json)
{
    const NodeType type = typeOf(json);
    // A single value is shown like a single argument.
    reset(json, {}, type != NodeType::Object && type != NodeType::Array);
}

void JsonTreeModel::setArguments(const QByteArray &json, const QByteArrayList &attachments)
{
    reset(json, attachments, true);
}

void JsonTreeModel::clear()
{
    reset({}, {}, true);
}

void JsonTreeModel::reset(const QByteArray &json, const QByteArrayList &attachments,
                          bool isArguments)
{
    beginResetModel();
    m_json = json;
    m_attachments = attachments;
    m_isMalformed = false;
    m_root = std::make_unique<Node>();
    m_root->text = m_json;
    m_root->isArguments = isArguments;
    m_root->type = isArguments ? NodeType::Array : typeOf(m_json);
    m_root->isFetched = true;
    if (!m_json.isEmpty())
        m_root->children = read(m_root.get());
    endResetModel();
}

bool JsonTreeModel::isMalformed() const
{
    return m_isMalformed;
}

std::unique_ptr<JsonTreeModel::Node> JsonTreeModel::makeNode(Node *parent, QByteArrayView text)
{
    auto node = std::make_unique<Node>();
    node->parent = parent;
    node->text = text;
    node->depth = parent->depth + 1;
    node->type = typeOf(text);
    if (node->type == NodeType::Object && !m_attachments.isEmpty()) {
        const int number = placeholderNumber(text);
        if (number >= 0 && number < m_attachments.size()) {
            node->attachment = number;
            node->type = NodeType::Binary;
        }
    }
    return node;
}

// One level; what is deeper is skipped, and read in its turn.
std::vector<std::unique_ptr<JsonTreeModel::Node>> JsonTreeModel::read(Node *parent)
{
    std::vector<std::unique_ptr<Node>> nodes;
    JsonCursor cursor(parent->text);
    const bool isObject = parent->type == NodeType::Object;
    if (!parent->isArguments)
        isObject ? cursor.beginObject() : cursor.beginArray();
    const auto next = [&] {
        return parent->isArguments ? cursor.nextArgument()
            : isObject             ? cursor.nextMember()
                                   : cursor.nextElement();
    };
    qsizetype omitted = 0;
    const auto append = [&](std::unique_ptr<Node> node) {
        node->row = int(nodes.size());
        nodes.push_back(std::move(node));
    };
    while (next()) {
        const QString key = isObject && nodes.size() < size_t(maxChildren)
            ? QString::fromUtf8(cursor.key())
            : QString();
        const QByteArrayView text = cursor.skip();
        if (cursor.isMalformed())
            break;
        if (nodes.size() >= size_t(maxChildren)) {
            ++omitted;
            continue;
        }
        std::unique_ptr<Node> node = makeNode(parent, text);
        node->key = isObject ? key : QString::number(nodes.size());
        append(std::move(node));
    }
    const auto appendNote = [&](NodeType type) {
        std::unique_ptr<Node> node = makeNode(parent, {});
        node->type = type;
        node->omitted = omitted;
        append(std::move(node));
    };
    if (omitted > 0)
        appendNote(NodeType::More);
    if (cursor.isMalformed()) {
        m_isMalformed = true;
        appendNote(NodeType::Malformed);
    }
    return nodes;
}

// ---- the shape of the tree -------------------------------------------------------------------

JsonTreeModel::Node *JsonTreeModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex JsonTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, nodeOf(parent)->children[size_t(row)].get());
}

QModelIndex JsonTreeModel::parent(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    Node *parent = nodeOf(index)->parent;
    return parent == m_root.get() ? QModelIndex() : createIndex(parent->row, 0, parent);
}

int JsonTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(nodeOf(parent)->children.size());
}

int JsonTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

bool JsonTreeModel::hasChildren(const QModelIndex &parent) const
{
    return rowCount(parent) > 0 || canFetchMore(parent);
}

bool JsonTreeModel::canFetchMore(const QModelIndex &parent) const
{
    if (parent.column() > 0)
        return false;
    const Node *node = nodeOf(parent);
    // "[]" and "{}" have nothing to open.
    return node->isContainer() && !node->isFetched && node->depth < maxDepth
        && node->text.size() > 2;
}

void JsonTreeModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    Node *node = nodeOf(parent);
    node->isFetched = true;
    auto children = read(node);
    if (children.empty())
        return;
    beginInsertRows(parent, 0, int(children.size()) - 1);
    node->children = std::move(children);
    endInsertRows();
}

// ---- what is in it ---------------------------------------------------------------------------

QString JsonTreeModel::valueText(const Node &node) const
{
    switch (node.type) {
    case NodeType::String:
        return QString::fromUtf8(JsonCursor(node.text).string().value_or(QByteArray()));
    case NodeType::Binary: {
        const QByteArray &bytes = m_attachments.at(node.attachment);
        const QString hex
            = QString::fromLatin1(bytes.first(std::min<qsizetype>(16, bytes.size())).toHex(' '));
        return bytes.size() > 16 ? hex + QChar(0x2026) : hex;
    }
    case NodeType::More:
        return tr("%Ln more are not shown", nullptr,
                  int(std::min<qsizetype>(node.omitted, INT_MAX)));
    case NodeType::Malformed:
        return tr("This is no JSON text from here on");
    case NodeType::Array:
    case NodeType::Object:
        if (node.depth >= maxDepth)
            return tr("too deep to be shown");
        return preview(node.text);
    case NodeType::Null:
    case NodeType::Bool:
    case NodeType::Number:
        break;
    }
    return QString::fromUtf8(node.text);
}

QString JsonTreeModel::typeText(const Node &node) const
{
    switch (node.type) {
    case NodeType::Null:
        return tr("null");
    case NodeType::Bool:
        return tr("boolean");
    case NodeType::Number:
        return tr("number");
    case NodeType::String:
        return tr("string");
    case NodeType::Array:
        return tr("array");
    case NodeType::Object:
        return tr("object");
    case NodeType::Binary:
        return tr("binary, %1")
            .arg(QLocale().formattedDataSize(m_attachments.at(node.attachment).size(), 2,
                                             QLocale::DataSizeSIFormat));
    case NodeType::More:
    case NodeType::Malformed:
        break;
    }
    return {};
}

QString JsonTreeModel::path(const Node *node) const
{
    QString result;
    for (; node != m_root.get(); node = node->parent) {
        if (node->parent->type == NodeType::Array)
            result.prepend(u'[' + node->key + u']');
        else if (isKeyOfPath(node->key))
            result.prepend(node->parent == m_root.get() ? node->key : u'.' + node->key);
        else
            result.prepend(QStringLiteral("[\"%1\"]").arg(node->key));
    }
    return result;
}

QVariant JsonTreeModel::exported(const Node &node) const
{
    if (node.type == NodeType::Binary)
        return m_attachments.at(node.attachment);
    return node.text.toByteArray();
}

QVariant JsonTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node &node = *nodeOf(index);
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case KeyColumn:
            return node.key;
        case ValueColumn:
            return valueText(node);
        case TypeColumn:
            return typeText(node);
        }
        return {};
    case Qt::ToolTipRole:
        return index.column() == ValueColumn ? preview(node.text) : QVariant();
    case Qt::AccessibleTextRole:
        return tr("%1: %2, %3").arg(node.key, valueText(node), typeText(node));
    case ExportRole:
        return exported(node);
    case PathRole:
        return path(&node);
    default:
        return {};
    }
}

QVariant JsonTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case KeyColumn:
        return tr("Key");
    case ValueColumn:
        return tr("Value");
    default:
        return tr("Type");
    }
}

} // namespace QsioAdmin
