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
QT_END_NAMESPACE

namespace QsioAdmin {

// The fields of a profile, and the password that goes with it. An address that is pasted with
// more than an address fills the other fields.
class ProfileForm : public QTabWidget
{
    Q_OBJECT
public:
    explicit ProfileForm(QWidget *parent = nullptr);
    ~ProfileForm() override;

    void setProfile(const Profile &profile, const QString &password);
    void setPassword(const QString &password); // not an edit
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
    void makeServerPage();
    void makeTransportPage();
    void makeProfilePage();
    void splitAddress();
    void fillColors();

    QLineEdit *m_name;
    QLineEdit *m_address;
    QLineEdit *m_nsp;
    QLineEdit *m_user;
    QLineEdit *m_password;
    QLabel *m_secrets;
    QLineEdit *m_path;
    QComboBox *m_transport;
    QComboBox *m_parser;
    QLineEdit *m_caFile;
    QCheckBox *m_insecure;
    QCheckBox *m_reconnects;
    QLineEdit *m_group;
    QComboBox *m_color;
    QCheckBox *m_readOnly;
    QCheckBox *m_automatic;
    QString m_id;
};

} // namespace QsioAdmin

#endif
