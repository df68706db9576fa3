# SPDX-License-Identifier: MIT
"""python-socketio against the server: another implementation's idea of the protocol.

Run it with the interop server's path in QSOCKETIO_INTEROP_SERVER.
"""
import os
import queue
import signal
import subprocess
import sys
import time
import unittest

try:
    import engineio
    import socketio
    import requests  # noqa: F401, long-polling needs it
    import websocket  # noqa: F401, WebSocket needs it
except ImportError as missing:
    sys.exit(f'{missing}: install python3-socketio, python3-requests and python3-websocket')

PROGRAM = os.environ.get('QSOCKETIO_INTEROP_SERVER', '').split()
SECONDS = 10
# A poll may bring more packets than this client takes by default (16).
engineio.payload.Payload.max_decode_packets = 1000


class Server:
    """The server under test as a child process, which ends when its standard input does."""

    def __init__(self, *args):
        if not PROGRAM:
            sys.exit('QSOCKETIO_INTEROP_SERVER does not say which program to test')
        self.args = args
        self.launch('--port', '0')

    def launch(self, *more):
        self.process = subprocess.Popen([*PROGRAM, *self.args, *more], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        word, _, port = self.process.stdout.readline().partition(' ')
        if word != 'PORT':
            sys.exit(f'{PROGRAM} did not start listening')
        self.port = int(port)
        self.url = f'http://127.0.0.1:{self.port}'

    def close_pipes(self):
        self.process.stdin.close()
        self.process.stdout.close()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(SECONDS)
        self.close_pipes()
        return status

    def kill(self):
        self.process.kill()
        self.process.wait(SECONDS)
        self.close_pipes()

    def restart(self):
        self.launch('--port', str(self.port))


class Peer:
    """A client that queues what it hears of."""

    def __init__(self, server, transports, namespaces=('/',), auth=None, **options):
        self.client = socketio.Client(**{'reconnection': False, **options})
        self.heard = {}
        for namespace in namespaces:
            for event in ('connect', 'disconnect'):
                self.listen(event, namespace)
        self.client.on('question', lambda *args: ('answer', *args))
        self.client.connect(server.url, transports=transports, namespaces=list(namespaces),
                            auth=auth, wait_timeout=SECONDS)

    def listen(self, event, namespace='/'):
        events = self.heard.setdefault((event, namespace), queue.Queue())
        self.client.on(event, lambda *args: events.put(args), namespace=namespace)
        return events

    def next(self, event, namespace='/'):
        return self.heard[event, namespace].get(timeout=SECONDS)

    def emit(self, event, *args, namespace='/'):
        self.client.emit(event, args, namespace=namespace)

    def ask(self, event, *args, namespace='/'):
        return self.client.call(event, args, namespace=namespace, timeout=SECONDS)

    def close(self):
        self.client.disconnect()
        self.client.wait()


class Cases:
    """All tests, for each of the subclasses' transports."""

    transports = None

    @classmethod
    def setUpClass(cls):
        cls.server = Server('--max-http-buffer-size', '10000000')

    @classmethod
    def tearDownClass(cls):
        assert cls.server.stop() == 0, 'unclean end'

    def peer(self, *args, **options):
        peer = Peer(self.server, self.transports, *args, **options)
        self.addCleanup(peer.close)
        return peer

    def assert_echoed(self, peer, *args):
        peer.listen('echo')
        peer.emit('echo', *args)
        self.assertEqual(peer.next('echo'), args)

    def refusal(self, namespace, auth=None):
        errors = queue.Queue()
        client = socketio.Client(reconnection=False)
        client.on('connect_error', errors.put, namespace=namespace)
        with self.assertRaises(socketio.exceptions.ConnectionError):
            client.connect(self.server.url, transports=self.transports, namespaces=[namespace],
                           auth=auth, wait_timeout=2)  # it waits, though it was refused
        client.disconnect()
        return errors.get(timeout=SECONDS)

    def test_transport(self):
        last = (self.transports or ['websocket'])[-1]
        peer = self.peer()
        self.assertEqual(peer.client.transport(), last)
        self.assertEqual(peer.ask('whoami')['transport'], last)

    def test_text(self):
        peer = self.peer()
        for args in (('hello',), ('',), (), ('😀 café\u2028\u2029\x00\x1e',),
                     (1, -2.5, None, True, {'a': [1, {'b': []}]}), (2 ** 53, 10 ** 15)):
            with self.subTest(args=args):
                self.assert_echoed(peer, *args)

    def test_order(self):
        peer = self.peer()
        peer.listen('echo')
        for i in range(500):
            peer.emit('echo', i)
        # The client hands each event to a thread of its own: its order is not the wire's.
        self.assertEqual(sorted(peer.next('echo')[0] for _ in range(500)), list(range(500)))

    def test_binary(self):
        peer = self.peer()
        self.assert_echoed(peer, bytes(range(256)))
        self.assert_echoed(peer, b'', {'a': [b'\x01', {'b': b'\x02\x03'}], 'c': 'text'}, b'\xff')

    def test_large(self):
        peer = self.peer()
        self.assertEqual(peer.ask('ack', 'é' * 600_000), 'é' * 600_000)
        self.assertEqual(peer.ask('ack', b'\x5a' * 1_048_576), b'\x5a' * 1_048_576)
        self.assertEqual(len(peer.ask('bytes', 3_000_000)), 3_000_000)

    def test_acknowledgement_of_the_server(self):
        peer = self.peer()
        self.assertEqual(peer.ask('ack', 1, 'two', b'\x03'), (1, 'two', b'\x03'))
        self.assertEqual(peer.ask('sum', 20, 22), 42)
        self.assertIsNone(peer.ask('ack'))
        self.assertEqual(peer.ask('binary', {'parts': [b'ab', b'c']}),
                         {'sizes': [2, 1], 'joined': b'abc',
                          'nested': {'first': [b'ab'], 'again': b'ab'}})

    def test_acknowledgement_of_the_client(self):
        peer = self.peer()
        self.assertEqual(peer.ask('ask-client', 1, b'\x02'), ('answer', 1, b'\x02'))

    def test_namespaces(self):
        peer = self.peer(['/', '/custom', '/numbered-7'])
        for namespace in ('/', '/custom', '/numbered-7'):
            self.assertEqual(peer.ask('whoami', namespace=namespace)['nsp'], namespace)
        ids = {peer.client.get_sid(nsp) for nsp in ('/', '/custom', '/numbered-7')}
        self.assertEqual(len(ids), 3)
        peer.emit('disconnect-me', namespace='/custom')
        peer.next('disconnect', '/custom')
        self.assertEqual(peer.ask('ack', 'still here'), 'still here')

    def test_refused_namespace(self):
        self.assertEqual(self.refusal('/auth', auth={'token': 'guess'}),
                         {'message': 'not authorized', 'data': {'code': 401}})
        self.assertEqual(self.refusal('/nowhere'), {'message': 'Invalid namespace'})
        peer = self.peer(['/auth'], auth={'token': 'secret'})
        self.assertEqual(peer.ask('whoami', namespace='/auth')['auth'], {'token': 'secret'})

    def test_rooms(self):
        a, b, c = self.peer(), self.peer(), self.peer()
        for peer in (a, b, c):
            peer.listen('room-message')
            peer.listen('all')
        a.ask('join', 'lobby')
        b.ask('join', ['lobby', 'other'])
        a.emit('room-message', 'lobby', 'hi', b'\x01')
        self.assertEqual(b.next('room-message'), ('hi', b'\x01'))
        b.ask('leave', 'lobby')
        a.emit('room-message', 'lobby', 'anyone?')
        a.emit('all', 'everybody')
        for peer in (a, b, c):
            self.assertEqual(peer.next('all'), ('everybody',))
        self.assertTrue(all(p.heard['room-message', '/'].empty() for p in (a, b, c)))

    def test_disconnected_by_the_server(self):
        peer = self.peer()
        peer.emit('close-me')
        peer.next('disconnect')
        peer.client.wait()
        self.assertFalse(peer.client.connected)

    def test_reason_seen_by_the_server(self):
        watch = self.peer(['/watch'])
        left = watch.listen('left', '/watch')
        peer = self.peer()
        sid = peer.client.get_sid()
        peer.close()
        report = left.get(timeout=SECONDS)
        while report[0]['id'] != sid:
            report = left.get(timeout=SECONDS)
        # The client does not wait for its DISCONNECT packet to leave before it closes.
        self.assertIn(report[0]['reason'], ('client namespace disconnect', 'transport close'))

    def test_heartbeat(self):
        server = Server('--ping-interval', '100', '--ping-timeout', '300')
        peer = Peer(server, self.transports)
        time.sleep(1)
        self.assertEqual(peer.ask('ack', 'still here'), 'still here')
        peer.close()
        self.assertEqual(server.stop(), 0)

    def test_reconnection(self):
        server = Server()
        peer = Peer(server, self.transports, reconnection=True, reconnection_delay=0.1,
                    reconnection_delay_max=0.2)
        peer.next('connect')
        server.kill()
        peer.next('disconnect')
        server.restart()
        peer.next('connect')
        self.assertEqual(peer.ask('ack', 'goes on'), 'goes on')
        peer.close()
        self.assertEqual(server.stop(), 0)


class Polling(Cases, unittest.TestCase):
    transports = ['polling']


class WebSocket(Cases, unittest.TestCase):
    transports = ['websocket']


class Upgrade(Cases, unittest.TestCase):
    transports = None  # the client's choice: polling, then WebSocket


if __name__ == '__main__':
    unittest.main(verbosity=2)
