// SPDX-License-Identifier: MIT
#include "listwatch.h"

#include "core/jsontext.h"
#include "listing.h"
#include "models/flatindexproxy.h"
#include "tablewriter.h"

#include <memory>

namespace QsioAdmin {

ListWatch::ListWatch(const CommandLine &line)
    : m_line(line)
{ }

QByteArray ListWatch::next(const AdminStore &store)
{
    if (m_line.format == OutputFormat::Ndjson)
        return changedRows(store);
    const QByteArray text = listingText(store, m_line);
    if (text == m_text)
        return {};
    m_text = text;
    return text;
}

QByteArray ListWatch::changedRows(const AdminStore &store)
{
    QByteArray result;
    for (const QString &list : m_line.lists) {
        const std::unique_ptr<SlotModel> model = modelOf(list, store);
        FlatIndexProxy proxy;
        proxy.setSourceModel(model.get());
        proxy.setFilter(m_line.filter);
        proxy.sort(0);
        QHash<QString, QByteArray> &known = m_rows[list];
        QHash<QString, QByteArray> now;
        const QByteArray head = "{\"list\":" + jsonString(list.toUtf8());
        for (int row = 0; row < proxy.rowCount(); ++row) {
            const QString id = model->rowId(proxy.sourceRow(row));
            const QByteArray json = jsonRow(proxy, row);
            if (known.value(id) != json)
                result += head + ",\"change\":\"set\",\"id\":" + jsonString(id.toUtf8())
                    + ",\"row\":" + json + "}\n";
            now.insert(id, json);
        }
        for (auto it = known.cbegin(); it != known.cend(); ++it) {
            if (!now.contains(it.key()))
                result += head + ",\"change\":\"removed\",\"id\":" + jsonString(it.key().toUtf8())
                    + "}\n";
        }
        known = now;
    }
    return result;
}

} // namespace QsioAdmin
