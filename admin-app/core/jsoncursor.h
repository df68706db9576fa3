// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_JSONCURSOR_H
#define QSIOADMIN_CORE_JSONCURSOR_H

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

#include <optional>

namespace QsioAdmin {

// Reads JSON text from front to back, without a tree: a snapshot of 100,000 sockets is 60 MB of
// text, and as a QJsonDocument ten times that.
//
// Each reader of a value consumes it. One that meets another type consumes that and returns
// nothing. After malformed text everything ends: the next...() functions return false.
class JsonCursor
{
public:
    enum class Type { End, Null, Bool, Number, String, Array, Object, Malformed };

    explicit JsonCursor(QByteArrayView text);

    [[nodiscard]] Type peek();
    [[nodiscard]] bool isMalformed() const { return m_isMalformed; }

    bool nextArgument(); // of values separated by commas, without brackets
    bool beginArray(); // false: it is no array, and has been skipped
    bool nextElement();
    bool beginObject(); // false: it is no object, and has been skipped
    bool nextMember();
    [[nodiscard]] QByteArrayView key() const { return m_key; } // of that member

    QByteArrayView skip(); // the text of the value
    std::optional<QByteArray> string(); // UTF-8
    std::optional<QByteArrayView> plainString(); // a view where there is nothing to unescape
    std::optional<double> number();
    std::optional<bool> boolean();

private:
    void skipSpace();
    bool skipString();
    bool skipContainer();
    bool next(char close);
    void fail();
    [[nodiscard]] QByteArrayView from(const char *begin) const { return {begin, m_p - begin}; }

    const char *m_p;
    const char *const m_end;
    QByteArrayView m_key;
    QByteArray m_keyText; // of a key with escapes
    QByteArray m_text; // of a string with escapes
    bool m_isFirst = true; // nothing has been read of the innermost container
    bool m_isMalformed = false;
};

} // namespace QsioAdmin

#endif
