// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_SLOTTREEVIEW_H
#define QSIOADMIN_WINDOW_SLOTTREEVIEW_H

#include <QtCore/QSet>
#include <QtWidgets/QTreeView>

QT_BEGIN_NAMESPACE
class QMenu;
QT_END_NAMESPACE

namespace QsioAdmin {

class SlotTreeModel;
class StaleDelegate;

// The tree of a SlotTreeModel. What is selected stays so wherever it moves; what goes is not
// selected any longer. While nobody sees it, it is not made anew.
class SlotTreeView : public QTreeView
{
    Q_OBJECT
public:
    // name: to be read aloud, such as "Rooms tree"
    SlotTreeView(SlotTreeModel *model, const QString &name, QWidget *parent = nullptr);

    void setStale(bool isStale);
    void setPaused(bool isPaused);
    void setHeld(bool isHeld); // rows stay where they are, such as under an open menu
    void setEmptyText(const QString &text);
    void setColumnWidths(const QList<int> &characters); // by column
    void setFirstLevelOpen(bool isOpen); // what is new there is expanded
    void expandMatches(); // where they are few
    void fillColumnMenu(QMenu *menu);

Q_SIGNALS:
    void selectionEdited();

protected:
    void selectionChanged(const QItemSelection &selected,
                          const QItemSelection &deselected) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void followModel();
    void updateFrozen();

    SlotTreeModel *const m_tree;
    StaleDelegate *m_delegate;
    QString m_emptyText;
    QSet<QString> m_opened; // ids of the first level
    qsizetype m_selected = 0; // rows
    bool m_isFirstLevelOpen = false;
    bool m_isPaused = false;
    bool m_isHeld = false;
};

} // namespace QsioAdmin

#endif
