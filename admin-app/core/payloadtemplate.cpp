// SPDX-License-Identifier: MIT
#include "payloadtemplate.h"

#include "jsontext.h"

#include <QtCore/QCoreApplication>

#include <algorithm>

namespace QsioAdmin {

constexpr qsizetype shownName = 30; // characters

std::optional<PayloadTemplate::Kind> PayloadTemplate::kindOf(QStringView name)
{
    if (name == u"sid")
        return Kind::Sid;
    if (name == u"uuid")
        return Kind::Uuid;
    if (name == u"now")
        return Kind::Now;
    if (name == u"n")
        return Kind::Number;
    return {};
}

void PayloadTemplate::append(Kind kind, bool isInText, const QString &source)
{
    if (!source.isEmpty())
        m_parts.append({kind, isInText, source});
    m_isPersonal = m_isPersonal || kind == Kind::Sid;
}

std::optional<PayloadTemplate> PayloadTemplate::parse(const QString &json, Problem *problem)
{
    PayloadTemplate result;
    bool isInText = false;
    qsizetype done = 0;
    for (qsizetype i = 0; i < json.size(); ++i) {
        if (isInText && json[i] == u'\\') {
            ++i; // what is escaped ends nothing, and begins nothing
            continue;
        }
        if (json[i] == u'"')
            isInText = !isInText;
        if (!QStringView(json).sliced(i).startsWith(u"{{"))
            continue;
        const qsizetype end = json.indexOf(QLatin1StringView("}}"), i);
        if (end < 0)
            continue;
        const QStringView name = QStringView(json).sliced(i + 2, end - i - 2).trimmed();
        const std::optional<Kind> kind = kindOf(name);
        if (!kind) {
            if (problem)
                *problem = {i,
                            QCoreApplication::translate(
                                "PayloadTemplate",
                                "There is no placeholder {{%1}}. There are {{sid}}, {{now}}, "
                                "{{uuid}} and {{n}}; a brace in a text is \\u007b.")
                                .arg(name.left(shownName))};
            return {};
        }
        result.append(Kind::Text, false, json.sliced(done, i - done));
        result.append(*kind, isInText, json.sliced(i, end + 2 - i));
        done = end + 2;
        i = done - 1;
    }
    result.append(Kind::Text, false, json.sliced(done));
    return result;
}

bool PayloadTemplate::isPlain() const
{
    return std::all_of(m_parts.cbegin(), m_parts.cend(),
                       [](const Part &part) { return part.kind == Kind::Text; });
}

QByteArray PayloadTemplate::expanded(const PlaceholderValues &values) const
{
    QByteArray result;
    const auto addText = [&result](const Part &part, const QByteArray &text) {
        const QByteArray quoted = jsonString(text);
        result += part.isInText ? quoted.sliced(1).chopped(1) : quoted;
    };
    for (const Part &part : m_parts) {
        switch (part.kind) {
        case Kind::Text:
            result += part.source.toUtf8();
            break;
        case Kind::Sid:
            addText(part, values.sid);
            break;
        case Kind::Uuid:
            addText(part, values.uuid);
            break;
        case Kind::Now:
            result += QByteArray::number(values.now);
            break;
        case Kind::Number:
            result += QByteArray::number(values.number);
            break;
        }
    }
    return result;
}

QString PayloadTemplate::sample() const
{
    QString result;
    for (const Part &part : m_parts) {
        const bool isText = part.kind == Kind::Sid || part.kind == Kind::Uuid;
        if (part.kind == Kind::Text)
            result += part.source;
        else if (isText && !part.isInText)
            result += u'"' + QString(part.source.size() - 2, u'1') + u'"';
        else
            result += QString(part.source.size(), u'1');
    }
    return result;
}

} // namespace QsioAdmin
