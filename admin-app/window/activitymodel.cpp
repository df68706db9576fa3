// SPDX-License-Identifier: MIT
#include "activitymodel.h"

#include "auditlog.h"
#include "core/adminsession.h"
#include "models/celltext.h"
#include "models/modelroles.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonDocument>
#include <QtCore/QLocale>
#include <QtCore/QUuid>

#include <algorithm>

namespace QsioAdmin {

constexpr size_t keptMessages = 5;
constexpr qsizetype maxMessage = 10'000; // bytes; longer ones are not kept

// The messages as they went out.
static QJsonArray sentAs(const CommandDispatcher::Plan &plan)
{
    QJsonArray messages;
    for (size_t i = 0; i < plan.frames.size() && i < keptMessages; ++i) {
        const QByteArray json = plan.frames[i].arguments.json();
        QJsonArray message{QString::fromUtf8(plan.frames[i].event)};
        if (json.size() > maxMessage) {
            message.append(ActivityModel::tr("(%1 bytes)").arg(json.size()));
        } else {
            for (const QJsonValue &argument : QJsonDocument::fromJson('[' + json + ']').array())
                message.append(AuditLog::withoutSecrets(argument));
        }
        messages.append(message);
    }
    return messages;
}

ActivityModel::ActivityModel(AdminSession *session, QObject *parent)
    : QAbstractTableModel(parent)
    , m_session(session)
    , m_run(QUuid::createUuid().toString(QUuid::WithoutBraces).left(8))
{
    const CommandDispatcher *commands = &session->commands();
    connect(commands, &CommandDispatcher::planned, this,
            [this](quint64 id, const Command &command, const CommandDispatcher::Plan &plan) {
                Row row = rowOf(command);
                row.id = id;
                row.messages = tr("0 of %1").arg(plan.frames.size());
                row.result = tr("waiting");
                row.sentAs = sentAs(plan);
                note(row, QStringLiteral("sent"));
                add(std::move(row));
            });
    connect(commands, &CommandDispatcher::progressed, this, &ActivityModel::setMessages);
    connect(commands, &CommandDispatcher::finished, this, [this](quint64 id, bool isComplete) {
        if (!isComplete)
            setResult(id, tr("stopped before everything was sent"));
    });
    connect(&session->effects(), &EffectTracker::finished, this,
            [this](quint64 id, const Command &, const EffectResult &result) {
                setResult(id, resultText(result));
            });
}

ActivityModel::~ActivityModel() = default;

// ---- texts -----------------------------------------------------------------------------------

QString ActivityModel::actionText(const Command &command)
{
    switch (command.verb) {
    case Command::Verb::Emit:
        return tr("emit \"%1\"").arg(command.event);
    case Command::Verb::Join:
        return tr("join \"%1\"").arg(command.room.text());
    case Command::Verb::Leave:
        return tr("leave \"%1\"").arg(command.room.text());
    case Command::Verb::Disconnect:
        return command.closesConnection ? tr("close connection") : tr("disconnect");
    }
    return {};
}

static QString wholeTargetText(const Command &command)
{
    const QString nsp = QString::fromUtf8(command.nsp);
    const CommandTarget &target = command.target;
    switch (target.scope()) {
    case CommandTarget::Scope::Nobody:
        return ActivityModel::tr("nobody");
    case CommandTarget::Scope::WholeNamespace:
        return ActivityModel::tr("everybody in %1").arg(nsp);
    case CommandTarget::Scope::Rooms: {
        QStringList names;
        for (const RoomName &room : target.roomNames().mid(0, 3))
            names.append(u'"' + room.text() + u'"');
        if (target.roomNames().size() > 3)
            names.append(ActivityModel::tr("and %1 more").arg(target.roomNames().size() - 3));
        return ActivityModel::tr("%1 in %2").arg(names.join(QStringLiteral(", ")), nsp);
    }
    case CommandTarget::Scope::Sockets:
        return target.socketIds().size() == 1
            ? ActivityModel::tr("%1 in %2").arg(QString::fromUtf8(target.socketIds().first()), nsp)
            : ActivityModel::tr("%1 sockets in %2").arg(target.socketIds().size()).arg(nsp);
    }
    return {};
}

QString ActivityModel::targetText(const Command &command)
{
    const QString text = wholeTargetText(command);
    if (command.except.isEmpty())
        return text;
    return tr("%1, with %n exceptions", nullptr, int(command.except.size())).arg(text);
}

// ---- rows ------------------------------------------------------------------------------------

ActivityModel::Row ActivityModel::rowOf(const Command &command) const
{
    Row row;
    row.at = m_session->store().now();
    row.user = m_session->settings().user;
    row.action = actionText(command);
    row.target = targetText(command);
    row.command = command;
    row.profile = m_profile;
    row.connection = m_connection;
    return row;
}

void ActivityModel::addRefusal(const Command &command, Refusal refusal)
{
    addUnsent(command, refusalText(refusal));
}

void ActivityModel::addUnsent(const Command &command, const QString &why)
{
    Row row = rowOf(command);
    row.messages = tr("none");
    row.result = why;
    note(row, QStringLiteral("refused"));
    add(std::move(row));
}

void ActivityModel::add(Row row)
{
    if (m_rows.size() >= maxRows) {
        beginRemoveRows({}, int(maxRows) - 1, int(m_rows.size()) - 1);
        m_rows.resize(maxRows - 1);
        endRemoveRows();
    }
    beginInsertRows({}, 0, 0);
    m_rows.push_front(std::move(row));
    endInsertRows();
}

int ActivityModel::find(quint64 id) const
{
    const auto row
        = std::find_if(m_rows.begin(), m_rows.end(), [id](const Row &r) { return r.id == id; });
    return id == 0 || row == m_rows.end() ? -1 : int(row - m_rows.begin());
}

void ActivityModel::setResult(quint64 id, const QString &result)
{
    const int row = find(id);
    if (row < 0)
        return;
    m_rows[size_t(row)].result = result;
    note(m_rows[size_t(row)], QStringLiteral("finished"));
    Q_EMIT dataChanged(index(row, Result), index(row, Result));
    Q_EMIT resultKnown(
        tr("%1, %2: %3").arg(m_rows[size_t(row)].action, m_rows[size_t(row)].target, result));
}

void ActivityModel::setMessages(quint64 id, int sent, int total)
{
    const int row = find(id);
    if (row < 0)
        return;
    m_rows[size_t(row)].messages = tr("%1 of %2").arg(sent).arg(total);
    Q_EMIT dataChanged(index(row, Messages), index(row, Messages));
}

// ---- audit -----------------------------------------------------------------------------------

void ActivityModel::setProfile(const QString &name)
{
    m_profile = name;
    ++m_connection;
}

std::optional<Command> ActivityModel::commandAt(int row) const
{
    if (row < 0 || row >= rowCount() || m_rows[size_t(row)].connection != m_connection)
        return {};
    return m_rows[size_t(row)].command;
}

QJsonObject ActivityModel::jsonAt(int row) const
{
    return row < 0 || row >= rowCount() ? QJsonObject() : jsonOf(m_rows[size_t(row)]);
}

QJsonObject ActivityModel::jsonOf(const Row &row) const
{
    QJsonObject object{
        {QStringLiteral("time"),
         QDateTime::fromMSecsSinceEpoch(row.at, Qt::UTC).toString(Qt::ISODateWithMs)},
        {QStringLiteral("profile"), row.profile},
        {QStringLiteral("user"), row.user},
        {QStringLiteral("action"), row.action},
        {QStringLiteral("target"), row.target},
        {QStringLiteral("sentAs"), row.sentAs},
        {QStringLiteral("messages"), row.messages},
        {QStringLiteral("result"), row.result}};
    if (row.id != 0)
        object.insert(QStringLiteral("id"), m_run + u'-' + QString::number(row.id));
    return object;
}

void ActivityModel::note(const Row &row, const QString &state)
{
    QJsonObject entry = jsonOf(row);
    entry.insert(QStringLiteral("state"), state);
    Q_EMIT noted(entry);
}

// ---- the model -------------------------------------------------------------------------------

int ActivityModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ActivityModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ActivityModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList names
        = {tr("Time"), tr("User"), tr("Action"), tr("Target"), tr("Messages"), tr("Result")};
    return names.value(section);
}

QVariant ActivityModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    const bool isTime = index.column() == Time;
    if (isTime && role == SortRole)
        return row.at;
    if (isTime && role == ExportRole)
        return QDateTime::fromMSecsSinceEpoch(row.at, Qt::UTC).toString(Qt::ISODateWithMs);
    const QString texts[]
        = {shortClockText(row.at), row.user, row.action, row.target, row.messages, row.result};
    const QString &text = texts[index.column()];
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole || role == SortRole
        || role == ExportRole)
        return text;
    if (role == Qt::AccessibleTextRole)
        return QStringLiteral("%1: %2").arg(headerData(index.column(), Qt::Horizontal).toString(),
                                            text);
    return {};
}

} // namespace QsioAdmin
