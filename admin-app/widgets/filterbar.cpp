// SPDX-License-Identifier: MIT
#include "filterbar.h"

#include "icons.h"
#include "themecolors.h"

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>

namespace QsioAdmin {

namespace {

constexpr int maxFilter = 4'000; // characters

QToolButton *makeButton(QWidget *parent, const QString &icon, const QString &text,
                        const QString &name)
{
    auto *button = new QToolButton(parent);
    button->setIcon(themedIcon(icon));
    button->setText(text);
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setObjectName(name);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

QString elided(const QString &filter)
{
    constexpr qsizetype limit = 60;
    QString text = filter.size() > limit ? filter.left(limit) + QChar(0x2026) : filter;
    return text.replace(u'&', QStringLiteral("&&"));
}

} // namespace

FilterBar::FilterBar(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_edit(new FilterEdit(this))
    , m_message(new QLabel(this))
    , m_menu(new QMenu(this))
{
    const QString base = name.toLower();
    setObjectName(base + QStringLiteral("FilterBar"));
    m_edit->setObjectName(base + QStringLiteral("Filter"));
    m_edit->setAccessibleName(tr("%1 filter").arg(name));
    m_edit->setPlaceholderText(tr("Filter"));
    m_edit->setMaxLength(maxFilter);
    m_edit->setClearButtonEnabled(true);
    m_edit->addAction(themedIcon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    setFocusProxy(m_edit);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_save = makeButton(this, QStringLiteral("save"), tr("Save this filter"),
                        base + QStringLiteral("FilterSave"));
    m_save->setCheckable(true);
    m_open = makeButton(this, QStringLiteral("history"), tr("Saved and recent filters"),
                        base + QStringLiteral("FilterHistory"));
    m_open->setPopupMode(QToolButton::InstantPopup);
    m_open->setMenu(m_menu);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setVisible(false);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_edit, 0, 0);
    layout->addWidget(m_save, 0, 1);
    layout->addWidget(m_open, 0, 2);
    layout->addWidget(m_message, 1, 0, 1, 3);
    m_timer.setSingleShot(true);
    m_timer.setInterval(150);
    m_timer.callOnTimeout(this, &FilterBar::apply);
    connect(m_edit, &QLineEdit::textChanged, this, [this] {
        check();
        m_timer.start();
    });
    connect(m_edit, &QLineEdit::returnPressed, this, [this] {
        apply();
        remember();
    });
    connect(m_edit, &QLineEdit::editingFinished, this, &FilterBar::remember);
    connect(m_save, &QToolButton::clicked, this, &FilterBar::toggleSaved);
    connect(m_menu, &QMenu::aboutToShow, this, &FilterBar::fillMenu);
    updateSaveButton();
}

// A line edit that has the focus says so when it goes.
FilterBar::~FilterBar()
{
    m_edit->disconnect(this);
}

void FilterBar::setChecker(const Checker &checker)
{
    m_checker = checker;
    check();
}

std::optional<FilterError> FilterBar::checkExpression(const QString &text)
{
    FilterError error;
    return FilterExpr::parse(text, &error) ? std::nullopt : std::optional(error);
}

QStringList FilterBar::completeKeys(const QString &text, int cursor)
{
    QString word = text.left(cursor).mid(FilterEdit::wordStart(text, cursor));
    QString sign; // a word may be negated
    if (word.startsWith(u'-')) {
        sign = word.left(1);
        word.remove(0, 1);
    }
    QStringList words;
    const QStringList keys = FilterExpr::keys();
    for (const QString &key : keys) {
        if (key.startsWith(word, Qt::CaseInsensitive))
            words.append(sign + key);
    }
    return words;
}

void FilterBar::setText(const QString &text)
{
    m_edit->setText(text);
    apply();
}

void FilterBar::addTerm(const QString &term)
{
    const QString before = text().trimmed();
    setText(before.isEmpty() ? term : before + u' ' + term);
    remember();
}

void FilterBar::check()
{
    const QString trimmed = text().trimmed();
    m_problem = m_checker && !trimmed.isEmpty() ? m_checker(text()) : std::nullopt;
    m_message->setVisible(m_problem.has_value());
    updateSaveButton();
    if (!m_problem) {
        m_edit->clearUnderline();
        m_edit->setAccessibleDescription({});
        return;
    }
    m_edit->underline(m_problem->position, m_problem->length);
    m_edit->setAccessibleDescription(m_problem->message);
    // The sign says it to those who do not see red.
    m_message->setText(QString(QChar(0x26A0)) + u' ' + m_problem->message);
    QPalette red = palette();
    red.setColor(QPalette::WindowText, ThemeColors::of(palette()).bad);
    m_message->setPalette(red);
}

void FilterBar::apply()
{
    m_timer.stop();
    const QString filter = text().trimmed();
    if (m_problem || filter == m_filter)
        return;
    m_filter = filter;
    Q_EMIT filterChanged(filter);
}

// ---- history and saved filters ---------------------------------------------------------------

void FilterBar::remember()
{
    const QString filter = text().trimmed();
    if (filter.isEmpty() || m_problem || (!m_history.isEmpty() && m_history.first() == filter))
        return;
    m_history.removeAll(filter);
    m_history.prepend(filter);
    if (m_history.size() > maxHistory)
        m_history.removeLast();
    Q_EMIT historyChanged();
}

void FilterBar::setHistory(const QStringList &history)
{
    m_history = history.first(std::min(maxHistory, history.size()));
}

void FilterBar::setSavedFilters(const QStringList &filters)
{
    m_saved = filters.first(std::min(maxSaved, filters.size()));
    updateSaveButton();
}

void FilterBar::toggleSaved()
{
    const QString filter = text().trimmed();
    if (!m_saved.removeOne(filter) && m_saved.size() < maxSaved)
        m_saved.append(filter);
    updateSaveButton();
    Q_EMIT savedFiltersChanged();
}

void FilterBar::updateSaveButton()
{
    const QString filter = text().trimmed();
    const bool isSaved = m_saved.contains(filter);
    m_save->setEnabled(!filter.isEmpty() && !m_problem);
    m_save->setChecked(isSaved);
    m_save->setToolTip(isSaved ? tr("Forget this filter") : tr("Save this filter"));
    m_save->setAccessibleName(m_save->toolTip());
}

void FilterBar::fillMenu()
{
    m_menu->clear();
    const auto add = [this](const QString &heading, const QStringList &filters) {
        if (filters.isEmpty())
            return;
        QAction *title = m_menu->addAction(heading);
        title->setEnabled(false);
        for (const QString &filter : filters) {
            m_menu->addAction(elided(filter), this, [this, filter] {
                setText(filter);
                remember();
            });
        }
    };
    add(tr("Saved"), m_saved);
    add(tr("Recent"), m_history);
    if (m_menu->isEmpty())
        m_menu->addAction(tr("Nothing yet"))->setEnabled(false);
}

} // namespace QsioAdmin
