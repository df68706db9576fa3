// SPDX-License-Identifier: MIT
#include "auditlog.h"

#include "models/keyvaluemodel.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QLockFile>
#include <QtCore/QSettings>
#include <QtCore/QStandardPaths>

#include <algorithm>

namespace QsioAdmin {

constexpr int lockPatience = 500; // ms
constexpr int maxDepth = 100; // of values within each other

AuditLimits AuditLimits::load(const QSettings *settings)
{
    AuditLimits limits;
    if (!settings)
        return limits;
    const auto number = [settings](const QString &key, qint64 fallback) {
        bool isNumber = false;
        const qint64 value = settings->value(key, fallback).toLongLong(&isNumber);
        return isNumber ? value : fallback;
    };
    limits.maxFileSize = std::clamp<qint64>(
        number(QStringLiteral("audit/maxFileSize"), limits.maxFileSize), 10'000, 1'000'000'000);
    limits.maxFiles = int(
        std::clamp<qint64>(number(QStringLiteral("audit/maxFiles"), limits.maxFiles), 1, 1'000));
    return limits;
}

AuditLog::AuditLog(const QString &fileName, const AuditLimits &limits, QObject *parent)
    : QObject(parent)
    , m_fileName(fileName)
    , m_limits(limits)
{ }

AuditLog::~AuditLog() = default;

QString AuditLog::defaultFileName()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
        + QStringLiteral("/audit.ndjson");
}

// ---- secrets ---------------------------------------------------------------------------------

static QJsonValue masked(const QJsonValue &value, int depth)
{
    if (depth > maxDepth && (value.isObject() || value.isArray()))
        return QStringLiteral("(hidden)");
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue &element : value.toArray())
            array.append(masked(element, depth + 1));
        return array;
    }
    if (!value.isObject())
        return value;
    QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member)
        member.value() = KeyValueModel::isSecretName(member.key())
            ? QJsonValue(QStringLiteral("(hidden)"))
            : masked(member.value(), depth + 1);
    return object;
}

QJsonValue AuditLog::withoutSecrets(const QJsonValue &value)
{
    return masked(value, 0);
}

// ---- files -----------------------------------------------------------------------------------

bool AuditLog::write(const QJsonObject &entry)
{
    const QByteArray line
        = QJsonDocument(withoutSecrets(entry).toObject()).toJson(QJsonDocument::Compact) + '\n';
    if (!QDir().mkpath(QFileInfo(m_fileName).absolutePath())) {
        setProblem(tr("The folder of %1 cannot be made.").arg(m_fileName));
        return false;
    }
    QLockFile lock(m_fileName + QStringLiteral(".lock"));
    if (!lock.tryLock(lockPatience)) {
        setProblem(tr("%1 cannot be locked.").arg(m_fileName));
        return false;
    }
    const qint64 size = QFileInfo(m_fileName).size();
    if (size > 0 && size + line.size() > m_limits.maxFileSize && !rotate()) {
        setProblem(tr("%1 is full, and cannot be renamed.").arg(m_fileName));
        return false;
    }
    return append(line);
}

// At once as a whole: a line that is cut off could not be read.
bool AuditLog::append(const QByteArray &line)
{
    QFile file(m_fileName);
    const bool isNew = !file.exists();
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append)) {
        setProblem(tr("%1 cannot be written: %2").arg(m_fileName, file.errorString()));
        return false;
    }
    if (isNew)
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    const qint64 before = file.size();
    if (file.write(line) != line.size() || !file.flush()) {
        setProblem(tr("%1 cannot be written: %2").arg(m_fileName, file.errorString()));
        file.resize(before);
        return false;
    }
    setProblem({});
    return true;
}

// audit.ndjson becomes audit.1.ndjson, and so on; the last one goes.
bool AuditLog::rotate()
{
    const QString last = olderName(m_limits.maxFiles - 1);
    if (QFile::exists(last) && !QFile::remove(last))
        return false;
    for (int number = m_limits.maxFiles - 1; number > 0; --number) {
        const QString name = olderName(number - 1);
        if (QFile::exists(name) && !QFile::rename(name, olderName(number)))
            return false;
    }
    return true;
}

QString AuditLog::olderName(int number) const
{
    if (number == 0)
        return m_fileName;
    const QFileInfo info(m_fileName);
    return info.path() + u'/' + info.completeBaseName() + u'.' + QString::number(number) + u'.'
        + info.suffix();
}

void AuditLog::setProblem(const QString &problem)
{
    if (std::exchange(m_problem, problem) != problem)
        Q_EMIT problemChanged();
}

} // namespace QsioAdmin
