// SPDX-License-Identifier: MIT
#include "profiles/keychainsecretstore.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace QsioAdmin;
using namespace std::chrono_literals;

namespace {

struct FakeKeychain
{
    enum class Mode { Works, Fails, Hangs };
    Mode mode = Mode::Works;
    QHash<QString, QString> entries;
    int writes = 0;
    QList<KeychainBackend::Answer> unanswered;
};

class FakeBackend : public KeychainBackend
{
public:
    explicit FakeBackend(std::shared_ptr<FakeKeychain> keychain)
        : m_keychain(std::move(keychain))
    { }

    void read(const QString &key, const Answer &answer) override
    {
        const bool isThere = m_keychain->entries.contains(key);
        reply(answer, isThere ? Result::Done : Result::NotFound, m_keychain->entries.value(key));
    }
    void write(const QString &key, const QString &secret, const Answer &answer) override
    {
        ++m_keychain->writes;
        if (m_keychain->mode == FakeKeychain::Mode::Works)
            m_keychain->entries.insert(key, secret);
        reply(answer, Result::Done, {});
    }
    void remove(const QString &key, const Answer &answer) override
    {
        m_keychain->entries.remove(key);
        reply(answer, Result::Done, {});
    }

private:
    void reply(const Answer &answer, Result result, const QString &secret)
    {
        if (m_keychain->mode == FakeKeychain::Mode::Hangs) {
            m_keychain->unanswered.append(answer);
            return;
        }
        const bool works = m_keychain->mode == FakeKeychain::Mode::Works;
        QMetaObject::invokeMethod(
            &m_context, [=] { answer(works ? result : Result::Failed, secret); },
            Qt::QueuedConnection);
    }

    std::shared_ptr<FakeKeychain> m_keychain;
    QObject m_context;
};

const QString id = QStringLiteral("profile-1");
const QString password = QStringLiteral("pw");

} // namespace

class tst_SecretStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void keychain();
    void withoutKeychain();
    void silentKeychain();
    void keychainThatFailsLater();
    void deadContext();
    void deadStore();
    void session();
    void withoutABus();

private:
    static std::optional<QString> readNow(SecretStore &store, SecretKind kind);
    std::unique_ptr<KeychainSecretStore> makeStore(std::chrono::milliseconds timeout = 5s);

    std::shared_ptr<FakeKeychain> m_keychain;
};

void tst_SecretStore::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_keychain = std::make_shared<FakeKeychain>();
}

std::unique_ptr<KeychainSecretStore> tst_SecretStore::makeStore(std::chrono::milliseconds timeout)
{
    return std::make_unique<KeychainSecretStore>(std::make_unique<FakeBackend>(m_keychain),
                                                 timeout);
}

std::optional<QString> tst_SecretStore::readNow(SecretStore &store, SecretKind kind)
{
    QObject context;
    std::optional<QString> result;
    bool isRead = false;
    store.read(id, kind, &context, [&](const std::optional<QString> &secret) {
        result = secret;
        isRead = true;
    });
    [&] { QTRY_VERIFY(isRead); }();
    return result;
}

void tst_SecretStore::keychain()
{
    const auto store = makeStore();
    QSignalSpy availability(store.get(), &SecretStore::availabilityChanged);
    QVERIFY(!store->isPersistent());
    store->write(id, SecretKind::Password, password); // before the probe has ended
    QTRY_COMPARE(availability.size(), 1);
    QVERIFY(store->isPersistent());
    QCOMPARE(readNow(*store, SecretKind::Password), std::optional(password));
    QCOMPARE(readNow(*store, SecretKind::SessionId), std::nullopt);
    QCOMPARE(m_keychain->entries.value(id + QStringLiteral("/password")), password);
    QCOMPARE(m_keychain->entries.size(), 1); // nothing is left of the probe
    QCOMPARE(readNow(*makeStore(), SecretKind::Password), std::optional(password));
    store->removeAll(id);
    QTRY_VERIFY(m_keychain->entries.isEmpty());
    QCOMPARE(readNow(*store, SecretKind::Password), std::nullopt);
}

void tst_SecretStore::withoutKeychain()
{
    m_keychain->mode = FakeKeychain::Mode::Fails;
    const auto store = makeStore();
    store->write(id, SecretKind::Password, password);
    QCOMPARE(readNow(*store, SecretKind::Password), std::optional(password));
    QVERIFY(!store->isPersistent());
    QVERIFY(store->description().contains(QStringLiteral("until the program ends")));
    QCOMPARE(m_keychain->writes, 1); // tried once, and then left alone
}

// A locked wallet asks its user, who is not there.
void tst_SecretStore::silentKeychain()
{
    m_keychain->mode = FakeKeychain::Mode::Hangs;
    const auto store = makeStore(20ms);
    store->write(id, SecretKind::Password, password);
    QCOMPARE(readNow(*store, SecretKind::Password), std::optional(password));
    QVERIFY(!store->isPersistent());
    // The answer comes after all: too late.
    for (const KeychainBackend::Answer &answer : std::as_const(m_keychain->unanswered))
        answer(KeychainBackend::Result::Done, QStringLiteral("other"));
    QVERIFY(!store->isPersistent());
}

void tst_SecretStore::keychainThatFailsLater()
{
    const auto store = makeStore();
    QTRY_VERIFY(store->isPersistent());
    m_keychain->mode = FakeKeychain::Mode::Fails;
    store->write(id, SecretKind::SessionId, password);
    QCOMPARE(readNow(*store, SecretKind::SessionId), std::optional(password));
}

void tst_SecretStore::deadContext()
{
    const auto store = makeStore();
    store->write(id, SecretKind::Password, password);
    bool isRead = false;
    {
        QObject context;
        store->read(id, SecretKind::Password, &context,
                    [&](const std::optional<QString> &) { isRead = true; });
    }
    QCOMPARE(readNow(*store, SecretKind::Password), std::optional(password));
    QVERIFY(!isRead);
}

void tst_SecretStore::deadStore()
{
    m_keychain->mode = FakeKeychain::Mode::Hangs;
    makeStore();
    QCOMPARE(m_keychain->unanswered.size(), 1);
    m_keychain->unanswered.first()(KeychainBackend::Result::Done, {});
}

void tst_SecretStore::session()
{
    SessionSecretStore store;
    QCOMPARE(readNow(store, SecretKind::Password), std::nullopt);
    store.write(id, SecretKind::Password, password);
    QCOMPARE(readNow(store, SecretKind::Password), std::optional(password));
    QCOMPARE(readNow(store, SecretKind::SessionId), std::nullopt);
    store.removeAll(id);
    QCOMPARE(readNow(store, SecretKind::Password), std::nullopt);
    QVERIFY(!store.isPersistent());
}

// The real one, whatever it was built with, on a machine without a desktop.
void tst_SecretStore::withoutABus()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/no/such/bus");
    const std::unique_ptr<SecretStore> store = SecretStore::create();
    store->write(id, SecretKind::Password, password);
    QCOMPARE(readNow(*store, SecretKind::Password), std::optional(password));
    QVERIFY(!store->isPersistent());
    QVERIFY(store->description().contains(QStringLiteral("until the program ends")));
}

QTEST_GUILESS_MAIN(tst_SecretStore)
#include "tst_secretstore.moc"
