// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_NAVIGATION_H
#define QSIOADMIN_WINDOW_NAVIGATION_H

#include <QtWidgets/QListWidget>

namespace QsioAdmin {

class Page;

// The list of pages, with how many rows each has. It is as wide as its longest line.
class Navigation : public QListWidget
{
    Q_OBJECT
public:
    explicit Navigation(QWidget *parent = nullptr);

    void addPage(Page *page);
    void setCurrentPage(int index); // without a signal

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {sizeHint().width(), 100}; }

Q_SIGNALS:
    void pageChosen(int index);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void updateItem(int index);

    QList<Page *> m_pages;
};

} // namespace QsioAdmin

#endif
