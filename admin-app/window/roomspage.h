// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_ROOMSPAGE_H
#define QSIOADMIN_WINDOW_ROOMSPAGE_H

#include "tablepage.h"

namespace QsioAdmin {

class RoomsModel;

// The rooms, without those of sockets' own ids.
class RoomsPage : public TablePage
{
    Q_OBJECT
public:
    explicit RoomsPage(const WindowContext &context, QWidget *parent = nullptr);

protected:
    [[nodiscard]] Subject subjectAt(int row) const override;
    void addTo(Selection *selection, int row) const override;
    [[nodiscard]] bool isInScope(int row) const override;
    [[nodiscard]] int total() const override;
    [[nodiscard]] QString filterKey(int column) const override;

private:
    RoomsModel &m_model;
};

} // namespace QsioAdmin

#endif
