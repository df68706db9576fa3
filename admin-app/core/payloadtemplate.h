// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_PAYLOADTEMPLATE_H
#define QSIOADMIN_CORE_PAYLOADTEMPLATE_H

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QString>

#include <optional>

namespace QsioAdmin {

// What the placeholders of a message stand for.
struct PlaceholderValues
{
    QByteArray sid; // {{sid}}: the socket that it is for
    QByteArray uuid; // {{uuid}}
    qint64 now = 0; // {{now}}: ms since 1970
    quint64 number = 0; // {{n}}: of the message, from 1
};

// Arguments of an event with placeholders in double braces. Within a text they are a part of it;
// elsewhere they are a value of their own, {{sid}} and {{uuid}} a text and the others a number.
class PayloadTemplate
{
public:
    struct Problem
    {
        qsizetype position = 0; // in the text
        QString text; // in plain words
    };

    PayloadTemplate() = default; // without arguments
    // Null: there is a placeholder that nobody knows.
    [[nodiscard]] static std::optional<PayloadTemplate> parse(const QString &json,
                                                              Problem *problem = nullptr);

    [[nodiscard]] bool isPlain() const; // there is no placeholder
    [[nodiscard]] bool isPersonal() const { return m_isPersonal; } // each socket gets its own
    [[nodiscard]] QByteArray expanded(const PlaceholderValues &values) const;
    // With something that is as long in the place of each: where this is valid JSON, all that
    // comes of the template is.
    [[nodiscard]] QString sample() const;

private:
    enum class Kind { Text, Sid, Uuid, Now, Number };
    struct Part
    {
        Kind kind = Kind::Text;
        bool isInText = false; // of JSON
        QString source;
    };

    [[nodiscard]] static std::optional<Kind> kindOf(QStringView name);
    void append(Kind kind, bool isInText, const QString &source);

    QList<Part> m_parts;
    bool m_isPersonal = false;
};

} // namespace QsioAdmin

#endif
