// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_PAGEWINDOW_H
#define QSIOADMIN_WINDOW_PAGEWINDOW_H

#include "page.h"
#include "windowcontext.h"

#include <QtWidgets/QMainWindow>

namespace QsioAdmin {

class BannerStack;
class StatusLine;

// A page of its own. Null: there is none of this name that can be shown several times.
[[nodiscard]] Page *makePage(const QString &name, const WindowContext &context, QWidget *parent);

// A page of a window once more, in a window of its own: for those with several screens. Session,
// models and scope are the owner's, which outlives it; it deletes itself when it is closed.
class PageWindow : public QMainWindow
{
    Q_OBJECT
public:
    PageWindow(const WindowContext &owners, const QString &page, QWidget *owner);
    ~PageWindow() override;

    [[nodiscard]] bool isValid() const { return m_page; }
    [[nodiscard]] Page *page() const { return m_page; }
    [[nodiscard]] QList<QAction *> commands() const;
    void showConnection(const QString &profile, bool isRed, bool isStale);
    void setPaused(bool isPaused);

protected:
    void closeEvent(QCloseEvent *event) override;

Q_SIGNALS:
    void inspectRequested(const QsioAdmin::Subject &subject);
    void emitRequested(const QsioAdmin::Selection &selection);

private:
    WindowContext m_context;
    BannerStack *m_banners;
    StatusLine *m_status;
    Page *m_page = nullptr;
};

} // namespace QsioAdmin

#endif
