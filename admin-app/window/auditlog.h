// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_AUDITLOG_H
#define QSIOADMIN_WINDOW_AUDITLOG_H

#include <QtCore/QJsonObject>
#include <QtCore/QObject>

QT_BEGIN_NAMESPACE
class QSettings;
QT_END_NAMESPACE

namespace QsioAdmin {

struct AuditLimits
{
    qint64 maxFileSize = 5'000'000; // bytes
    int maxFiles = 10; // with the one that is being written

    // audit/maxFileSize and audit/maxFiles; null: the defaults.
    [[nodiscard]] static AuditLimits load(const QSettings *settings);
};

// Who has done what with this program: a JSON object on each line of a file. When it is full, it
// becomes the first of the older ones. Several programs may write into the same. Values of members
// that are named like secrets are hidden.
class AuditLog : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AuditLog)
public:
    explicit AuditLog(const QString &fileName = defaultFileName(), const AuditLimits &limits = {},
                      QObject *parent = nullptr);
    ~AuditLog() override;

    [[nodiscard]] static QString defaultFileName();
    [[nodiscard]] QString fileName() const { return m_fileName; }
    // False: nothing was written, and problem() says why.
    bool write(const QJsonObject &entry);
    [[nodiscard]] QString problem() const { return m_problem; } // empty: none

    [[nodiscard]] static QJsonValue withoutSecrets(const QJsonValue &value);

Q_SIGNALS:
    void problemChanged();

private:
    bool append(const QByteArray &line);
    bool rotate();
    [[nodiscard]] QString olderName(int number) const;
    void setProblem(const QString &problem);

    const QString m_fileName;
    const AuditLimits m_limits;
    QString m_problem;
};

} // namespace QsioAdmin

#endif
