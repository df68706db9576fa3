// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_FILTERPARSER_H
#define QSIOADMIN_CORE_FILTERPARSER_H

#include "filterexpr.h"

#include <QtCore/QCoreApplication>

namespace QsioAdmin {

// Makes a tree of a filter's text; see FilterExpr for the language. Used once.
class FilterParser
{
    Q_DECLARE_TR_FUNCTIONS(QsioAdmin::FilterParser)
public:
    explicit FilterParser(const QString &text);
    [[nodiscard]] std::optional<FilterExpr::Node> parse();
    [[nodiscard]] const FilterError &error() const { return m_error; }
    [[nodiscard]] static QStringList keys();

private:
    using Node = FilterExpr::Node;
    using Parsed = std::optional<Node>;

    Parsed alternatives(int depth);
    Parsed conjunction(int depth);
    Parsed factor(int depth);
    Parsed term();
    Parsed bareWord(const QString &word, bool isQuoted);
    Parsed bareRegex();
    bool readKey(const QString &name, FilterTerm *term);
    bool readTest(FilterTerm *term);
    bool readValue(FilterTerm *term, QStringView operation);
    bool setText(FilterTerm *term, const QString &value, bool isQuoted);
    bool setNumber(FilterTerm *term, const QString &value);
    bool setRegex(FilterTerm *term, const QString &pattern, bool isCaseSensitive);
    std::optional<QString> quoted();
    QString word(QStringView stops);
    void skipSpace();
    [[nodiscard]] bool atEnd() const { return m_pos >= m_text.size(); }
    [[nodiscard]] QChar peek() const { return atEnd() ? QChar() : m_text[m_pos]; }
    std::nullopt_t fail(const QString &message, qsizetype position, qsizetype length = 1);

    const QString m_text;
    qsizetype m_pos = 0;
    int m_terms = 0;
    FilterError m_error;
};

} // namespace QsioAdmin

#endif
