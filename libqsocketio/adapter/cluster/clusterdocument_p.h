// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_CLUSTER_CLUSTERDOCUMENT_P_H
#define QSOCKETIO_ADAPTER_CLUSTER_CLUSTERDOCUMENT_P_H

#include "../../codec/msgpackreader_p.h"
#include "../../core/global.h"
#include "../../core/payload.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QCborValue>
#include <QtCore/QList>
#include <QtCore/QString>

#include <functional>
#include <memory>
#include <optional>

namespace QSocketIo {

// A message from the cluster, JSON or MessagePack, read where it lies: the arguments of a broadcast
// become a Payload without any tree of values in between.
class ClusterDocument
{
public:
    static constexpr int MaxDepth = 128;

    enum class Kind { Missing, Null, Boolean, Number, Text, Binary, Array, Map, Other };
    struct Value
    {
        Kind kind = Kind::Missing;
        qsizetype begin = 0;
        qsizetype end = 0;
    };
    struct Member
    {
        QByteArrayView name;
        Value *value;
    };
    using Visitor = std::function<void(const QByteArray &key, const Value &value)>;

    virtual ~ClusterDocument();
    Q_DISABLE_COPY_MOVE(ClusterDocument)

    // JSON where the first byte is a brace, as all adapters have it. Bytes must stay as they are.
    [[nodiscard]] static std::unique_ptr<ClusterDocument> of(QByteArrayView bytes);

    // Missing: malformed, nested too deeply, or with something behind it.
    [[nodiscard]] virtual Value root() = 0;
    // In their order, those of repeated keys as well.
    virtual void visitMembers(const Value &map, const Visitor &visitor) = 0;
    [[nodiscard]] virtual QList<Value> elements(const Value &array) = 0;
    [[nodiscard]] virtual QByteArray utf8(const Value &text) = 0; // empty: none
    [[nodiscard]] virtual std::optional<double> number(const Value &value) = 0;
    [[nodiscard]] virtual bool isTrue(const Value &value) = 0;
    // The elements behind the first ones. Null: what looks like a placeholder for binary is none.
    [[nodiscard]] virtual std::optional<Payload> arguments(const QList<Value> &elements,
                                                           qsizetype skipped)
        = 0;

    [[nodiscard]] QByteArrayView bytesOf(const Value &value) const
    {
        return m_bytes.sliced(value.begin, value.end - value.begin);
    }
    // Of a repeated key the last value.
    void find(const Value &map, std::initializer_list<Member> members);
    // A whole number within what JavaScript holds exactly.
    [[nodiscard]] std::optional<qint64> integer(const Value &value);
    // Numbers as their decimal text: Node.js lets rooms be numbers.
    [[nodiscard]] std::optional<QString> name(const Value &value);
    // Nullopt where an element is no name, or the value no array.
    [[nodiscard]] std::optional<QStringList> names(const Value &array);
    [[nodiscard]] std::optional<QCborValue> cbor(const Value &value);

protected:
    explicit ClusterDocument(QByteArrayView bytes)
        : m_bytes(bytes)
    { }

    QByteArrayView m_bytes;
};

class JsonClusterDocument final : public ClusterDocument
{
public:
    explicit JsonClusterDocument(QByteArrayView bytes)
        : ClusterDocument(bytes)
    { }

    Value root() override;
    void visitMembers(const Value &map, const Visitor &visitor) override;
    QList<Value> elements(const Value &array) override;
    QByteArray utf8(const Value &text) override;
    std::optional<double> number(const Value &value) override;
    bool isTrue(const Value &value) override;
    std::optional<Payload> arguments(const QList<Value> &elements, qsizetype skipped) override;
};

class MsgpackClusterDocument final : public ClusterDocument
{
public:
    explicit MsgpackClusterDocument(QByteArrayView bytes);

    Value root() override;
    void visitMembers(const Value &map, const Visitor &visitor) override;
    QList<Value> elements(const Value &array) override;
    QByteArray utf8(const Value &text) override;
    std::optional<double> number(const Value &value) override;
    bool isTrue(const Value &value) override;
    std::optional<Payload> arguments(const QList<Value> &elements, qsizetype skipped) override;

private:
    MsgpackReader::Item itemAt(const Value &value);
    Value takeValue();

    MsgpackReader m_reader;
};

} // namespace QSocketIo

#endif
