// SPDX-License-Identifier: MIT
// The part of ProfileForm that is about what is in its fields.
#include "core/tlsconfiguration.h"
#include "profileform.h"
#include "profiles/profileaddress.h"

#include <QtCore/QFile>
#include <QtCore/QScopedValueRollback>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QSpinBox>

#include <algorithm>

namespace QsioAdmin {

static void select(QComboBox *box, const QVariant &value)
{
    box->setCurrentIndex(std::max(0, box->findData(value)));
}

void ProfileForm::setProfile(const Profile &profile, const QString &password)
{
    const QScopedValueRollback filling(m_isFilling, true);
    m_id = profile.id;
    const ConnectionSettings &settings = profile.settings;
    m_name->setText(profile.name);
    m_address->setText(settings.url.toString());
    m_nsp->setText(settings.nsp);
    m_user->setText(settings.user);
    m_password->setText(password);
    m_path->setText(settings.path);
    select(m_transport, int(settings.transport));
    select(m_parser, int(settings.parser));
    showAccess(settings);
    showSecrets(settings);
    m_group->setText(profile.group);
    if (m_color->findData(profile.color) < 0) // of an imported profile
        addColor(profile.color, profile.color);
    select(m_color, profile.color);
    m_readOnly->setChecked(settings.isReadOnly);
    m_automatic->setChecked(profile.connectsAutomatically);
    updateRows();
}

void ProfileForm::showAccess(const ConnectionSettings &settings)
{
    select(m_auth, int(settings.auth));
    select(m_proxy, int(settings.proxy.kind));
    m_proxyHost->setText(settings.proxy.host);
    m_proxyPort->setValue(settings.proxy.port);
    m_proxyUser->setText(settings.proxy.user);
    m_caFile->setText(settings.caFile);
    m_fingerprint->setText(settings.fingerprint);
    m_certificateFile->setText(settings.certificateFile);
    m_keyFile->setText(settings.keyFile);
    m_insecure->setChecked(settings.isInsecure);
    m_reconnects->setChecked(settings.reconnects);
    m_delay->setValue(int(settings.reconnectionDelay.count()));
    m_delayMax->setValue(int(settings.reconnectionDelayMax.count()));
    m_attempts->setValue(settings.reconnectionAttempts);
}

void ProfileForm::showSecrets(const ConnectionSettings &settings)
{
    const QScopedValueRollback filling(m_isFilling, true);
    m_headers->setPlainText(settings.headers);
    m_cookies->setPlainText(settings.cookies);
    m_authObject->setPlainText(settings.authObject);
    m_keyPassphrase->setText(settings.keyPassphrase);
    m_proxyPassword->setText(settings.proxy.password);
}

void ProfileForm::setPassword(const QString &password)
{
    m_password->setText(password);
}

void ProfileForm::setAccessSecrets(const QString &text)
{
    ConnectionSettings settings;
    settings.setAccessSecrets(text);
    showSecrets(settings);
}

Profile ProfileForm::profile() const
{
    Profile profile;
    profile.id = m_id;
    profile.name = m_name->text().trimmed();
    profile.group = m_group->text().trimmed();
    profile.color = m_color->currentData().toString();
    profile.connectsAutomatically = m_automatic->isChecked();
    ConnectionSettings &settings = profile.settings;
    settings.url = ProfileAddress::parse(m_address->text()).url;
    settings.nsp = m_nsp->text().trimmed();
    settings.user = m_user->text();
    settings.path = m_path->text().trimmed();
    settings.transport = WireTransport(m_transport->currentData().toInt());
    settings.parser = WireParser(m_parser->currentData().toInt());
    settings.isReadOnly = m_readOnly->isChecked();
    readAccess(&settings);
    return profile;
}

void ProfileForm::readAccess(ConnectionSettings *settings) const
{
    settings->auth = AuthKind(m_auth->currentData().toInt());
    settings->authObject = m_authObject->toPlainText();
    settings->headers = m_headers->toPlainText();
    settings->cookies = m_cookies->toPlainText();
    settings->proxy = {ProxyKind(m_proxy->currentData().toInt()), m_proxyHost->text().trimmed(),
                       quint16(m_proxyPort->value()), m_proxyUser->text(), m_proxyPassword->text()};
    settings->caFile = m_caFile->text().trimmed();
    settings->fingerprint = m_fingerprint->text().trimmed();
    settings->certificateFile = m_certificateFile->text().trimmed();
    settings->keyFile = m_keyFile->text().trimmed();
    settings->keyPassphrase = m_keyPassphrase->text();
    settings->isInsecure = m_insecure->isChecked();
    settings->reconnects = m_reconnects->isChecked();
    settings->reconnectionDelay = std::chrono::milliseconds(m_delay->value());
    settings->reconnectionDelayMax
        = std::chrono::milliseconds(std::max(m_delay->value(), m_delayMax->value()));
    settings->reconnectionAttempts = m_attempts->value();
}

QString ProfileForm::password() const
{
    return m_password->text();
}

QString ProfileForm::problem() const
{
    const ProfileAddress address = ProfileAddress::parse(m_address->text());
    if (!address.isValid())
        return address.problem;
    Profile profile = this->profile();
    profile.settings.password = m_password->text();
    if (!profile.settings.caFile.isEmpty() && !QFile::exists(profile.settings.caFile))
        return tr("The file of certificate authorities does not exist.");
#if QT_CONFIG(ssl)
    if (const QString problem = certificateProblem(profile.settings); !problem.isEmpty())
        return problem;
#endif
    return profile.problem();
}

void ProfileForm::setSecretsText(const QString &text)
{
    m_secrets->setText(text);
}

void ProfileForm::splitAddress()
{
    const ProfileAddress address = ProfileAddress::parse(m_address->text());
    if (!address.isValid())
        return;
    const auto fill = [](QLineEdit *edit, const QString &text) {
        if (!text.isEmpty())
            edit->setText(text);
    };
    fill(m_address, address.url.toString());
    fill(m_nsp, address.nsp);
    fill(m_path, address.path);
    fill(m_user, address.user);
    fill(m_password, address.password);
}

void ProfileForm::updateRows()
{
    const auto show = [](QWidget *field, bool isShown) {
        auto *layout = qobject_cast<QFormLayout *>(field->parentWidget()->layout());
        layout->setRowVisible(field, isShown);
    };
    const auto auth = AuthKind(m_auth->currentData().toInt());
    show(m_user, auth == AuthKind::Password);
    show(m_password, auth == AuthKind::Password || auth == AuthKind::Session);
    show(m_authObject, auth == AuthKind::Custom);
    const QString secret = auth == AuthKind::Session ? tr("Session &id:") : tr("&Password:");
    auto *server = qobject_cast<QFormLayout *>(m_password->parentWidget()->layout());
    qobject_cast<QLabel *>(server->labelForField(m_password))->setText(secret);
    m_password->setAccessibleName(QString(secret).remove(u'&').remove(u':').trimmed());
    const auto proxy = ProxyKind(m_proxy->currentData().toInt());
    for (QWidget *field :
         {static_cast<QWidget *>(m_proxyHost), static_cast<QWidget *>(m_proxyPort),
          static_cast<QWidget *>(m_proxyUser), static_cast<QWidget *>(m_proxyPassword)})
        show(field, proxy == ProxyKind::Http || proxy == ProxyKind::Socks5);
    for (QWidget *field : {m_delay, m_delayMax, m_attempts})
        show(field, m_reconnects->isChecked());
}

} // namespace QsioAdmin
