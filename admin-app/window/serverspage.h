// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_SERVERSPAGE_H
#define QSIOADMIN_WINDOW_SERVERSPAGE_H

#include "tablepage.h"

QT_BEGIN_NAMESPACE
class QAction;
QT_END_NAMESPACE

namespace QsioAdmin {

class ServersModel;

// The processes that serve. Those that are lost can be forgotten.
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
    void fillMenu(QMenu *menu, int row) override;

private:
    [[nodiscard]] QByteArrayList lostServers() const; // of those selected
    void updateForget();

    ServersModel &m_model;
    QAction *m_forget;
};

} // namespace QsioAdmin

#endif
