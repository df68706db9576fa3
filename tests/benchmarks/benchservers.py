# SPDX-License-Identifier: MIT
"""The programs that take part: how each server is got, started and stopped, and the load generator run."""
import contextlib
import json
import os
import random
import resource
import shutil
import socket
import subprocess
import time
from pathlib import Path

PEERS = Path(__file__).parent / "peers"
PROJECT = Path(__file__).parents[2]


class Unavailable(Exception):
    """Why there is no such server here."""


def run_logged(command, log, **options):
    with open(log, "wb") as file:
        if subprocess.run(command, stdin=subprocess.DEVNULL, stdout=file, stderr=file, **options).returncode:
            raise Unavailable(f"{command[0]} failed; the whole log is {log}")


def build_programs(build_dir):
    """bench-server and bench-load, optimized."""
    (PROJECT / "build").mkdir(exist_ok=True)
    run_logged(["cmake", "--preset", "benchmark"], PROJECT / "build/configure-benchmark.log", cwd=PROJECT)
    run_logged(["cmake", "--build", build_dir, "--target", "bench-server", "bench-load"],
               PROJECT / "build/build-benchmark.log")


def npm_folder():
    """The peers and their packages, which npm fetches when the lock file has changed."""
    folder = PROJECT / "build/npm-benchmark"
    folder.mkdir(parents=True, exist_ok=True)
    for file in PEERS.iterdir():
        shutil.copy(file, folder)
    stamp = folder / "node_modules/.stamp"
    wanted = (PEERS / "package-lock.json").read_bytes()
    if not stamp.exists() or stamp.read_bytes() != wanted:
        run_logged(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
                   PROJECT / "build/npm-benchmark.log", cwd=folder)
        stamp.write_bytes(wanted)
    return folder


def bun_program(folder):
    """The first of the packages for this system that runs on this processor."""
    for program in sorted(folder.glob("node_modules/@oven/bun-*/bin/bun")):
        with contextlib.suppress(OSError, subprocess.CalledProcessError):
            subprocess.run([program, "--version"], check=True, capture_output=True)
            return str(program)
    raise Unavailable("no bun runs on this machine")


def commands(names, build_dir):
    """The command line of each server, less the port; Unavailable in its place where there is none."""
    found = {}
    for name in names:
        try:
            if name == "qsocketio":
                found[name] = [str(build_dir / "tests/benchmarks/server/bench-server")]
            elif name == "node":
                found[name] = ["node", str(npm_folder() / "node.mjs")]
            else:
                folder = npm_folder()
                found[name] = [bun_program(folder), str(folder / "bun.mjs")]
        except (Unavailable, OSError) as reason:
            found[name] = Unavailable(str(reason))
    return found


def version(command):
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def prepare(core):
    """For preexec_fn: as many files as may be, and a core."""
    def run():
        limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
        if core is not None:
            os.sched_setaffinity(0, {core})
    return run


def free_port():
    """Not of the ephemeral range: those ports are given to outgoing connections."""
    while True:
        port = random.randrange(20_000, 32_000)
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


def wait_until(is_done, problem, patience=30):
    """Counts its own sleep: who was stopped meanwhile has not waited."""
    for _ in range(int(patience / 0.02)):
        if is_done():
            return
        time.sleep(0.02)
    raise Unavailable(problem)


def wait_for_port(process, port):
    def listens():
        if process.poll() is not None:
            raise Unavailable(f"the server ended with {process.returncode}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return True
        return False

    wait_until(listens, "the server does not listen")


@contextlib.contextmanager
def running(command, core, arguments=()):
    """Starts a server; gives (its process id, its port)."""
    port = free_port()
    process = subprocess.Popen([*command, str(port), *arguments], preexec_fn=prepare(core), stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL)
    try:
        wait_for_port(process, port)
        yield process.pid, port
    finally:
        process.kill()
        process.wait()


def load(program, core, settings, patience, meanwhile=lambda: None):
    """What bench-load measures with these settings, while something else happens."""
    command = [str(program), *(item for name, value in settings.items() for item in (f"--{name}", str(value)))]
    process = subprocess.Popen(command, preexec_fn=prepare(core), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True)
    try:
        meanwhile()
        output, errors = process.communicate(timeout=patience)
    except subprocess.TimeoutExpired as expired:
        raise Unavailable(f"nothing after {patience:.0f} s") from expired
    finally:
        process.kill()
        process.wait()
    if process.returncode:
        raise Unavailable(errors.strip())
    return json.loads(output)
