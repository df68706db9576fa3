// SPDX-License-Identifier: MIT
#include "keysdialog.h"

#include "widgets/themecolors.h"

#include <QtCore/QSettings>
#include <QtGui/QAction>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QKeySequenceEdit>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QVBoxLayout>

namespace QsioAdmin {

static QString settingOf(const QAction *action)
{
    return QStringLiteral("shortcuts/") + action->objectName();
}

static QString titleOf(const QAction *action)
{
    return action->text().remove(u'&').remove(u'…');
}

// ---- settings --------------------------------------------------------------------------------

KeySettings::KeySettings(QSettings *settings)
    : m_settings(settings)
{ }

void KeySettings::apply(const QList<QAction *> &actions)
{
    for (QAction *action : actions) {
        if (action->objectName().isEmpty())
            continue; // there is nothing to save it by
        if (!m_defaults.contains(action->objectName()))
            m_defaults.insert(action->objectName(), action->shortcuts());
        action->setShortcuts(defaults(action));
        if (m_settings && m_settings->contains(settingOf(action)))
            action->setShortcuts(QKeySequence::listFromString(
                m_settings->value(settingOf(action)).toString(), QKeySequence::PortableText));
    }
}

QList<QKeySequence> KeySettings::defaults(const QAction *action) const
{
    return m_defaults.value(action->objectName(), action->shortcuts());
}

void KeySettings::set(QAction *action, const QList<QKeySequence> &keys)
{
    action->setShortcuts(keys);
    if (!m_settings)
        return;
    if (keys == defaults(action))
        m_settings->remove(settingOf(action));
    else
        m_settings->setValue(settingOf(action),
                             QKeySequence::listToString(keys, QKeySequence::PortableText));
}

// ---- the dialog ------------------------------------------------------------------------------

KeysDialog::KeysDialog(KeySettings *settings, const QList<QAction *> &actions, QWidget *parent)
    : QDialog(parent)
    , m_settings(settings)
    , m_problem(new QLabel(this))
{
    setObjectName(QStringLiteral("keysDialog"));
    setWindowTitle(tr("Shortcuts"));
    auto *area = new QScrollArea(this);
    area->setObjectName(QStringLiteral("keysArea"));
    area->setAccessibleName(tr("Shortcuts"));
    area->setWidgetResizable(true);
    auto *list = new QWidget(area);
    auto *form = new QFormLayout(list);
    for (QAction *action : actions) {
        if (action->objectName().isEmpty())
            continue;
        auto *edit = new QKeySequenceEdit(action->shortcuts().value(0), list);
        edit->setObjectName(action->objectName() + QStringLiteral("Keys"));
        edit->setAccessibleName(titleOf(action));
        if (auto *line = edit->findChild<QLineEdit *>()) {
            line->setObjectName(edit->objectName() + QStringLiteral("Text"));
            line->setAccessibleName(titleOf(action));
            line->setClearButtonEnabled(true);
        }
        form->addRow(titleOf(action), edit);
        m_rows.append({action, edit});
        connect(edit, &QKeySequenceEdit::keySequenceChanged, this, &KeysDialog::check);
    }
    area->setWidget(list);
    m_problem->setObjectName(QStringLiteral("keysProblem"));
    m_problem->setWordWrap(true);
    QPalette red = palette();
    red.setColor(QPalette::WindowText, ThemeColors::of(palette()).bad);
    m_problem->setPalette(red);
    auto *box = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel
                                         | QDialogButtonBox::RestoreDefaults,
                                     this);
    m_save = box->button(QDialogButtonBox::Save);
    m_save->setObjectName(QStringLiteral("keysSave"));
    box->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("keysCancel"));
    box->button(QDialogButtonBox::RestoreDefaults)->setObjectName(QStringLiteral("keysDefaults"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(area, 1);
    layout->addWidget(m_problem);
    layout->addWidget(box);
    connect(box, &QDialogButtonBox::accepted, this, &KeysDialog::accept);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(box->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked, this,
            &KeysDialog::useDefaults);
    resize(480, 560);
    check();
}

// Further keys of an action stay as they are.
QList<QKeySequence> KeysDialog::keysOf(const Row &row) const
{
    QList<QKeySequence> keys = row.action->shortcuts();
    if (!keys.isEmpty())
        keys.removeFirst();
    if (keys.isEmpty() && m_settings->defaults(row.action).value(0) == row.edit->keySequence())
        keys = m_settings->defaults(row.action).mid(1);
    keys.removeAll(row.edit->keySequence());
    if (!row.edit->keySequence().isEmpty())
        keys.prepend(row.edit->keySequence());
    return keys;
}

QString KeysDialog::problem() const
{
    QHash<QKeySequence, const QAction *> owners;
    for (const Row &row : m_rows) {
        const QList<QKeySequence> keys = keysOf(row);
        for (const QKeySequence &key : keys) {
            if (const QAction *owner = owners.value(key))
                return tr("%1 is the key of both \"%2\" and \"%3\".")
                    .arg(key.toString(QKeySequence::NativeText), titleOf(owner),
                         titleOf(row.action));
            owners.insert(key, row.action);
        }
    }
    return {};
}

void KeysDialog::check()
{
    m_problem->setText(problem());
    m_save->setEnabled(m_problem->text().isEmpty());
}

void KeysDialog::useDefaults()
{
    for (const Row &row : std::as_const(m_rows))
        row.edit->setKeySequence(m_settings->defaults(row.action).value(0));
    check();
}

void KeysDialog::accept()
{
    if (!problem().isEmpty())
        return;
    for (const Row &row : std::as_const(m_rows))
        m_settings->set(row.action, keysOf(row));
    QDialog::accept();
}

} // namespace QsioAdmin
