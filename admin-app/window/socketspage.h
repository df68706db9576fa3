// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_SOCKETSPAGE_H
#define QSIOADMIN_WINDOW_SOCKETSPAGE_H

#include "tablepage.h"

namespace QsioAdmin {

class SocketsModel;

// The sockets of all namespaces.
class SocketsPage : public TablePage
{
    Q_OBJECT
public:
    explicit SocketsPage(const WindowContext &context, QWidget *parent = nullptr);

    // A column with a value of the sockets' data, headers or query, as filters name them, such as
    // data.name. False: it is not understood.
    bool select(const SocketKey &key); // false: it is not shown
    bool addColumn(const QString &field);
    void saveState(QSettings *settings) const override;
    void restoreState(QSettings *settings) override;

protected:
    [[nodiscard]] Subject subjectAt(int row) const override;
    void addTo(Selection *selection, int row) const override;
    [[nodiscard]] bool isInScope(int row) const override;
    [[nodiscard]] int total() const override;
    [[nodiscard]] QString filterKey(int column) const override;

private:
    void askForColumn();

    SocketsModel &m_model;
};

} // namespace QsioAdmin

#endif
