// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_MODELS_SOCKETSMODEL_H
#define QSIOADMIN_MODELS_SOCKETSMODEL_H

#include "core/adminstore.h"
#include "slotmodel.h"

#include <QtCore/QStringList>

namespace QsioAdmin {

// The sockets of all namespaces, and columns of one's own with values of their data, headers and
// query.
class SocketsModel : public SlotModel
{
    Q_OBJECT
public:
    enum Column {
        Id,
        Namespace,
        Address,
        Transport,
        Rooms, // how many
        ConnectedAt,
        EventsIn,
        EventsOut,
        LastActivity,
        Client,
        Secure,
        Server,
        ColumnCount,
    };

    explicit SocketsModel(const AdminStore *store, QObject *parent = nullptr);

    // As filters name them: data.user.name, header.user-agent, query.room. They come after the
    // others. False where one cannot be understood.
    bool setExtraColumns(const QStringList &columns);
    [[nodiscard]] QStringList extraColumns() const { return m_extraNames; }
    [[nodiscard]] SocketKey keyAt(int row) const; // empty for a hole

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
    struct Extra
    {
        bool isData = true; // of the data, else of the handshake
        QByteArrayList path;
    };

    static Cell extraCell(const SocketRecord &socket, const Extra &extra);

    QStringList m_extraNames;
    QList<Extra> m_extra;
};

} // namespace QsioAdmin

#endif
