// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CLI_FIGURECHECK_H
#define QSIOADMIN_CLI_FIGURECHECK_H

#include <QtCore/QCoreApplication>
#include <QtCore/QList>
#include <QtCore/QString>

#include <optional>

namespace QsioAdmin {

class AdminStore;

// A condition for --check, such as clients>10.
class FigureCheck
{
    Q_DECLARE_TR_FUNCTIONS(QsioAdmin::FigureCheck)
public:
    // Several, with commas between them. Null: problem says what is wrong.
    [[nodiscard]] static std::optional<QList<FigureCheck>> parse(const QString &text,
                                                                 QString *problem);
    [[nodiscard]] static QStringList figures(); // that there are

    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] bool needsStatistics() const; // of all servers, else the lists
    // What it is now; null: the server does not tell.
    [[nodiscard]] std::optional<double> value(const AdminStore &store) const;
    [[nodiscard]] bool holds(double value) const;

private:
    enum class Relation { Less, LessOrEqual, Equal, NotEqual, GreaterOrEqual, Greater };

    [[nodiscard]] static std::optional<FigureCheck> parseOne(const QString &text, QString *problem);

    QString m_text;
    QString m_figure;
    Relation m_relation = Relation::Equal;
    double m_limit = 0;
};

} // namespace QsioAdmin

#endif
