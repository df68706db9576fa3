// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WIDGETS_BANNERSTACK_H
#define QSIOADMIN_WIDGETS_BANNERSTACK_H

#include "banner.h"

#include <QtCore/QHash>
#include <QtWidgets/QWidget>

QT_BEGIN_NAMESPACE
class QFrame;
class QVBoxLayout;
QT_END_NAMESPACE

namespace QsioAdmin {

// Banners above a page, one below the other; without any it takes no room. A banner that was
// dismissed does not come back until it says something else or has been away.
class BannerStack : public QWidget
{
    Q_OBJECT
public:
    explicit BannerStack(QWidget *parent = nullptr);

    void setBanner(const Banner &banner); // new, or in the place of the one with this id
    void removeBanner(const QString &id);
    [[nodiscard]] bool isShown(const QString &id) const { return m_frames.contains(id); }

Q_SIGNALS:
    void actionTriggered(const QString &id);
    void dismissed(const QString &id);

private:
    [[nodiscard]] QFrame *makeFrame(const Banner &banner);
    void dismiss(const QString &id);
    void announce(QFrame *frame);

    QVBoxLayout *m_layout;
    QHash<QString, Banner> m_banners; // dismissed ones, too
    QHash<QString, QFrame *> m_frames;
};

} // namespace QsioAdmin

#endif
