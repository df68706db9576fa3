// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_KEYSDIALOG_H
#define QSIOADMIN_WINDOW_KEYSDIALOG_H

#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtGui/QKeySequence>
#include <QtWidgets/QDialog>

QT_BEGIN_NAMESPACE
class QAction;
class QKeySequenceEdit;
class QLabel;
class QPushButton;
class QSettings;
QT_END_NAMESPACE

namespace QsioAdmin {

// The keys of actions, which people may change. They are saved by the actions' object names.
class KeySettings
{
public:
    explicit KeySettings(QSettings *settings); // null: nothing is saved

    void apply(const QList<QAction *> &actions); // what was saved; remembers what was there before
    // Those of the program, or those there are.
    [[nodiscard]] QList<QKeySequence> defaults(const QAction *action) const;
    void set(QAction *action, const QList<QKeySequence> &keys);

private:
    QSettings *const m_settings;
    QHash<QString, QList<QKeySequence>> m_defaults; // by name
};

// Shows the first key of each action, to be changed. What two of them share is refused.
class KeysDialog : public QDialog
{
    Q_OBJECT
public:
    // The settings and the actions live longer.
    KeysDialog(KeySettings *settings, const QList<QAction *> &actions, QWidget *parent = nullptr);

    [[nodiscard]] QString problem() const; // in plain words; empty: none
    void accept() override;

private:
    struct Row
    {
        QAction *action;
        QKeySequenceEdit *edit;
    };

    void check();
    void useDefaults();
    [[nodiscard]] QList<QKeySequence> keysOf(const Row &row) const;

    KeySettings *const m_settings;
    QList<Row> m_rows;
    QLabel *m_problem;
    QPushButton *m_save;
};

} // namespace QsioAdmin

#endif
