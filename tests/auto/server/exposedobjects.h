// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_EXPOSEDOBJECTS_H
#define QSOCKETIO_TESTS_EXPOSEDOBJECTS_H

#include "core/payloadtypes.h"
#include "server/namespace.h"
#include "server/server.h"
#include "server/socket.h"

#include <QtCore/QAbstractListModel>
#include <QtCore/QPromise>
#include <QtCore/QTimer>

#include <functional>
#include <memory>
#include <vector>

// The objects that tst_expose lets clients call.

class Profile
{
    Q_GADGET
    Q_PROPERTY(QString name MEMBER name REQUIRED)
    Q_PROPERTY(QStringList tags MEMBER tags)
public:
    QString name;
    QStringList tags;
};

// A type that only PayloadTraits know of.
struct Point
{
    int x = 0;
    int y = 0;
};

template<>
struct QSocketIo::PayloadTraits<Point>
{
    static void write(JsonWriter &writer, const Point &point)
    {
        PayloadTraits<std::pair<int, int>>::write(writer, {point.x, point.y});
    }
    static std::optional<Point> read(const QCborValue &value)
    {
        const auto pair = PayloadTraits<std::pair<int, int>>::read(value);
        return pair ? std::optional(Point{pair->first, pair->second}) : std::nullopt;
    }
    static QString expected() { return QStringLiteral("a point"); }
};

struct Unknown
{ };

// A base class of the application's.
class Device : public QObject
{
    Q_OBJECT
public:
    Q_INVOKABLE QString serial() const { return QStringLiteral("s1"); }
    QStringList log;

public Q_SLOTS:
    virtual QString model() { return QStringLiteral("device"); }
    void reset() { log << QStringLiteral("reset"); }
};

class Player : public Device
{
    Q_OBJECT
public:
    enum class Mode { Once, Repeat };
    Q_ENUM(Mode)

    // Arguments of each kind
    Q_INVOKABLE bool flag(bool on) { return !on; }
    Q_INVOKABLE int number(int value) { return value + 1; }
    Q_INVOKABLE quint8 small(quint8 value) { return value; }
    Q_INVOKABLE double real(double value) { return value / 2; }
    Q_INVOKABLE QString text(const QString &value) { return value.toUpper(); }
    Q_INVOKABLE QByteArray bytes(const QByteArray &value) { return value + value; }
    Q_INVOKABLE QJsonObject object(const QJsonObject &value) { return value; }
    Q_INVOKABLE QJsonArray array(const QJsonArray &value) { return value; }
    Q_INVOKABLE QJsonValue jsonValue(const QJsonValue &value) { return value; }
    Q_INVOKABLE QVariant variant(const QVariant &value) { return value; }
    Q_INVOKABLE QVariantList variants(const QVariantList &value) { return value; }
    Q_INVOKABLE QVariantMap map(const QVariantMap &value) { return value; }
    Q_INVOKABLE QStringList strings(const QStringList &value) { return value; }
    Q_INVOKABLE QCborMap cbor(const QCborMap &value) { return value; }
    Q_INVOKABLE Profile profile(const Profile &value) { return value; }
    Q_INVOKABLE Player::Mode mode(Player::Mode value) { return value; }
    Q_INVOKABLE QDateTime time(const QDateTime &value) { return value.addSecs(1); }
    Q_INVOKABLE QUrl url(const QUrl &value) { return value; }
    Q_INVOKABLE QUuid uuid(const QUuid &value) { return value; }
    Q_INVOKABLE QList<int> numbers(const QList<int> &value) { return value; }
    Q_INVOKABLE QList<Profile> profiles(const QList<Profile> &value) { return value; }
    Q_INVOKABLE std::vector<double> vector(const std::vector<double> &value) { return value; }
    Q_INVOKABLE QMap<QString, int> counts(const QMap<QString, int> &value) { return value; }
    Q_INVOKABLE Point point(Point value) { return {value.y, value.x}; }

    // Overloads and default arguments
    Q_INVOKABLE QString pick(int) { return QStringLiteral("int"); }
    Q_INVOKABLE QString pick(const QString &) { return QStringLiteral("string"); }
    Q_INVOKABLE QString pick(int, int) { return QStringLiteral("two"); }
    Q_INVOKABLE QString pick(const QString &, int, bool) { return QStringLiteral("three"); }
    Q_INVOKABLE int sum(int a, int b = 10, int c = 100) { return a + b + c; }

    // Special parameters
    Q_INVOKABLE QString caller(QSocketIo::Socket *socket, int n)
    {
        return socket->id() + QString::number(n);
    }
    Q_INVOKABLE void callerLast(int n, QSocketIo::Socket *socket) { socket->emitEvent("n", n); }
    Q_INVOKABLE void later(const QString &text, const QSocketIo::Ack &ack)
    {
        QTimer::singleShot(0, this, [ack, text] { ack(text, 42); });
    }
    Q_INVOKABLE QSocketIo::Payload rest(int, const QSocketIo::Payload &payload) { return payload; }

    // Answers
    Q_INVOKABLE void nothing() { log << QStringLiteral("nothing"); }
    Q_INVOKABLE QFuture<QString> future() { return promised<QString>(); }
    Q_INVOKABLE QFuture<void> voidFuture() { return done.future(); }
    Q_INVOKABLE QFuture<Point> pointFuture() { return promised<Point>(); }
    Q_INVOKABLE QFuture<QString> cancelled()
    {
        QPromise<QString> promise;
        promise.start();
        return promise.future(); // dropped: the future is cancelled
    }
    Q_INVOKABLE QSocketIo::Result<int> divide(int a, int b)
    {
        if (b == 0)
            return QSocketIo::Error("by zero");
        return a / b;
    }

    QString model() override { return QStringLiteral("player"); }

    // Not for clients
    Q_INVOKABLE void takeObject(QObject *) { log << QStringLiteral("takeObject"); }
    Q_INVOKABLE QObject *giveObject() { return this; }
    Q_INVOKABLE Unknown giveUnknown() { return {}; }
    Q_INVOKABLE int both(const QSocketIo::Ack &) { return 1; }
    void notInvokable() { log << QStringLiteral("notInvokable"); }

    template<typename T>
    QFuture<T> promised()
    {
        auto promise = std::make_shared<QPromise<T>>();
        promise->start();
        finish = [promise](const QVariant &value) {
            promise->addResult(value.value<T>());
            promise->finish();
        };
        return promise->future();
    }
    std::function<void(const QVariant &)> finish;
    QPromise<void> done;

Q_SIGNALS:
    void changed(int value);

protected Q_SLOTS:
    void protectedSlot() { log << QStringLiteral("protectedSlot"); }

private Q_SLOTS:
    void privateSlot() { log << QStringLiteral("privateSlot"); }
};

// Closes what its base class opens, and derives from a class of Qt's.
class Restricted : public Player
{
    Q_OBJECT
private Q_SLOTS:
    void nothing() { log << QStringLiteral("closed"); }
};

class Model : public QAbstractListModel
{
    Q_OBJECT
public:
    int rowCount(const QModelIndex & = {}) const override { return 0; }
    QVariant data(const QModelIndex &, int) const override { return {}; }
    Q_INVOKABLE int own() const { return 1; }
    int submits = 0;
public Q_SLOTS:
    bool submit() override { return ++submits; }
};

class SlowTimer : public QTimer
{
    Q_OBJECT
public:
    Q_INVOKABLE int own() const { return 1; }
};

class Reserved : public QObject
{
    Q_OBJECT
public:
    Q_INVOKABLE void disconnecting() { }
    Q_INVOKABLE int fine() const { return 1; }
};

// Dies, or kills, when called.
class Killer : public QObject
{
    Q_OBJECT
public:
    Q_INVOKABLE int deleteMe()
    {
        delete this;
        return 1;
    }
    Q_INVOKABLE int deleteSocket(QSocketIo::Socket *socket)
    {
        delete socket;
        return 1;
    }
    Q_INVOKABLE int closeServer(QSocketIo::Socket *socket)
    {
        socket->nsp()->server()->close();
        return 1;
    }
};

#endif
