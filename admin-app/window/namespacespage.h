// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_NAMESPACESPAGE_H
#define QSIOADMIN_WINDOW_NAMESPACESPAGE_H

#include "tablepage.h"

namespace QsioAdmin {

class NamespacesModel;

// The namespaces, as the servers count them and as they are listed.
class NamespacesPage : public TablePage
{
    Q_OBJECT
public:
    explicit NamespacesPage(const WindowContext &context, QWidget *parent = nullptr);

protected:
    [[nodiscard]] Subject subjectAt(int row) const override;
    void addTo(Selection *selection, int row) const override;
    [[nodiscard]] bool isInScope(int row) const override;
    [[nodiscard]] int total() const override;
    [[nodiscard]] QString filterKey(int column) const override;

private:
    NamespacesModel &m_model;
};

} // namespace QsioAdmin

#endif
