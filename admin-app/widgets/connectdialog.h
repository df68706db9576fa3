// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WIDGETS_CONNECTDIALOG_H
#define QSIOADMIN_WIDGETS_CONNECTDIALOG_H

#include "profiles/connectiontest.h"
#include "profiles/profilestore.h"
#include "profiles/secretstore.h"

#include <QtCore/QHash>
#include <QtWidgets/QDialog>

QT_BEGIN_NAMESPACE
class QLabel;
class QListWidget;
class QPushButton;
class QVBoxLayout;
QT_END_NAMESPACE

namespace QsioAdmin {

class ProfileForm;

// The saved connections, and the form of the one that is chosen. It blocks nothing: show() it, and
// connect to connectRequested(). It stays open, for who has mistyped a password: close it once there
// is a connection. What is edited and not saved stays until the dialog is deleted.
class ConnectDialog : public QDialog
{
    Q_OBJECT
public:
    using TestFactory
        = std::function<ConnectionTest *(const ConnectionSettings &settings, QObject *parent)>;

    // Both stores must live longer. testFactory: for tests.
    ConnectDialog(ProfileStore &profiles, SecretStore &secrets, TestFactory testFactory = {},
                  QWidget *parent = nullptr);
    ~ConnectDialog() override;

    void selectProfile(const QString &id);
    void newProfile(const QString &address = {});
    void addUnsaved(const Profile &profile); // as it was the last time; selects it
    // After connectRequested(): how it goes, or why it does not.
    void showProgress(const QString &text);
    void showFailure(const QString &text);

Q_SIGNALS:
    // With the password, which is in no profile; the other secrets are in its settings.
    void connectRequested(const QsioAdmin::Profile &profile, const QString &password);

private:
    struct Draft
    {
        Profile profile;
        QString password;
    };

    [[nodiscard]] QVBoxLayout *makeList();
    [[nodiscard]] QVBoxLayout *makeRightSide();
    [[nodiscard]] QPushButton *makeButton(const QString &text, const char *name);
    void fillList();
    void load(const QString &id);
    void keepDraft();
    void updateButtons();
    bool save();
    void askToDelete();
    void deleteProfile(const QString &id);
    void requestConnection();
    void toggleTest();
    void stopTest();
    void showStep(const QString &icon, const QString &text);
    void importProfiles();
    void exportProfiles();

    ProfileStore &m_profiles;
    SecretStore &m_secrets;
    const TestFactory m_testFactory;
    QHash<QString, Draft> m_drafts; // by the id of the profile
    QString m_current;
    ConnectionTest *m_test = nullptr;
    QListWidget *m_list = nullptr;
    ProfileForm *m_form = nullptr;
    QLabel *m_problem = nullptr;
    QListWidget *m_steps = nullptr;
    QPushButton *m_delete = nullptr;
    QPushButton *m_testButton = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_connect = nullptr;
};

} // namespace QsioAdmin

#endif
