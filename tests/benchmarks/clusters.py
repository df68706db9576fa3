# SPDX-License-Identifier: MIT
"""The clusters that are measured: a broker of their own, and some servers on it."""
import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import benchservers
from benchservers import Unavailable
from comparison import Comparison, listed, parser_of

ADAPTERS = {"classic": "classic", "sharded": "sharded", "streams": "streams", "postgres": "PostgreSQL"}
KINDS = {"qt": "qsocketio", "node": "node"}  # as benchservers calls them
CLUSTERS = {"qt-qt": "Qt–Qt", "node-node": "Node–Node", "qt-node": "Qt–Node", "node-qt": "Node–Qt"}
OURS, THEIRS = "qt-qt", "node-node"
ATTACHMENTS = """CREATE TABLE IF NOT EXISTS socket_io_attachments
    (id bigserial UNIQUE, created_at timestamptz DEFAULT NOW(), payload bytea)"""


def local_ports(process):
    """Of its TCP connections."""
    sockets = set()
    for file in Path(f"/proc/{process}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # closed meanwhile
            sockets.add(os.readlink(file))
    ports = set()
    for line in Path(f"/proc/{process}/net/tcp").read_text(encoding="ascii").splitlines()[1:]:
        fields = line.split()
        if f"socket:[{fields[9]}]" in sockets:
            ports.add(int(fields[1].split(":")[1], 16))
    return ports


class Redis:
    """In a folder; it can be killed and started again."""

    def __init__(self, folder, core, appendonly=False):
        self.port = benchservers.free_port()
        self.core = core
        self.arguments = ["--dir", folder, "--save", "", "--appendonly", "yes" if appendonly else "no",
                          "--appendfsync", "always"]
        self.process = None

    def start(self):
        self.process = subprocess.Popen(
            ["redis-server", "--bind", "127.0.0.1", "--port", str(self.port), *self.arguments],
            preexec_fn=benchservers.prepare(self.core), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        benchservers.wait_for_port(self.process, self.port)

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()

    def ask(self, line):
        """The answer to one line, as it comes."""
        with socket.create_connection(("127.0.0.1", self.port), 5) as connection:
            connection.sendall(line.encode() + b"\r\n")
            return connection.recv(65536)

    def restart_after(self, seconds):
        self.stop()
        time.sleep(seconds)
        self.start()

    def pause(self, seconds):
        self.process.send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        self.process.send_signal(signal.SIGCONT)

    def cut(self, process):
        """Ends all connections of a server."""
        ports = local_ports(process)
        for client in self.ask("CLIENT LIST").decode().split():
            if client.startswith("addr=") and int(client.rsplit(":", 1)[1]) in ports:
                self.ask("CLIENT KILL ADDR " + client.removeprefix("addr="))

    def listens(self, adapter, servers):
        """Whether that many servers listen to all that they have to."""
        count = {"classic": "PUBSUB NUMSUB socket.io-request#/#", "sharded": "PUBSUB SHARDNUMSUB socket.io#/#",
                 "streams": "PUBSUB NUMSUB socket.io#/#"}[adapter]
        if not self.ask(count).endswith(f":{servers}\r\n".encode()):
            return False
        if adapter == "classic":
            return int(self.ask("INFO stats").split(b"pubsub_patterns:")[1].split()[0]) >= 1
        return adapter != "streams" or self.ask("CLIENT LIST").count(b"cmd=xread") >= servers


class Postgres:
    """In a folder, as somebody else where this is root, whom it does not run for."""

    def __init__(self, folder, core):
        self.port = benchservers.free_port()
        self.folder = folder
        self.core = core
        self.process = None
        self.user = "postgres" if os.getuid() == 0 else None
        if self.user:
            os.chown(folder, pwd.getpwnam(self.user).pw_uid, -1)
        self.run("initdb", "-D", "data", "-A", "trust", "-U", "postgres", "--no-sync")

    @staticmethod
    def program(name):
        """Debian keeps them out of the PATH, one folder for each version."""
        versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
        found = str(versions[-1]) if versions else shutil.which(name)
        if not found:
            raise Unavailable(f"there is no {name}")
        return found

    def run(self, name, *arguments, check=True):
        done = subprocess.run([self.program(name), *arguments], cwd=self.folder, user=self.user, text=True,
                              capture_output=True, check=False)
        if check and done.returncode:
            raise Unavailable(f"{name}: {done.stderr}")
        return done

    def say(self, sql):
        return self.run("psql", "-qAt", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-c", sql, check=False)

    def start(self):
        self.process = subprocess.Popen(
            [self.program("postgres"), "-D", "data", "-p", str(self.port), "-c", "listen_addresses=127.0.0.1", "-c",
             f"unix_socket_directories={self.folder}", "-c", "fsync=off", "-c", "autovacuum=off"],
            cwd=self.folder, user=self.user, preexec_fn=benchservers.prepare(self.core), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        benchservers.wait_for_port(self.process, self.port)
        benchservers.wait_until(lambda: self.say(ATTACHMENTS).returncode == 0, "PostgreSQL does not answer")

    def stop(self):
        if self.process:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait()

    def restart_after(self, seconds):
        self.stop()
        time.sleep(seconds)
        self.start()

    def listens(self, _adapter, servers):
        listening = "SELECT count(*) FROM pg_stat_activity WHERE query ILIKE 'LISTEN%'"
        return self.say(listening).stdout.strip() == str(servers)


@contextlib.contextmanager
def broker(adapter, core, appendonly=False):
    with tempfile.TemporaryDirectory(prefix="qsocketio-broker-") as folder:
        made = Postgres(folder, core) if adapter == "postgres" else Redis(folder, core, appendonly)
        try:
            made.start()
            yield made
        finally:
            made.stop()


class Cluster:
    """servers: (process id, port) of each."""

    def __init__(self, broker_, servers):
        self.broker = broker_
        self.servers = servers

    def settings(self):
        """What bench-load has to know of it."""
        (process, port), *others = self.servers
        return {"port": port, "pid": process, "broker-pid": self.broker.process.pid,
                "peer-port": ",".join(str(port) for _, port in others),
                "peer-pid": ",".join(str(process) for process, _ in others)}


@contextlib.contextmanager
def running(commands, adapter, core, appendonly=False):
    """A cluster of a server for each command, when they hear each other."""
    with contextlib.ExitStack() as stack:
        made = stack.enter_context(broker(adapter, core, appendonly))
        arguments = [adapter, str(made.port)]
        servers = [stack.enter_context(benchservers.running(command, core, arguments)) for command in commands]
        benchservers.wait_until(lambda: made.listens(adapter, len(servers)), "the servers do not form a cluster")
        if adapter in ("streams", "postgres"):
            time.sleep(0.5)  # they count each other by their first heartbeats
        yield Cluster(made, servers)


def cluster_parser(description, contestants, adapters=("classic",), **defaults):
    parser = parser_of(description, "the servers and their broker", **defaults)
    parser.add_argument("--clusters", type=listed(CLUSTERS), default=contestants, help=",".join(CLUSTERS))
    parser.add_argument("--adapter", type=listed(ADAPTERS), default=list(adapters), metavar="NAME,...",
                        help=",".join(ADAPTERS))
    return parser


class ClusterComparison(Comparison):
    """Its workloads are (adapter, name)."""

    headline = "serversCpuPerMessage"

    def __init__(self, options, titles):
        several = len(options.adapter) > 1
        super().__init__(options, {(adapter, name): f"{ADAPTERS[adapter]}, {title}" if several else title
                                   for adapter in options.adapter for name, title in titles.items()},
                         {name: CLUSTERS[name] for name in options.clusters})

    def labels(self, workload, contestant):
        return {"adapter": workload[0], "name": workload[1], "cluster": contestant}

    def servers(self):
        return sorted({KINDS[kind] for cluster in self.options.clusters for kind in cluster.split("-")})

    def settings_of(self, name):
        """What bench-load is told for a workload of that name."""
        raise NotImplementedError

    def commands_of(self, _name, cluster):
        return [self.command(KINDS[kind]) for kind in cluster.split("-")]

    def measure(self, workload, contestant):
        adapter, name = workload
        settings = {"seconds": self.options.seconds, "warmup": self.options.warmup, **self.settings_of(name)}
        patience = 180 + self.options.seconds + self.options.warmup
        with running(self.commands_of(name, contestant), adapter, self.server_core) as cluster:
            result = benchservers.load(self.load, self.load_core, {**cluster.settings(), **settings}, patience)
        return with_sums(result)

    def about(self):
        """For the line above the tables."""
        return f", adapter {', '.join(ADAPTERS[adapter] for adapter in self.options.adapter)}"


def with_sums(result):
    return {**result, "serversCpuPerMessage": round(result["cpuPerMessage"] + result["peerCpuPerMessage"], 3)}


def against(comparison, workload, key):
    """Ours in relation to theirs."""
    return comparison.ratio((workload, OURS), (workload, THEIRS), key)
