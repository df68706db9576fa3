// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WIDGETS_PROFILEFORM_H
#define QSIOADMIN_WIDGETS_PROFILEFORM_H

#include "profiles/profile.h"

#include <QtWidgets/QTabWidget>

QT_BEGIN_NAMESPACE
class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;
QT_END_NAMESPACE

namespace QsioAdmin {

// The fields of a profile, and the secrets that go with it: the password, and those in its settings.
// An address that is pasted with more than an address fills the other fields.
class ProfileForm : public QTabWidget
{
    Q_OBJECT
public:
    explicit ProfileForm(QWidget *parent = nullptr);
    ~ProfileForm() override;

    void setProfile(const Profile &profile, const QString &password);
    void setPassword(const QString &password); // not an edit
    void setAccessSecrets(const QString &text); // as ConnectionSettings has them; not an edit
    [[nodiscard]] Profile profile() const;
    [[nodiscard]] QString password() const;
    // What has to be mended first, in plain words; empty: nothing.
    [[nodiscard]] QString problem() const;
    void setSecretsText(const QString &text); // where passwords go

Q_SIGNALS:
    void edited();

private:
    [[nodiscard]] QLineEdit *addLine(QFormLayout *layout, const QString &label, const char *name);
    [[nodiscard]] QCheckBox *addCheck(QFormLayout *layout, const QString &label, const char *name);
    [[nodiscard]] QComboBox *addCombo(QFormLayout *layout, const QString &label, const char *name);
    [[nodiscard]] QPlainTextEdit *addText(QFormLayout *layout, const QString &label,
                                          const char *name);
    [[nodiscard]] QSpinBox *addNumber(QFormLayout *layout, const QString &label, const char *name,
                                      int least, int most);
    [[nodiscard]] QLineEdit *addSecret(QFormLayout *layout, const QString &label, const char *name);
    [[nodiscard]] QLineEdit *addFile(QFormLayout *layout, const QString &label, const char *name);
    void browse(QLineEdit *edit);
    void makeServerPage();
    void makeTransportPage();
    void makeNetworkPage();
    void makeTlsPage();
    void makeProfilePage();
    void splitAddress();
    void fillColors();
    void addColor(const QString &name, const QString &color);
    void showAccess(const ConnectionSettings &settings);
    void showSecrets(const ConnectionSettings &settings);
    void readAccess(ConnectionSettings *settings) const;
    void updateRows(); // what has no effect is not shown

    QLineEdit *m_name;
    QLineEdit *m_address;
    QLineEdit *m_nsp;
    QComboBox *m_auth;
    QLineEdit *m_user;
    QLineEdit *m_password;
    QPlainTextEdit *m_authObject;
    QLabel *m_secrets;
    QLineEdit *m_path;
    QComboBox *m_transport;
    QComboBox *m_parser;
    QPlainTextEdit *m_headers;
    QPlainTextEdit *m_cookies;
    QComboBox *m_proxy;
    QLineEdit *m_proxyHost;
    QSpinBox *m_proxyPort;
    QLineEdit *m_proxyUser;
    QLineEdit *m_proxyPassword;
    QCheckBox *m_reconnects;
    QSpinBox *m_delay; // ms
    QSpinBox *m_delayMax;
    QSpinBox *m_attempts;
    QLineEdit *m_caFile;
    QLineEdit *m_fingerprint;
    QLineEdit *m_certificateFile;
    QLineEdit *m_keyFile;
    QLineEdit *m_keyPassphrase;
    QCheckBox *m_insecure;
    QLineEdit *m_group;
    QComboBox *m_color;
    QCheckBox *m_readOnly;
    QCheckBox *m_automatic;
    QString m_id;
    bool m_isFilling = false; // not the user
};

} // namespace QsioAdmin

#endif
