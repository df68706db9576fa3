// SPDX-License-Identifier: MIT
#include "core/disconnectreason.h"

#include <QtCore/QMetaEnum>
#include <QtCore/QRegularExpression>
#include <QtCore/QSet>
#include <QtTest/QTest>

using namespace QSocketIo;

class tst_DisconnectReason : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void texts_data();
    void texts();
    void everyReasonHasAText();
};

void tst_DisconnectReason::texts_data()
{
    QTest::addColumn<DisconnectReason>("reason");
    QTest::addColumn<QString>("text");
    const auto row = [](DisconnectReason reason, const char *text) {
        QTest::newRow(text) << reason << QString::fromLatin1(text);
    };
    row(DisconnectReason::ClientNamespaceDisconnect, "client namespace disconnect");
    row(DisconnectReason::ServerNamespaceDisconnect, "server namespace disconnect");
    row(DisconnectReason::ServerShuttingDown, "server shutting down");
    row(DisconnectReason::TransportClose, "transport close");
    row(DisconnectReason::TransportError, "transport error");
    row(DisconnectReason::PingTimeout, "ping timeout");
    row(DisconnectReason::ParseError, "parse error");
    row(DisconnectReason::ForcedClose, "forced close");
    row(DisconnectReason::ForcedServerClose, "forced server close");
}

void tst_DisconnectReason::texts()
{
    QFETCH(DisconnectReason, reason);
    QFETCH(QString, text);
    QCOMPARE(QString(reasonText(reason)), text);
}

void tst_DisconnectReason::everyReasonHasAText()
{
    const QMetaEnum reasons = QMetaEnum::fromType<DisconnectReason>();
    QSet<QString> texts;
    for (int i = 0; i < reasons.keyCount(); ++i) {
        const QString text = reasonText(DisconnectReason(reasons.value(i)));
        QVERIFY2(!text.isEmpty(), reasons.key(i));
        texts.insert(text);
    }
    QCOMPARE(texts.size(), reasons.keyCount());
}

QTEST_APPLESS_MAIN(tst_DisconnectReason)
#include "tst_disconnectreason.moc"
