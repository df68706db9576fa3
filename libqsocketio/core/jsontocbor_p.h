// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_JSONTOCBOR_P_H
#define QSOCKETIO_CORE_JSONTOCBOR_P_H

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QCborArray>
#include <QtCore/QCborValue>
#include <QtCore/QList>
#include <QtCore/QVarLengthArray>

#include <optional>

namespace QSocketIo {

// Checks JSON text and rewrites it as CBOR in one pass, for QCborValue::fromCbor(). The detour is
// both faster and safer than filling QCborMap key by key: QCborMap::insert() searches linearly, so
// an object of 100,000 keys, which any client may send, would take minutes.
class JsonToCbor
{
public:
    explicit JsonToCbor(QByteArrayView text, int maxDepth);
    // Objects with "_placeholder": true become the attachment of that "num".
    void setAttachments(const QList<QByteArray> &attachments);
    // As setAttachments(), with null in place of the attachments: enough to check placeholders.
    void setAttachmentCount(qsizetype count);

    [[nodiscard]] std::optional<QCborValue> parseValue();
    [[nodiscard]] std::optional<QCborArray> parseList();
    [[nodiscard]] bool checkList(); // well-formed, and every placeholder is valid

private:
    struct Entry // a member of an object: where it lies in the output
    {
        qsizetype key;
        qsizetype value;
        qsizetype end;
    };
    struct Placeholder
    {
        bool isPlaceholder = false;
        qsizetype num = -1; // where in the output
    };

    bool isAt(char c) const { return m_p != m_end && *m_p == c; }
    bool skip(char c);
    void skipSpace();
    bool list();
    bool value(int depth);
    bool number();
    bool string();
    bool literal();
    bool array(int depth);
    bool object(int depth);
    bool member(int depth, Placeholder *placeholder);
    qsizetype finishMembers(qsizetype firstEntry);
    bool hasDuplicates(qsizetype firstEntry) const;
    qsizetype dropDuplicates(qsizetype firstEntry);
    QByteArrayView keyOf(const Entry &entry) const;
    bool replacePlaceholder(qsizetype begin, qsizetype num);
    std::optional<quint64> unsignedAt(qsizetype position) const;

    qsizetype position() const { return m_to - m_out.constData(); }
    void rewind(qsizetype position) { m_to = m_out.data() + position; }
    void makeRoom(qsizetype more);
    void put(char c) { *m_to++ = c; }
    void put(QByteArrayView bytes);
    void head(int major, quint64 argument);
    void real(double value);
    void endContainer(qsizetype begin, int major, qsizetype count);
    QByteArray takeOutput();

    const char *m_p;
    const char *m_end;
    int m_maxDepth;
    QByteArray m_out; // room enough, filled up to m_to
    char *m_to = nullptr;
    QByteArray m_scratch;
    QVarLengthArray<Entry, 32> m_entries; // of all objects that are open
    const QList<QByteArray> *m_attachments = nullptr;
    qsizetype m_attachmentCount = 0;
    bool m_replacesPlaceholders = false;
    QVarLengthArray<bool, 16> m_used;
    qsizetype m_repeatedBytes = 0;
    bool m_arePlaceholdersValid = true;
};

} // namespace QSocketIo

#endif
