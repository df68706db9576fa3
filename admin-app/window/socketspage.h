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

protected:
    [[nodiscard]] Subject subjectAt(int row) const override;
    void addTo(Selection *selection, int row) const override;
    [[nodiscard]] bool isInScope(int row) const override;
    [[nodiscard]] int total() const override;
    [[nodiscard]] QString filterKey(int column) const override;

private:
    SocketsModel &m_model;
};

} // namespace QsioAdmin

#endif
