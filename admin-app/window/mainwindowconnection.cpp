// SPDX-License-Identifier: MIT
// The part of the window that is about its connection, and its help.
#include "alertnotifier.h"
#include "bannerfeed.h"
#include "capturecontrol.h"
#include "commandrunner.h"
#include "composepage.h"
#include "connectionstate.h"
#include "delayedcommands.h"
#include "inspector.h"
#include "mainwindow.h"
#include "models/celltext.h"
#include "pagewindow.h"
#include "profiles/profilestore.h"
#include "profiles/secretstore.h"
#include "statusline.h"
#include "targetactions.h"
#include "tray.h"
#include "widgets/connectdialog.h"
#include "widgets/icons.h"
#include "windowactions.h"

#include <QtCore/QSignalBlocker>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QMessageBox>

namespace QsioAdmin {

// ---- the connection --------------------------------------------------------------------------

void MainWindow::openConnectDialog(const QString &profileId)
{
    if (!m_services.profiles || !m_services.secrets)
        return;
    auto *dialog = new ConnectDialog(*m_services.profiles, *m_services.secrets, {}, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const QString chosen = profileId.isEmpty() ? m_profile.id : profileId;
    if (m_services.profiles->find(chosen))
        dialog->selectProfile(chosen);
    else if (!m_profile.id.isEmpty())
        dialog->addUnsaved(m_profile);
    connect(dialog, &ConnectDialog::connectRequested, this,
            [this, dialog](const Profile &profile, const QString &password) {
                m_session.close(); // what it says from here on is about the new connection
                dialog->showProgress(tr("Connecting to %1…").arg(profile.displayName()));
                disconnect(&m_session, nullptr, dialog, nullptr); // of an attempt before
                connect(&m_session, &AdminSession::statusChanged, dialog,
                        [this, dialog] { showOutcome(dialog); });
                connectTo(profile, password);
            });
    dialog->open();
}

void MainWindow::showOutcome(ConnectDialog *dialog)
{
    const LinkState state = m_session.status().state;
    const bool hasFailed = state == LinkState::Retrying || state == LinkState::Refused;
    if (m_session.isOnline())
        dialog->accept();
    else if (hasFailed && m_session.status().failure != Failure::None)
        dialog->showFailure(m_session.failureText());
}

void MainWindow::connectTo(const Profile &profile, const QString &password)
{
    Profile chosen = profile;
    chosen.settings.password = password;
    if (!m_services.secrets || profile.id.isEmpty()) {
        connectDirectly(chosen);
        return;
    }
    m_services.secrets->read(profile.id, SecretKind::SessionId, this,
                             [this, chosen](const std::optional<QString> &sessionId) {
                                 Profile known = chosen;
                                 known.settings.sessionId = sessionId.value_or(QString());
                                 connectDirectly(known);
                             });
}

void MainWindow::connectDirectly(const Profile &profile)
{
    m_capture->closeFile(false);
    useLayoutOf(profile.id);
    m_profile = profile;
    m_models.series.clear();
    m_models.activity.setProfile(profile.displayName());
    m_context.notifier->setProfile(m_services.settings, profile.id, profile.displayName());
    m_models.dataHistory.clear();
    m_models.alerts.clear(); // what is listed is about another server
    m_context.runner->setRedProfile(profile.isRed());
    m_compose->setConnection(m_services.settings,
                             profile.id.isEmpty() ? profile.settings.url.toString() : profile.id);
    m_session.store().clear();
    m_session.open(profile.settings);
    m_profile.settings.clearSecrets();
    updateConnection();
}

void MainWindow::updateConnection()
{
    m_capture->update();
    const bool hasProfile = !m_profile.settings.url.isEmpty() && !m_capture->isOpen();
    const QString name = m_capture->isOpen() ? m_capture->title()
        : hasProfile                         ? m_profile.displayName()
                                             : QString();
    showState();
    setWindowTitle(name.isEmpty() ? tr("qsioadmin") : tr("%1 – qsioadmin").arg(name));
    const QColor color(m_profile.color);
    m_stripe->setVisible(hasProfile && color.isValid());
    QPalette colored = m_stripe->palette();
    colored.setColor(QPalette::Window, color);
    m_stripe->setPalette(colored);
    const bool isOnline = m_session.isOnline();
    const bool isStale = m_session.store().isStale();
    for (Page *page : std::as_const(m_pages))
        page->setStale(isStale);
    for (const QPointer<PageWindow> &opened : std::as_const(m_pageWindows)) {
        if (opened)
            opened->showConnection(name, m_profile.isRed(), isStale);
    }
    m_actions->resync->setEnabled(isOnline);
    m_actions->logOut->setEnabled(isOnline && m_session.store().hasFeature("QSIO_LOGOUT"));
    m_actions->readOnly->setChecked(m_session.commands().isReadOnly());
    m_actions->readOnly->setEnabled(!m_session.settings().isReadOnly
                                    && !m_session.store().isViewer());
    m_context.runner->delayed().check();
    m_actions->retry->setEnabled(m_session.status().state == LinkState::Retrying);
    m_actions->disconnectFrom->setEnabled(m_session.status().state != LinkState::Idle);
    m_context.actions->update();
    m_bannerFeed->update();
    m_inspector->refresh();
    m_status->update();
}

void MainWindow::showState()
{
    if (m_capture->isOpen()) {
        m_badge->show(m_capture->title(), {ConnectionState::Level::Off, tr("recorded")});
        return;
    }
    const bool hasProfile = !m_profile.settings.url.isEmpty();
    const ConnectionState state = ConnectionState::of(m_session);
    m_badge->show(hasProfile ? m_profile.displayName() : QString(), state);
    if (m_services.tray && hasProfile)
        m_services.tray->setConnection(this, m_profile.displayName(), state.text);
    // Not each second of a countdown.
    const bool isWaiting = m_session.status().state == LinkState::Retrying;
    const QString text = isWaiting ? tr("reconnecting") : state.text;
    if (m_announcedState == text)
        return;
    if (!m_announcedState.isEmpty())
        announce(tr("Connection: %1").arg(text));
    m_announcedState = text;
}

void MainWindow::fillScopes()
{
    const NamespaceStore &namespaces = m_session.store().namespaces();
    QStringList names;
    for (int slot = 0; slot < namespaces.slotCount(); ++slot) {
        if (namespaces.isLive(slot))
            names.append(QString::fromUtf8(namespaces.at(slot).name));
    }
    names.sort();
    QStringList shown;
    for (int i = 1; i < m_scopeBox->count(); ++i)
        shown.append(m_scopeBox->itemText(i));
    if (names == shown && m_scopeBox->count() > 0)
        return;
    {
        const QSignalBlocker blocker(m_scopeBox);
        m_scopeBox->clear();
        m_scopeBox->addItem(tr("All namespaces"), QByteArray());
        for (const QString &name : std::as_const(names))
            m_scopeBox->addItem(name, name.toUtf8());
        m_scopeBox->setCurrentIndex(qMax(0, m_scopeBox->findData(m_scope.nsp())));
    }
    m_scope.setNsp(m_scopeBox->currentData().toByteArray());
}

void MainWindow::setReadOnly(bool isReadOnly)
{
    const bool isLocked = isReadOnly || m_session.settings().isReadOnly;
    m_session.setReadOnly(isLocked);
    updateConnection();
}

void MainWindow::setPaused(bool isPaused)
{
    m_actions->pause->setIcon(
        themedIcon(isPaused ? QStringLiteral("resume") : QStringLiteral("pause")));
    for (Page *page : std::as_const(m_pages))
        page->setPaused(isPaused);
    for (const QPointer<PageWindow> &opened : std::as_const(m_pageWindows)) {
        if (opened)
            opened->setPaused(isPaused);
    }
}

// All that shows times is painted anew; files have them in UTC anyway.
void MainWindow::setUtc(bool isUtc)
{
    setTimesInUtc(isUtc);
    const QList<QAbstractItemView *> views = findChildren<QAbstractItemView *>();
    for (QAbstractItemView *view : views)
        view->viewport()->update();
    m_bannerFeed->update();
    m_inspector->refresh();
    m_status->update();
    update();
}

// ---- help ------------------------------------------------------------------------------------

void MainWindow::showKeys()
{
    QString rows;
    const QList<QAction *> menus = menuBar()->actions();
    for (const QAction *menu : menus) {
        const QList<QAction *> actions = menu->menu()->actions();
        for (const QAction *action : actions) {
            QStringList names;
            const QList<QKeySequence> keys = action->shortcuts();
            for (const QKeySequence &key : keys)
                names.append(key.toString(QKeySequence::NativeText));
            if (!names.isEmpty())
                rows += QStringLiteral("<tr><td>%1&nbsp;&nbsp;&nbsp;</td><td>%2</td></tr>")
                            .arg(action->text().remove(u'&').toHtmlEscaped(),
                                 names.join(QStringLiteral(", ")).toHtmlEscaped());
        }
    }
    auto *box
        = new QMessageBox(QMessageBox::NoIcon, tr("Keys"),
                          QStringLiteral("<table>%1</table>").arg(rows), QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("keysBox"));
    box->open();
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(
        QMessageBox::NoIcon, tr("About qsioadmin"),
        tr("qsioadmin %1: a window on Socket.IO servers.").arg(QApplication::applicationVersion()),
        QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIconPixmap(applicationIcon().pixmap(48));
    box->open();
}

} // namespace QsioAdmin
