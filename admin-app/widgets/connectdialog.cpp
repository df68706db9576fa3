// SPDX-License-Identifier: MIT
#include "connectdialog.h"

#include "confirmdialog.h"
#include "icons.h"
#include "profileform.h"
#include "profiles/profileaddress.h"
#include "themecolors.h"

#include <QtCore/QSaveFile>
#include <QtCore/QSignalBlocker>
#include <QtGui/QPainter>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>

namespace QsioAdmin {

namespace {

constexpr int idRole = Qt::UserRole + 1;

QIcon colorIcon(const QString &color)
{
    QPixmap pixmap(12, 24);
    pixmap.fill(color.isEmpty() ? QColor(Qt::transparent) : QColor(color));
    QIcon icon(pixmap);
    icon.addPixmap(pixmap, QIcon::Selected); // else it is tinted: red would be purple
    return icon;
}

QString titleOf(const Profile &profile)
{
    return profile.group.isEmpty() ? profile.displayName()
                                   : profile.group + QStringLiteral(" / ") + profile.displayName();
}

} // namespace

ConnectDialog::ConnectDialog(ProfileStore &profiles, SecretStore &secrets, TestFactory testFactory,
                             QWidget *parent)
    : QDialog(parent)
    , m_profiles(profiles)
    , m_secrets(secrets)
    , m_testFactory(std::move(testFactory))
{
    setObjectName(QStringLiteral("connectDialog"));
    setWindowTitle(tr("Connect to a server"));
    auto *layout = new QHBoxLayout(this);
    layout->addLayout(makeList(), 2);
    layout->addLayout(makeRightSide(), 5);
    m_form->setSecretsText(m_secrets.description());
    connect(&m_secrets, &SecretStore::availabilityChanged, this,
            [this] { m_form->setSecretsText(m_secrets.description()); });
    connect(&m_profiles, &ProfileStore::changed, this, &ConnectDialog::fillList);
    connect(m_form, &ProfileForm::edited, this, [this] {
        keepDraft();
        updateButtons();
    });
    resize(780, 520);
    fillList();
    if (m_profiles.profiles().isEmpty())
        newProfile();
    else
        selectProfile(m_list->item(0)->data(idRole).toString());
}

ConnectDialog::~ConnectDialog() = default;

// ---- the parts -------------------------------------------------------------------------------

QPushButton *ConnectDialog::makeButton(const QString &text, const char *name)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(QString::fromLatin1(name));
    button->setAutoDefault(false);
    return button;
}

QVBoxLayout *ConnectDialog::makeList()
{
    auto *layout = new QVBoxLayout;
    auto *label = new QLabel(tr("Saved &connections"), this);
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("profileList"));
    m_list->setAccessibleName(tr("Saved connections"));
    m_list->setMinimumWidth(190);
    label->setBuddy(m_list);
    layout->addWidget(label);
    layout->addWidget(m_list, 1);
    auto *row = new QHBoxLayout;
    QPushButton *add = makeButton(tr("Ne&w"), "profileNew");
    m_delete = makeButton(tr("De&lete"), "profileDelete");
    QPushButton *more = makeButton(tr("M&ore"), "profileMore");
    auto *menu = new QMenu(more);
    menu->addAction(tr("Import…"), this, &ConnectDialog::importProfiles);
    menu->addAction(tr("Export without passwords…"), this, &ConnectDialog::exportProfiles);
    more->setMenu(menu);
    for (QPushButton *button : {add, m_delete, more})
        row->addWidget(button);
    layout->addLayout(row);
    connect(add, &QPushButton::clicked, this, [this] { newProfile(); });
    connect(m_delete, &QPushButton::clicked, this, &ConnectDialog::askToDelete);
    connect(m_list, &QListWidget::currentItemChanged, this, [this](QListWidgetItem *item) {
        if (item)
            load(item->data(idRole).toString());
    });
    connect(m_list, &QListWidget::itemActivated, this, &ConnectDialog::requestConnection);
    return layout;
}

QVBoxLayout *ConnectDialog::makeRightSide()
{
    auto *layout = new QVBoxLayout;
    m_form = new ProfileForm(this);
    layout->addWidget(m_form);
    m_problem = new QLabel(this);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    layout->addWidget(m_problem);
    m_steps = new QListWidget(this);
    m_steps->setObjectName(QStringLiteral("testSteps"));
    m_steps->setAccessibleName(tr("Results of the test"));
    m_steps->setWordWrap(true);
    m_steps->setSelectionMode(QAbstractItemView::NoSelection);
    m_steps->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_steps->setVisible(false);
    layout->addWidget(m_steps, 1);
    layout->addStretch();
    auto *row = new QHBoxLayout;
    m_testButton = makeButton(tr("T&est"), "profileTest");
    m_save = makeButton(tr("Sa&ve"), "profileSave");
    m_connect = makeButton(tr("&Connect"), "profileConnect");
    m_connect->setDefault(true);
    QPushButton *close = makeButton(tr("Close"), "profileClose");
    row->addWidget(m_testButton);
    row->addStretch();
    for (QPushButton *button : {m_save, close, m_connect})
        row->addWidget(button);
    layout->addLayout(row);
    connect(m_testButton, &QPushButton::clicked, this, &ConnectDialog::toggleTest);
    connect(m_save, &QPushButton::clicked, this, &ConnectDialog::save);
    connect(m_connect, &QPushButton::clicked, this, &ConnectDialog::requestConnection);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(this, &QDialog::finished, this, &ConnectDialog::stopTest);
    return layout;
}

// ---- profiles --------------------------------------------------------------------------------

void ConnectDialog::fillList()
{
    QList<Profile> shown = m_profiles.profiles();
    for (auto draft = m_drafts.cbegin(); draft != m_drafts.cend(); ++draft) {
        if (!m_profiles.find(draft.key()))
            shown.append(draft->profile);
    }
    std::stable_sort(shown.begin(), shown.end(), [](const Profile &a, const Profile &b) {
        return titleOf(a).compare(titleOf(b), Qt::CaseInsensitive) < 0;
    });
    const QSignalBlocker blocker(m_list);
    m_list->clear();
    for (const Profile &profile : std::as_const(shown)) {
        const bool isDraft = m_drafts.contains(profile.id);
        auto *item = new QListWidgetItem(
            colorIcon(profile.color),
            isDraft ? tr("%1 (not saved)").arg(titleOf(profile)) : titleOf(profile), m_list);
        item->setData(idRole, profile.id);
        item->setToolTip(profile.settings.url.toDisplayString());
        if (profile.id == m_current)
            m_list->setCurrentItem(item);
    }
}

void ConnectDialog::selectProfile(const QString &id)
{
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(idRole).toString() == id) {
            const QSignalBlocker blocker(m_list);
            m_list->setCurrentRow(row);
            load(id);
            return;
        }
    }
}

void ConnectDialog::newProfile(const QString &address)
{
    Draft draft{Profile::create(), {}};
    const ProfileAddress parsed = ProfileAddress::parse(address);
    draft.profile.settings.url = parsed.url;
    draft.profile.settings.user = parsed.user;
    draft.password = parsed.password;
    if (!parsed.nsp.isEmpty())
        draft.profile.settings.nsp = parsed.nsp;
    if (!parsed.path.isEmpty())
        draft.profile.settings.path = parsed.path;
    m_drafts.insert(draft.profile.id, draft);
    fillList();
    selectProfile(draft.profile.id);
}

void ConnectDialog::addUnsaved(const Profile &profile)
{
    m_drafts.insert(profile.id, {profile, {}});
    fillList();
    selectProfile(profile.id);
}

void ConnectDialog::load(const QString &id)
{
    stopTest();
    m_steps->setVisible(false);
    m_current = id;
    if (const auto draft = m_drafts.constFind(id); draft != m_drafts.constEnd()) {
        m_form->setProfile(draft->profile, draft->password);
    } else if (const Profile *profile = m_profiles.find(id)) {
        m_form->setProfile(*profile, {});
        m_secrets.read(id, SecretKind::Password, this,
                       [this, id](const std::optional<QString> &password) {
                           // Another one may be chosen, or typed, by now.
                           if (m_current == id && !m_drafts.contains(id) && password)
                               m_form->setPassword(*password);
                           updateButtons();
                       });
        m_secrets.read(id, SecretKind::Access, this,
                       [this, id](const std::optional<QString> &secrets) {
                           if (m_current == id && !m_drafts.contains(id) && secrets)
                               m_form->setAccessSecrets(*secrets);
                           updateButtons();
                       });
    }
    updateButtons();
}

void ConnectDialog::keepDraft()
{
    m_drafts.insert(m_current, {m_form->profile(), m_form->password()});
    fillList();
}

void ConnectDialog::updateButtons()
{
    const QString problem = m_form->problem();
    m_problem->setText(QString(QChar(0x26A0)) + u' ' + problem);
    // An address that nobody has typed yet is no mistake.
    m_problem->setVisible(!problem.isEmpty() && !m_form->profile().name.isEmpty());
    QPalette red = palette();
    red.setColor(QPalette::WindowText, ThemeColors::of(palette()).bad);
    m_problem->setPalette(red);
    for (QPushButton *button : {m_save, m_connect, m_testButton})
        button->setEnabled(problem.isEmpty());
    m_delete->setEnabled(!m_current.isEmpty());
}

bool ConnectDialog::save()
{
    const Profile profile = m_form->profile();
    const QString password = m_form->password();
    m_drafts.remove(m_current);
    m_secrets.keep(profile.id, SecretKind::Password, password);
    m_secrets.keep(profile.id, SecretKind::Access, profile.settings.accessSecrets());
    const bool isSaved = m_profiles.save(profile);
    if (!isSaved) {
        m_problem->setText(m_profiles.problem());
        m_problem->setVisible(true);
    }
    return isSaved;
}

void ConnectDialog::askToDelete()
{
    const QString id = m_current;
    const Profile *profile = m_profiles.find(id);
    if (!profile) {
        deleteProfile(id); // a draft
        return;
    }
    ConfirmRequest request;
    request.title = tr("Delete the connection %1?").arg(profile->displayName());
    request.text = tr("Its password and its other secrets are deleted, too.");
    request.verb = tr("&Delete");
    auto *dialog = new ConfirmDialog(request, this);
    connect(dialog, &QDialog::accepted, this, [this, id] { deleteProfile(id); });
    dialog->open();
}

void ConnectDialog::deleteProfile(const QString &id)
{
    m_drafts.remove(id);
    m_secrets.removeAll(id);
    if (!m_profiles.remove(id))
        fillList();
    if (m_list->count() > 0)
        selectProfile(m_list->item(0)->data(idRole).toString());
    else
        newProfile();
}

void ConnectDialog::requestConnection()
{
    if (!m_form->problem().isEmpty())
        return;
    stopTest();
    Q_EMIT connectRequested(m_form->profile(), m_form->password());
}

void ConnectDialog::showProgress(const QString &text)
{
    m_steps->clear();
    m_steps->setVisible(true);
    showStep(QStringLiteral("information"), text);
}

void ConnectDialog::showFailure(const QString &text)
{
    m_steps->clear();
    m_steps->setVisible(true);
    showStep(QStringLiteral("error"), text);
}

// ---- test ------------------------------------------------------------------------------------

void ConnectDialog::toggleTest()
{
    if (m_test) {
        stopTest();
        showStep(QStringLiteral("information"), tr("Stopped."));
        return;
    }
    ConnectionSettings settings = m_form->profile().settings;
    settings.password = m_form->password();
    m_steps->clear();
    m_steps->setVisible(true);
    m_test
        = m_testFactory ? m_testFactory(settings, this) : new DoctorConnectionTest(settings, this);
    m_testButton->setText(tr("&Stop the test"));
    connect(m_test, &ConnectionTest::stepDone, this,
            [this](const QString &text) { showStep(QStringLiteral("done"), text); });
    connect(m_test, &ConnectionTest::finished, this, [this](bool isUsable, const QString &text) {
        stopTest();
        showStep(isUsable ? QStringLiteral("done") : QStringLiteral("error"), text);
    });
    m_test->start();
}

void ConnectDialog::stopTest()
{
    if (!m_test)
        return;
    m_test->disconnect(this);
    m_test->deleteLater(); // it may have called us
    m_test = nullptr;
    m_testButton->setText(tr("T&est"));
}

void ConnectDialog::showStep(const QString &icon, const QString &text)
{
    m_steps->addItem(new QListWidgetItem(themedIcon(icon), text));
    m_steps->scrollToBottom();
    m_steps->setAccessibleDescription(text);
}

// ---- import and export -----------------------------------------------------------------------

void ConnectDialog::importProfiles()
{
    auto *dialog = new QFileDialog(this, tr("Import connections"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &name) {
        QFile file(name);
        const bool isOpen = file.open(QIODevice::ReadOnly);
        if (isOpen && m_profiles.import(file.read(ProfileStore::maxFileSize)) >= 0)
            return;
        m_problem->setText(isOpen ? tr("There are no connections in this file.")
                                  : file.errorString());
        m_problem->setVisible(true);
    });
    dialog->open();
}

void ConnectDialog::exportProfiles()
{
    auto *dialog = new QFileDialog(this, tr("Export connections"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(QStringLiteral("connections.json"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &name) {
        QSaveFile file(name);
        if (file.open(QIODevice::WriteOnly) && file.write(m_profiles.exported()) >= 0
            && file.commit())
            return;
        m_problem->setText(file.errorString());
        m_problem->setVisible(true);
    });
    dialog->open();
}

} // namespace QsioAdmin
