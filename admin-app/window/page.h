// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_PAGE_H
#define QSIOADMIN_WINDOW_PAGE_H

#include "selection.h"
#include "subject.h"

#include <QtWidgets/QWidget>

QT_BEGIN_NAMESPACE
class QAbstractItemModel;
class QAbstractItemView;
class QSettings;
QT_END_NAMESPACE

namespace QsioAdmin {

class FilterBar;

// One of the pages in the middle of the window. The window tells all of them what has happened to
// the connection; a page tells what is selected on it.
class Page : public QWidget
{
    Q_OBJECT
public:
    // name: as on the command line, such as "sockets"
    Page(const QString &name, const QString &title, const QString &icon, QWidget *parent = nullptr);

    [[nodiscard]] QString name() const { return m_name; }
    [[nodiscard]] QString title() const { return m_title; }
    [[nodiscard]] QString icon() const { return m_icon; }
    [[nodiscard]] virtual QString count() const { return {}; } // beside the title; empty: none

    [[nodiscard]] virtual Selection selection() const { return {}; }
    [[nodiscard]] virtual FilterBar *filterBar() const { return nullptr; }
    [[nodiscard]] virtual QAbstractItemView *view() const { return nullptr; } // that is shown
    [[nodiscard]] virtual QList<QAbstractItemView *> views() const; // and those that may be
    [[nodiscard]] virtual QAbstractItemModel *exportModel(); // null: nothing to export
    virtual void setStale(bool isStale) { Q_UNUSED(isStale) } // what it shows may be long gone
    virtual void setPaused(bool isPaused) { Q_UNUSED(isPaused) } // nothing moves
    virtual void saveState(QSettings *settings) const { Q_UNUSED(settings) }
    virtual void restoreState(QSettings *settings){Q_UNUSED(settings)}

    Q_SIGNALS : void selectionChanged();
    void countChanged();
    void inspectRequested(const QsioAdmin::Subject &subject); // while it is selected
    void detailsRequested(); // with Return or a double click

private:
    const QString m_name;
    const QString m_title;
    const QString m_icon;
};

} // namespace QsioAdmin

#endif
