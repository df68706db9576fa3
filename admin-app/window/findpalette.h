// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_FINDPALETTE_H
#define QSIOADMIN_WINDOW_FINDPALETTE_H

#include "findsearch.h"

#include <QtCore/QTimer>
#include <QtWidgets/QDialog>

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
class QListWidget;
QT_END_NAMESPACE

namespace QsioAdmin {

// A field and what is found by it, over the window. Return goes to what is selected, Escape away. It
// deletes itself.
class FindPalette : public QDialog
{
    Q_OBJECT
public:
    FindPalette(AdminStore *store, const QList<FindSearch::Thing> &things, QWidget *parent);

Q_SIGNALS:
    void chosen(const QsioAdmin::FindHit &hit);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void restart();
    void step();
    void choose();

    FindSearch m_search;
    const QList<FindSearch::Thing> m_things;
    QList<FindHit> m_hits; // by row
    QLineEdit *m_edit;
    QListWidget *m_list;
    QLabel *m_note;
    QTimer m_slice;
};

} // namespace QsioAdmin

#endif
