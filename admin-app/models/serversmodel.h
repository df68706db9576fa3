// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_MODELS_SERVERSMODEL_H
#define QSIOADMIN_MODELS_SERVERSMODEL_H

#include "core/adminstore.h"
#include "slotmodel.h"

namespace QsioAdmin {

// The processes that send statistics.
class ServersModel : public SlotModel
{
    Q_OBJECT
public:
    enum Column {
        Id,
        Hostname,
        Pid,
        State,
        Uptime,
        Clients,
        PollingClients,
        PacketsIn,
        PacketsOut,
        BytesIn,
        BytesOut,
        LastSeen,
        Restarts,
        // Of servers with QSIO_SERVERINFO.
        Cpu,
        Memory,
        LoopLag,
        Version,
        QtVersion,
        Adapter,
        Tls,
        Backlog,
        Dropped,
        ColumnCount
    };

    explicit ServersModel(const AdminStore *store, QObject *parent = nullptr);
    [[nodiscard]] QByteArray serverAt(int row) const; // its id; empty for a hole
    [[nodiscard]] static QString stateText(const ServerRecord &server);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] Cell cell(int row, int column) const override;
    [[nodiscard]] QString rowId(int row) const override;

protected:
    [[nodiscard]] bool isLiveSlot(int row) const override;
    void readField(int row, FilterKey key, const QByteArrayList &path,
                   FilterField *field) const override;

private:
    [[nodiscard]] static Cell infoCell(const ServerInfo &info, int column);
};

} // namespace QsioAdmin

#endif
