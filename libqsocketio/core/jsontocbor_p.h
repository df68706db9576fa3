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

// Appends the text of a valid JSON string (without its quotes) with its escapes resolved. Lone
// surrogate escapes become U+FFFD.
void appendUnescaped(QByteArray *out, QByteArrayView escaped);

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
    struct Entry // a member of an object: where it lies in m_out
    {
        qsizetype key;
        qsizetype value;
        qsizetype end;
    };
    struct Placeholder
    {
        bool isPlaceholder = false;
        qsizetype num = -1; // where in m_out
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
    void finishMembers(qsizetype firstEntry);
    bool hasDuplicates(qsizetype firstEntry) const;
    void dropDuplicates(qsizetype firstEntry);
    QByteArrayView keyOf(const Entry &entry) const;
    bool replacePlaceholder(qsizetype begin, qsizetype num);
    std::optional<quint64> unsignedAt(qsizetype position) const;
    void head(int major, quint64 argument);
    void real(double value);

    const char *m_p;
    const char *m_end;
    int m_maxDepth;
    QByteArray m_out;
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
