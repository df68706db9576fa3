// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_SERVERSPAGE_H
#define QSIOADMIN_WINDOW_SERVERSPAGE_H

#include "tablepage.h"

namespace QsioAdmin {

class ServersModel;

// The processes that serve.
class ServersPage : public TablePage
{
    Q_OBJECT
public:
    explicit ServersPage(const WindowContext &context, QWidget *parent = nullptr);

protected:
    [[nodiscard]] Subject subjectAt(int row) const override;
    void addTo(Selection *selection, int row) const override;
    [[nodiscard]] bool isInScope(int row) const override;
    [[nodiscard]] int total() const override;
    [[nodiscard]] QString filterKey(int column) const override;

private:
    ServersModel &m_model;
};

} // namespace QsioAdmin

#endif
