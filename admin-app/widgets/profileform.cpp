// SPDX-License-Identifier: MIT
#include "profileform.h"

#include "profiles/profileaddress.h"

#include <QtCore/QFile>
#include <QtCore/QSignalBlocker>
#include <QtGui/QPainter>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTabBar>

namespace QsioAdmin {

namespace {

QFormLayout *makePage(QTabWidget *tabs, const QString &title)
{
    auto *page = new QWidget(tabs);
    auto *layout = new QFormLayout(page);
    layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    layout->setContentsMargins(12, 12, 12, 12);
    tabs->addTab(page, title);
    return layout;
}

QIcon swatch(const QString &color)
{
    QPixmap pixmap(16, 16);
    pixmap.fill(Qt::transparent);
    if (!color.isEmpty()) {
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(color));
        painter.drawEllipse(1, 1, 14, 14);
    }
    return pixmap;
}

void select(QComboBox *box, const QVariant &value)
{
    box->setCurrentIndex(std::max(0, box->findData(value)));
}

} // namespace

ProfileForm::ProfileForm(QWidget *parent)
    : QTabWidget(parent)
{
    setObjectName(QStringLiteral("profileForm"));
    setAccessibleName(tr("Connection"));
    makeServerPage();
    makeTransportPage();
    makeProfilePage();
    tabBar()->setObjectName(QStringLiteral("profileTabs"));
    tabBar()->setAccessibleName(tr("Pages of the connection"));
    setProfile({}, {});
}

// A line edit that has the focus says so when it goes.
ProfileForm::~ProfileForm()
{
    m_address->disconnect(this);
}

// ---- fields ----------------------------------------------------------------------------------

QLineEdit *ProfileForm::addLine(QFormLayout *layout, const QString &label, const char *name)
{
    auto *edit = new QLineEdit(this);
    edit->setObjectName(QString::fromLatin1(name));
    edit->setAccessibleName(QString(label).remove(u'&').remove(u':'));
    edit->setMaxLength(2'000);
    layout->addRow(label, edit);
    connect(edit, &QLineEdit::textEdited, this, &ProfileForm::edited);
    return edit;
}

QCheckBox *ProfileForm::addCheck(QFormLayout *layout, const QString &label, const char *name)
{
    auto *box = new QCheckBox(label, this);
    box->setObjectName(QString::fromLatin1(name));
    layout->addRow(QString(), box);
    connect(box, &QCheckBox::clicked, this, &ProfileForm::edited);
    return box;
}

QComboBox *ProfileForm::addCombo(QFormLayout *layout, const QString &label, const char *name)
{
    auto *box = new QComboBox(this);
    box->setObjectName(QString::fromLatin1(name));
    box->setAccessibleName(QString(label).remove(u'&').remove(u':'));
    layout->addRow(label, box);
    connect(box, &QComboBox::activated, this, &ProfileForm::edited);
    return box;
}

void ProfileForm::makeServerPage()
{
    QFormLayout *layout = makePage(this, tr("&Server"));
    m_name = addLine(layout, tr("&Name:"), "profileName");
    m_address = addLine(layout, tr("A&ddress:"), "profileAddress");
    m_address->setPlaceholderText(QStringLiteral("https://example.org"));
    m_nsp = addLine(layout, tr("Admin na&mespace:"), "profileNamespace");
    m_user = addLine(layout, tr("&User:"), "profileUser");
    m_user->setPlaceholderText(tr("empty if the server asks for none"));
    m_password = addLine(layout, tr("&Password:"), "profilePassword");
    m_password->setEchoMode(QLineEdit::Password);
    m_secrets = new QLabel(this);
    m_secrets->setTextFormat(Qt::PlainText);
    m_secrets->setWordWrap(true);
    layout->addRow(QString(), m_secrets);
    connect(m_address, &QLineEdit::editingFinished, this, &ProfileForm::splitAddress);
}

void ProfileForm::makeTransportPage()
{
    QFormLayout *layout = makePage(this, tr("&Transport"));
    m_path = addLine(layout, tr("Pat&h:"), "profilePath");
    m_transport = addCombo(layout, tr("T&ransport:"), "profileTransport");
    m_transport->addItem(tr("WebSocket"), int(WireTransport::WebSocket));
    m_transport->addItem(tr("HTTP long-polling"), int(WireTransport::Polling));
    m_transport->addItem(tr("Polling, then WebSocket"), int(WireTransport::Auto));
    m_parser = addCombo(layout, tr("Par&ser:"), "profileParser");
    m_parser->addItem(tr("JSON"), int(WireParser::Json));
    m_parser->addItem(tr("msgpack"), int(WireParser::Msgpack));
    m_caFile = addLine(layout, tr("Certificate aut&hority:"), "profileCaFile");
    m_caFile->setPlaceholderText(tr("those of the system"));
    auto *browse = new QPushButton(tr("&Browse…"), this);
    browse->setObjectName(QStringLiteral("profileCaBrowse"));
    browse->setAccessibleName(tr("Browse for a certificate authority"));
    layout->addRow(QString(), browse);
    connect(browse, &QPushButton::clicked, this, [this] {
        auto *dialog = new QFileDialog(this, tr("Certificates of authorities, PEM"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &name) {
            m_caFile->setText(name);
            Q_EMIT edited();
        });
        dialog->open();
    });
    m_insecure
        = addCheck(layout, tr("Do not &check certificates: anybody may listen"), "profileInsecure");
    m_reconnects
        = addCheck(layout, tr("Rec&onnect when the connection is lost"), "profileReconnects");
}

void ProfileForm::makeProfilePage()
{
    QFormLayout *layout = makePage(this, tr("&Look and safety"));
    m_group = addLine(layout, tr("&Group:"), "profileGroup");
    m_color = addCombo(layout, tr("Co&lour:"), "profileColor");
    fillColors();
    m_readOnly = addCheck(layout, tr("&Read-only: no commands can be sent"), "profileReadOnly");
    m_automatic = addCheck(layout, tr("Connect when the &program starts"), "profileAutomatic");
}

void ProfileForm::fillColors()
{
    const std::pair<QString, QString> colors[] = {
        {tr("None"), QString()},
        {tr("Red: commands are confirmed by typing"), QStringLiteral("#c62828")},
        {tr("Orange"), QStringLiteral("#ef6c00")},
        {tr("Green"), QStringLiteral("#2e7d32")},
        {tr("Blue"), QStringLiteral("#1565c0")},
        {tr("Purple"), QStringLiteral("#6a1b9a")},
        {tr("Grey"), QStringLiteral("#607d8b")},
    };
    for (const auto &[name, color] : colors)
        m_color->addItem(swatch(color), name, color);
}

// ---- values ----------------------------------------------------------------------------------

void ProfileForm::setProfile(const Profile &profile, const QString &password)
{
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
    m_caFile->setText(settings.caFile);
    m_insecure->setChecked(settings.isInsecure);
    m_reconnects->setChecked(settings.reconnects);
    m_group->setText(profile.group);
    if (m_color->findData(profile.color) < 0) // of an imported profile
        m_color->addItem(swatch(profile.color), profile.color, profile.color);
    select(m_color, profile.color);
    m_readOnly->setChecked(settings.isReadOnly);
    m_automatic->setChecked(profile.connectsAutomatically);
}

void ProfileForm::setPassword(const QString &password)
{
    m_password->setText(password);
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
    settings.caFile = m_caFile->text().trimmed();
    settings.isInsecure = m_insecure->isChecked();
    settings.reconnects = m_reconnects->isChecked();
    settings.isReadOnly = m_readOnly->isChecked();
    return profile;
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
    const Profile profile = this->profile();
    if (!profile.settings.caFile.isEmpty() && !QFile::exists(profile.settings.caFile))
        return tr("The file of certificate authorities does not exist.");
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

} // namespace QsioAdmin
