// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_BANNERFEED_H
#define QSIOADMIN_WINDOW_BANNERFEED_H

#include <QtCore/QObject>

namespace QsioAdmin {

class AdminSession;
class BannerStack;

// Keeps the banners of a window: what there is to know of the connection and of what is shown.
class BannerFeed : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BannerFeed)
public:
    BannerFeed(AdminSession *session, BannerStack *banners, QObject *parent = nullptr);

    void update();

Q_SIGNALS:
    void connectRequested();
    void unlockRequested();

private:
    void act(const QString &id);
    void updateConnection();
    void updateLists();
    [[nodiscard]] QString readOnlyText() const;

    AdminSession *const m_session;
    BannerStack *const m_banners;
};

} // namespace QsioAdmin

#endif
