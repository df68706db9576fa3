// SPDX-License-Identifier: MIT
#include "jsondiff.h"

#include "jsontext.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QMap>

#include <optional>

namespace QsioAdmin {

namespace {

std::optional<QJsonValue> parsed(const QByteArray &json)
{
    QJsonParseError error;
    // Any value, which a document on its own may not be.
    const QJsonDocument document = QJsonDocument::fromJson('[' + json + ']', &error);
    if (error.error != QJsonParseError::NoError || document.array().size() != 1)
        return {};
    return document.array().first();
}

QByteArray textOf(const QJsonValue &value)
{
    return QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).mid(1).chopped(1);
}

bool isPlainName(const QString &name)
{
    bool isPlain = !name.isEmpty() && !name.front().isDigit();
    for (const QChar c : name)
        isPlain = isPlain && (c.isLetterOrNumber() || c == u'_' || c == u'-' || c == u'$');
    return isPlain;
}

QByteArray memberPath(const QByteArray &path, const QString &name)
{
    if (!isPlainName(name))
        return path + '[' + jsonString(name.toUtf8()) + ']';
    return path.isEmpty() ? name.toUtf8() : path + '.' + name.toUtf8();
}

class Comparison
{
public:
    void compare(const QByteArray &path, const QJsonValue &a, const QJsonValue &b, int depth)
    {
        if (m_diff.isTruncated || a == b)
            return;
        if (depth < JsonDiff::maxDepth && a.isObject() && b.isObject())
            compareMembers(path, a.toObject(), b.toObject(), depth);
        else if (depth < JsonDiff::maxDepth && a.isArray() && b.isArray())
            compareElements(path, a.toArray(), b.toArray(), depth);
        else
            add({JsonChange::Kind::Changed, path, textOf(a), textOf(b)});
    }
    [[nodiscard]] JsonDiff result() && { return std::move(m_diff); }

private:
    void compareMembers(const QByteArray &path, const QJsonObject &a, const QJsonObject &b,
                        int depth)
    {
        QMap<QString, bool> names;
        for (auto it = a.begin(); it != a.end(); ++it)
            names.insert(it.key(), true);
        for (auto it = b.begin(); it != b.end(); ++it)
            names.insert(it.key(), true);
        for (auto it = names.cbegin(); it != names.cend(); ++it) {
            const QByteArray inner = memberPath(path, it.key());
            if (!a.contains(it.key()))
                add({JsonChange::Kind::Added, inner, {}, textOf(b.value(it.key()))});
            else if (!b.contains(it.key()))
                add({JsonChange::Kind::Removed, inner, textOf(a.value(it.key())), {}});
            else
                compare(inner, a.value(it.key()), b.value(it.key()), depth + 1);
        }
    }

    void compareElements(const QByteArray &path, const QJsonArray &a, const QJsonArray &b,
                         int depth)
    {
        for (qsizetype i = 0; i < qMax(a.size(), b.size()); ++i) {
            const QByteArray inner = path + '[' + QByteArray::number(i) + ']';
            if (i >= a.size())
                add({JsonChange::Kind::Added, inner, {}, textOf(b[i])});
            else if (i >= b.size())
                add({JsonChange::Kind::Removed, inner, textOf(a[i]), {}});
            else
                compare(inner, a[i], b[i], depth + 1);
        }
    }

    void add(JsonChange change)
    {
        if (m_diff.changes.size() >= JsonDiff::maxChanges)
            m_diff.isTruncated = true;
        else
            m_diff.changes.push_back(std::move(change));
    }

    JsonDiff m_diff;
};

} // namespace

JsonDiff diffJson(const QByteArray &before, const QByteArray &after)
{
    const std::optional<QJsonValue> a = parsed(before);
    const std::optional<QJsonValue> b = parsed(after);
    if (!a || !b)
        return {.changes = {}, .isMalformed = true};
    Comparison comparison;
    comparison.compare({}, *a, *b, 0);
    return std::move(comparison).result();
}

} // namespace QsioAdmin
