// SPDX-License-Identifier: MIT
#include "bannerfeed.h"

#include "core/adminsession.h"
#include "models/celltext.h"
#include "widgets/bannerstack.h"

namespace QsioAdmin {

namespace {
QString failureId()
{
    return QStringLiteral("failure");
}
QString staleId()
{
    return QStringLiteral("stale");
}
QString productionId()
{
    return QStringLiteral("production");
}
QString driftId()
{
    return QStringLiteral("drift");
}
QString readOnlyId()
{
    return QStringLiteral("readOnly");
}
QString insecureId()
{
    return QStringLiteral("insecure");
}
} // namespace

BannerFeed::BannerFeed(AdminSession *session, BannerStack *banners, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_banners(banners)
{
    connect(session, &AdminSession::statusChanged, this, &BannerFeed::update);
    connect(&session->store(), &AdminStore::listStateChanged, this, &BannerFeed::update);
    connect(&session->store(), &AdminStore::changed, this, &BannerFeed::updateLists);
    connect(banners, &BannerStack::actionTriggered, this, &BannerFeed::act);
}

void BannerFeed::update()
{
    updateConnection();
    updateLists();
    const auto show = [this](bool isTrue, const Banner &banner) {
        if (isTrue)
            m_banners->setBanner(banner);
        else
            m_banners->removeBanner(banner.id);
    };
    const bool canUnlock = !m_session->settings().isReadOnly && !m_session->store().isViewer();
    show(m_session->commands().isReadOnly(),
         {readOnlyId(), BannerLevel::Information, readOnlyText(),
          canUnlock ? tr("Unlock") : QString()});
    show(m_session->settings().isInsecure,
         {insecureId(),
          BannerLevel::Warning,
          tr("The certificate of the server is not verified. Anybody in between can read along."),
          {}});
}

QString BannerFeed::readOnlyText() const
{
    const AdminStore &store = m_session->store();
    if (store.isViewer())
        return store.user().isEmpty()
            ? tr("The server lets this user look, but not give commands: nothing can be sent.")
            : tr("The server lets \"%1\" look, but not give commands: nothing can be sent.")
                  .arg(QString::fromUtf8(store.user()));
    return m_session->settings().isReadOnly
        ? tr("This connection is for reading only: nothing can be sent.")
        : tr("This window is locked for reading only: nothing can be sent.");
}

void BannerFeed::updateConnection()
{
    const AdminStore &store = m_session->store();
    const LinkState state = m_session->status().state;
    const QString failure = m_session->failureText();
    const bool hasFailed = state == LinkState::Retrying || state == LinkState::Refused;
    if (hasFailed && !failure.isEmpty())
        m_banners->setBanner({failureId(), BannerLevel::Error, failure,
                              state == LinkState::Retrying ? tr("Try now") : tr("Change…"), false});
    else
        m_banners->removeBanner(failureId());
    if (store.isStale()) {
        m_banners->setBanner({staleId(),
                              BannerLevel::Warning,
                              tr("The lists are as of %1. Nothing can be sent until the connection "
                                 "is back.")
                                  .arg(shortClockText(store.staleSince())),
                              {},
                              false});
    } else {
        m_banners->removeBanner(staleId());
    }
}

void BannerFeed::updateLists()
{
    if (m_session->isProduction())
        m_banners->setBanner(
            {productionId(),
             BannerLevel::Information,
             tr("This server is in production mode: it does not tell who is there, "
                "so lists are not available, and what is sent cannot be "
                "confirmed."),
             {}});
    else
        m_banners->removeBanner(productionId());
    if (m_session->isOnline() && m_session->store().needsResync())
        m_banners->setBanner({driftId(), BannerLevel::Warning,
                              tr("The servers count other numbers of sockets than are listed."),
                              tr("Resync")});
    else
        m_banners->removeBanner(driftId());
}

void BannerFeed::act(const QString &id)
{
    if (id == driftId())
        m_session->resync();
    else if (id == readOnlyId())
        Q_EMIT unlockRequested();
    else if (id == failureId() && m_session->status().state == LinkState::Retrying)
        m_session->retryNow();
    else if (id == failureId())
        Q_EMIT connectRequested();
}

} // namespace QsioAdmin
