// SPDX-License-Identifier: MIT
#include "profileform.h"

#include <QtGui/QPainter>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
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

} // namespace

ProfileForm::ProfileForm(QWidget *parent)
    : QTabWidget(parent)
{
    setObjectName(QStringLiteral("profileForm"));
    setAccessibleName(tr("Connection"));
    makeServerPage();
    makeTransportPage();
    makeNetworkPage();
    makeTlsPage();
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
    edit->setAccessibleName(QString(label).remove(u'&').remove(u':').trimmed());
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
    box->setAccessibleName(QString(label).remove(u'&').remove(u':').trimmed());
    layout->addRow(label, box);
    connect(box, &QComboBox::activated, this, &ProfileForm::edited);
    return box;
}

QPlainTextEdit *ProfileForm::addText(QFormLayout *layout, const QString &label, const char *name)
{
    auto *edit = new QPlainTextEdit(this);
    edit->setObjectName(QString::fromLatin1(name));
    edit->setAccessibleName(QString(label).remove(u'&').remove(u':').trimmed());
    edit->setTabChangesFocus(true);
    edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    edit->setFixedHeight(edit->fontMetrics().lineSpacing() * 3 + 14);
    layout->addRow(label, edit);
    connect(edit, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_isFilling)
            Q_EMIT edited();
    });
    return edit;
}

QSpinBox *ProfileForm::addNumber(QFormLayout *layout, const QString &label, const char *name,
                                 int least, int most)
{
    auto *box = new QSpinBox(this);
    box->setObjectName(QString::fromLatin1(name));
    box->setAccessibleName(QString(label).remove(u'&').remove(u':').trimmed());
    box->setRange(least, most);
    layout->addRow(label, box);
    connect(box, &QSpinBox::valueChanged, this, [this] {
        if (!m_isFilling)
            Q_EMIT edited();
    });
    return box;
}

QLineEdit *ProfileForm::addSecret(QFormLayout *layout, const QString &label, const char *name)
{
    QLineEdit *edit = addLine(layout, label, name);
    edit->setEchoMode(QLineEdit::Password);
    return edit;
}

QLineEdit *ProfileForm::addFile(QFormLayout *layout, const QString &label, const char *name)
{
    auto *line = new QHBoxLayout;
    QLineEdit *edit = addLine(layout, label, name);
    const int row = layout->rowCount() - 1;
    auto *field = new QWidget(this);
    field->setLayout(line);
    line->setContentsMargins(0, 0, 0, 0);
    auto *button = new QPushButton(tr("Browse…"), field);
    button->setObjectName(edit->objectName() + QStringLiteral("Browse"));
    button->setAccessibleName(tr("Browse: %1").arg(edit->accessibleName()));
    button->setAutoDefault(false);
    layout->removeWidget(edit);
    line->addWidget(edit, 1);
    line->addWidget(button);
    layout->setWidget(row, QFormLayout::FieldRole, field);
    connect(button, &QPushButton::clicked, this, [this, edit] { browse(edit); });
    return edit;
}

void ProfileForm::browse(QLineEdit *edit)
{
    auto *dialog = new QFileDialog(this, edit->accessibleName());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this, edit](const QString &name) {
        edit->setText(name);
        Q_EMIT edited();
    });
    dialog->open();
}

// ---- pages -----------------------------------------------------------------------------------

void ProfileForm::makeServerPage()
{
    QFormLayout *layout = makePage(this, tr("&Server"));
    m_name = addLine(layout, tr("&Name:"), "profileName");
    m_address = addLine(layout, tr("A&ddress:"), "profileAddress");
    m_address->setPlaceholderText(QStringLiteral("https://example.org"));
    m_nsp = addLine(layout, tr("Admin na&mespace:"), "profileNamespace");
    m_auth = addCombo(layout, tr("Lo&g in with:"), "profileAuth");
    m_auth->addItem(tr("User and password"), int(AuthKind::Password));
    m_auth->addItem(tr("Session id of another login"), int(AuthKind::Session));
    m_auth->addItem(tr("A JSON object"), int(AuthKind::Custom));
    m_auth->addItem(tr("Nothing"), int(AuthKind::None));
    m_user = addLine(layout, tr("&User:"), "profileUser");
    m_user->setPlaceholderText(tr("empty if the server asks for none"));
    m_password = addSecret(layout, tr("&Password:"), "profilePassword");
    m_authObject = addText(layout, tr("&JSON:"), "profileAuthObject");
    m_authObject->setPlaceholderText(QStringLiteral("{\"token\": \"…\"}"));
    m_secrets = new QLabel(this);
    m_secrets->setTextFormat(Qt::PlainText);
    m_secrets->setWordWrap(true);
    layout->addRow(QString(), m_secrets);
    connect(m_address, &QLineEdit::editingFinished, this, &ProfileForm::splitAddress);
    connect(m_auth, &QComboBox::currentIndexChanged, this, &ProfileForm::updateRows);
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
    m_headers = addText(layout, tr("H&eaders:"), "profileHeaders");
    m_headers->setPlaceholderText(QStringLiteral("X-Tenant: blue\nAuthorization: Bearer …"));
    m_cookies = addText(layout, tr("Coo&kies:"), "profileCookies");
    m_cookies->setPlaceholderText(QStringLiteral("route=a3"));
    auto *hint = new QLabel(tr("One a line. They go along with every request, and are kept where "
                               "passwords are."),
                            this);
    hint->setWordWrap(true);
    layout->addRow(QString(), hint);
}

void ProfileForm::makeNetworkPage()
{
    QFormLayout *layout = makePage(this, tr("Net&work"));
    m_proxy = addCombo(layout, tr("Pro&xy:"), "profileProxy");
    m_proxy->addItem(tr("No proxy"), int(ProxyKind::None));
    m_proxy->addItem(tr("That of the system"), int(ProxyKind::System));
    m_proxy->addItem(tr("HTTP"), int(ProxyKind::Http));
    m_proxy->addItem(tr("SOCKS 5"), int(ProxyKind::Socks5));
    m_proxyHost = addLine(layout, tr("H&ost of the proxy:"), "profileProxyHost");
    m_proxyPort = addNumber(layout, tr("Po&rt of the proxy:"), "profileProxyPort", 0, 65'535);
    m_proxyPort->setSpecialValueText(QStringLiteral(" "));
    m_proxyUser = addLine(layout, tr("&User of the proxy:"), "profileProxyUser");
    m_proxyPassword = addSecret(layout, tr("Pass&word of the proxy:"), "profileProxyPassword");
    m_reconnects
        = addCheck(layout, tr("Reconnect when the connection is &lost"), "profileReconnects");
    const int most = ConnectionSettings::maxDelay;
    m_delay = addNumber(layout, tr("&First wait:"), "profileDelay", 1, most);
    m_delayMax = addNumber(layout, tr("Lon&gest wait:"), "profileDelayMax", 1, most);
    for (QSpinBox *box : {m_delay, m_delayMax}) {
        box->setSuffix(tr(" ms"));
        box->setSingleStep(500);
    }
    m_attempts = addNumber(layout, tr("A&ttempts:"), "profileAttempts", 0,
                           ConnectionSettings::maxAttempts);
    m_attempts->setSpecialValueText(tr("until it succeeds"));
    connect(m_proxy, &QComboBox::currentIndexChanged, this, &ProfileForm::updateRows);
    connect(m_reconnects, &QCheckBox::toggled, this, &ProfileForm::updateRows);
}

void ProfileForm::makeTlsPage()
{
    QFormLayout *layout = makePage(this, tr("TLS"));
    m_caFile = addFile(layout, tr("Certificate aut&hority:"), "profileCaFile");
    m_caFile->setPlaceholderText(tr("those of the system"));
    m_fingerprint = addLine(layout, tr("Pinned &fingerprint:"), "profileFingerprint");
    m_fingerprint->setPlaceholderText(tr("SHA-256 of the only certificate to trust"));
    m_certificateFile = addFile(layout, tr("My certi&ficate:"), "profileCertificate");
    m_certificateFile->setPlaceholderText(tr("PEM, if the server asks for one"));
    m_keyFile = addFile(layout, tr("Its &key:"), "profileKey");
    m_keyFile->setPlaceholderText(tr("PEM, if it is in another file"));
    m_keyPassphrase = addSecret(layout, tr("&Passphrase of the key:"), "profileKeyPassphrase");
    m_insecure
        = addCheck(layout, tr("Do not &check certificates: anybody may listen"), "profileInsecure");
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
        addColor(name, color);
}

void ProfileForm::addColor(const QString &name, const QString &color)
{
    m_color->addItem(swatch(color), name, color);
}

} // namespace QsioAdmin
