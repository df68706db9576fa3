// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_CLIENTSPAGE_H
#define QSIOADMIN_WINDOW_CLIENTSPAGE_H

#include "tablepage.h"

namespace QsioAdmin {

class ClientsModel;

// The connections, each with sockets in one or several namespaces.
class ClientsPage : public TablePage
{
    Q_OBJECT
public:
    explicit ClientsPage(const WindowContext &context, QWidget *parent = nullptr);

protected:
    [[nodiscard]] Subject subjectAt(int row) const override;
    void addTo(Selection *selection, int row) const override;
    [[nodiscard]] bool isInScope(int row) const override;
    [[nodiscard]] int total() const override;
    [[nodiscard]] QString filterKey(int column) const override;

private:
    ClientsModel &m_model;
};

} // namespace QsioAdmin

#endif
