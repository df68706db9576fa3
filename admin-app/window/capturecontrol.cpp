// SPDX-License-Identifier: MIT
#include "capturecontrol.h"

#include "capturebar.h"
#include "core/adminsession.h"

#include <QtCore/QDateTime>
#include <QtCore/QFileInfo>
#include <QtCore/QLocale>
#include <QtGui/QAction>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMainWindow>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMessageBox>

namespace QsioAdmin {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

static QAction *makeAction(const QString &text, const QString &name, QObject *parent)
{
    auto *action = new QAction(text, parent);
    action->setObjectName(name);
    return action;
}

CaptureControl::CaptureControl(AdminSession *session, QMainWindow *window)
    : QObject(window)
    , m_session(session)
    , m_window(window)
    , m_player(&session->store())
    , m_bar(new CaptureBar(&m_player, window))
    , m_label(new QLabel(window))
    , m_start(makeAction(tr("&Start a capture…"), "captureStartAction"_L1, this))
    , m_stop(makeAction(tr("S&top the capture"), "captureStopAction"_L1, this))
    , m_open(makeAction(tr("&Open a capture…"), "captureOpenAction"_L1, this))
    , m_close(makeAction(tr("&Close the capture"), "captureCloseAction"_L1, this))
    , m_timer(this)
{
    m_label->setObjectName(u"captureLabel"_s);
    m_label->setTextFormat(Qt::PlainText);
    m_label->hide();
    connect(m_start, &QAction::triggered, this, &CaptureControl::askForTarget);
    connect(m_stop, &QAction::triggered, this, &CaptureControl::stopRecording);
    connect(m_open, &QAction::triggered, this, &CaptureControl::askForSource);
    connect(m_close, &QAction::triggered, this, [this] { closeFile(true); });
    connect(m_bar, &CaptureBar::closeRequested, this, [this] { closeFile(true); });
    connect(&m_player, &CapturePlayer::rewound, this, &CaptureControl::rewound);
    connect(session, &AdminSession::captureFailed, this, [this] {
        const QString target = m_target;
        stopRecording();
        complain(tr("Capture"), tr("Cannot write to %1 any longer.").arg(target));
    });
    m_timer.callOnTimeout(this, [this] { updateLabel(); });
    m_timer.setInterval(1s);
    update();
}

QMenu *CaptureControl::makeMenu(QWidget *parent)
{
    auto *menu = new QMenu(tr("Ca&pture"), parent);
    menu->addActions({m_start, m_stop});
    menu->addSeparator();
    menu->addActions({m_open, m_close});
    return menu;
}

void CaptureControl::update()
{
    const bool isConnected = m_session->status().state != LinkState::Idle;
    m_start->setEnabled(isConnected && !isRecording() && !isOpen());
    m_stop->setEnabled(isRecording());
    m_close->setEnabled(isOpen());
}

void CaptureControl::complain(const QString &title, const QString &text)
{
    auto *box = new QMessageBox(QMessageBox::Warning, title, text, QMessageBox::Ok, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(u"captureProblem"_s);
    box->open();
}

// ---- recording -------------------------------------------------------------------------------

void CaptureControl::askForTarget()
{
    auto *dialog = new QFileDialog(m_window, tr("Start a capture"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Captures (*.ndjson)")});
    dialog->setDefaultSuffix(u"ndjson"_s);
    dialog->selectFile(u"capture-"_s
                       + QDateTime::currentDateTime().toString(u"yyyy-MM-dd-hhmmss"_s));
    connect(dialog, &QFileDialog::fileSelected, this, &CaptureControl::startRecording);
    dialog->open();
}

// The lists are asked for again, at the beginning of each file: what comes afterwards is about them.
bool CaptureControl::startRecording(const QString &fileName)
{
    QString error;
    std::shared_ptr<CaptureWriter> writer = CaptureWriter::create(fileName, m_limits, &error);
    if (!writer) {
        complain(tr("Capture"), tr("\"%1\" could not be written: %2").arg(fileName, error));
        return false;
    }
    AdminSession *const session = m_session;
    writer->onRotated([session] {
        QMetaObject::invokeMethod(
            session, [session] { session->resync(); }, Qt::QueuedConnection);
    });
    m_writer = std::move(writer);
    m_target = fileName;
    m_session->setCapture(m_writer);
    m_session->resync();
    m_timer.start();
    updateLabel();
    update();
    return true;
}

void CaptureControl::stopRecording()
{
    m_session->setCapture({});
    m_writer.reset();
    m_timer.stop();
    updateLabel();
    update();
}

void CaptureControl::updateLabel()
{
    m_label->setVisible(isRecording());
    if (isRecording())
        m_label->setText(tr("● recording to %1: %2")
                             .arg(QFileInfo(m_target).fileName(),
                                  QLocale().formattedDataSize(m_writer->written())));
}

// ---- a file in the place of a server ---------------------------------------------------------

QString CaptureControl::title() const
{
    return QFileInfo(m_player.fileName()).fileName();
}

qint64 CaptureControl::now() const
{
    return isOpen() ? m_player.position() : QDateTime::currentMSecsSinceEpoch();
}

void CaptureControl::askForSource()
{
    auto *dialog = new QFileDialog(m_window, tr("Open a capture"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Captures (*.ndjson *.jsonl)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &CaptureControl::openFile);
    dialog->open();
}

bool CaptureControl::openFile(const QString &fileName)
{
    const bool isConnected = m_session->status().state != LinkState::Idle;
    const bool wasConnected = isOpen() ? m_wasConnected : isConnected;
    QString error;
    if (!m_player.open(fileName, &error)) {
        complain(tr("Capture"), tr("\"%1\" cannot be read: %2").arg(fileName, error));
        return false;
    }
    if (isRecording()) // there will be nothing to be written
        stopRecording();
    m_session->setReplaying(true); // before anything more comes from the server
    if (isConnected)
        m_session->close();
    m_wasConnected = wasConnected;
    update();
    Q_EMIT opened();
    return true;
}

void CaptureControl::closeFile(bool returns)
{
    const bool isReplaying = m_session->isReplaying();
    m_player.close();
    m_session->setReplaying(false);
    if (isReplaying && returns && std::exchange(m_wasConnected, false)) {
        ConnectionSettings settings = m_session->settings();
        settings.sessionId = m_session->sessionId();
        m_session->open(settings);
    }
    update();
    if (isReplaying)
        Q_EMIT opened();
}

} // namespace QsioAdmin
