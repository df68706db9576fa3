// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WIDGETS_FILTERBAR_H
#define QSIOADMIN_WIDGETS_FILTERBAR_H

#include "core/filterexpr.h"
#include "filteredit.h"

#include <QtCore/QTimer>

#include <functional>
#include <optional>

QT_BEGIN_NAMESPACE
class QLabel;
class QMenu;
class QToolButton;
QT_END_NAMESPACE

namespace QsioAdmin {

// A line to filter a table by. What is typed is checked at once; what is wrong is underlined and
// explained, and filterChanged() comes only for what is right, a moment after the last key.
class FilterBar : public QWidget
{
    Q_OBJECT
public:
    using Checker = std::function<std::optional<FilterError>(const QString &text)>;
    // Whole words that the word in front of the cursor may become.
    using Completer = std::function<QStringList(const QString &text, int cursor)>;
    static constexpr qsizetype maxHistory = 50;
    static constexpr qsizetype maxSaved = 200;

    // name: what is filtered, such as "Sockets", for those who hear it.
    explicit FilterBar(const QString &name, QWidget *parent = nullptr);

    ~FilterBar() override;

    // For those who filter by a FilterExpr.
    [[nodiscard]] static std::optional<FilterError> checkExpression(const QString &text);
    [[nodiscard]] static QStringList completeKeys(const QString &text, int cursor);

    void setChecker(const Checker &checker);
    void setCompleter(const Completer &completer) { m_edit->setCompleter(completer); }
    void setDelay(std::chrono::milliseconds delay) { m_timer.setInterval(delay); } // 150 ms

    [[nodiscard]] QString text() const { return m_edit->text(); }
    void setText(const QString &text); // without delay
    [[nodiscard]] QString filter() const { return m_filter; } // the last that was right
    [[nodiscard]] bool isValid() const { return !m_problem; }
    // What a context menu says: this cell, or all but this cell.
    void addTerm(const QString &term);

    void setHistory(const QStringList &history);
    [[nodiscard]] QStringList history() const { return m_history; } // the newest first
    void setSavedFilters(const QStringList &filters);
    [[nodiscard]] QStringList savedFilters() const { return m_saved; }

Q_SIGNALS:
    void filterChanged(const QString &filter);
    void historyChanged();
    void savedFiltersChanged();

private:
    void check();
    void apply();
    void remember();
    void toggleSaved();
    void updateSaveButton();
    void fillMenu();

    FilterEdit *m_edit;
    QLabel *m_message;
    QToolButton *m_save;
    QToolButton *m_open;
    QMenu *m_menu;
    QTimer m_timer;
    Checker m_checker;
    std::optional<FilterError> m_problem;
    QString m_filter;
    QStringList m_history;
    QStringList m_saved;
};

} // namespace QsioAdmin

#endif
