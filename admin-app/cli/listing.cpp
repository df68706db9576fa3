// SPDX-License-Identifier: MIT
#include "listing.h"

#include "core/jsontext.h"
#include "models/clientsmodel.h"
#include "models/flatindexproxy.h"
#include "models/namespacesmodel.h"
#include "models/roomsmodel.h"
#include "models/serversmodel.h"
#include "models/socketsmodel.h"
#include "tablewriter.h"

namespace QsioAdmin {

std::unique_ptr<SlotModel> modelOf(const QString &list, const AdminStore &store)
{
    if (list == QLatin1StringView("servers"))
        return std::make_unique<ServersModel>(&store);
    if (list == QLatin1StringView("namespaces"))
        return std::make_unique<NamespacesModel>(&store);
    if (list == QLatin1StringView("rooms"))
        return std::make_unique<RoomsModel>(&store);
    if (list == QLatin1StringView("clients"))
        return std::make_unique<ClientsModel>(&store);
    return std::make_unique<SocketsModel>(&store);
}

// With the list in each line.
static QByteArray ndjsonOf(const QString &list, const QAbstractItemModel &model)
{
    QByteArray result;
    for (int row = 0; row < model.rowCount(); ++row)
        result
            += "{\"list\":" + jsonString(list.toUtf8()) + ",\"row\":" + jsonRow(model, row) + "}\n";
    return result;
}

QByteArray listingText(const AdminStore &store, const CommandLine &line)
{
    const bool hasTitles = line.lists.size() > 1;
    QByteArrayList parts;
    for (const QString &list : line.lists) {
        const std::unique_ptr<SlotModel> model = modelOf(list, store);
        FlatIndexProxy proxy;
        proxy.setSourceModel(model.get());
        proxy.setFilter(line.filter);
        proxy.sort(0);
        const QByteArray table = tableText(proxy, line.format);
        if (!hasTitles)
            return table;
        if (line.format == OutputFormat::Ndjson) {
            parts.append(ndjsonOf(list, proxy));
            continue;
        }
        if (line.format == OutputFormat::Json)
            parts.append(jsonString(list.toUtf8()) + ": " + table.trimmed());
        else
            parts.append(list.toUtf8() + " (" + QByteArray::number(proxy.rowCount()) + ")\n"
                         + table);
    }
    if (line.format == OutputFormat::Json)
        return "{\n" + parts.join(",\n") + "\n}\n";
    return parts.join(line.format == OutputFormat::Ndjson ? "" : "\n");
}

} // namespace QsioAdmin
