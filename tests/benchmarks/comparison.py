# SPDX-License-Identifier: MIT
"""What the programs that compare servers share: options, turns, medians, ratios and tables."""
import argparse
import functools
import json
import os
import platform
import statistics
import sys
from pathlib import Path

import benchservers
from benchservers import Unavailable

NOTHING = "–"


def listed(known):
    """For argparse: some of the known names."""
    def parse(text):
        names = text.split(",")
        for name in names:
            if name not in known:
                raise argparse.ArgumentTypeError(f"{name}: there are {', '.join(known)}")
        return names
    return parse


def numbers(text):
    """For argparse."""
    return [int(number) for number in text.split(",")]


def parser_of(description, cores_of, rounds=3, seconds=5.0, warmup=2.0):
    cores = [str(core) for core in sorted(os.sched_getaffinity(0))]
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument("--seconds", type=float, default=seconds, help="of each measurement")
    parser.add_argument("--warmup", type=float, default=warmup, help="seconds before it")
    parser.add_argument("--cores", type=listed(cores), metavar="A,B", default=cores[:2] if len(cores) > 1 else None,
                        help=f"of {cores_of}, of the load")
    parser.add_argument("--build", type=Path, help="a build folder with the programs, instead of building them")
    parser.add_argument("--json", type=Path, help="a file for all that was measured")
    return parser


class Comparison:
    """Has each contestant do each workload, round after round; the contestants take turns."""

    headline = "cpuPerMessage"  # what is told of each measurement while others follow

    def __init__(self, options, workloads, contestants):
        self.options = options
        self.workloads = workloads  # key: title
        self.contestants = contestants  # key: title
        self.server_core, self.load_core = map(int, options.cores) if options.cores else (None, None)
        self.build = options.build or benchservers.PROJECT / "build/benchmark"
        self.load = str(self.build / "tests/benchmarks/load/bench-load")
        self.results = {}  # (workload, contestant): what each round has measured
        self.problems = {}  # (workload, contestant): why there is none

    def measure(self, workload, contestant):
        """Figures by name."""
        raise NotImplementedError

    def servers(self):
        """As benchservers calls them."""
        raise NotImplementedError

    def labels(self, workload, contestant):
        """Of what is kept by --json."""
        return {"name": workload, "server": contestant}

    def run(self):
        if not self.options.build:
            benchservers.build_programs(self.build)
        self.commands = benchservers.commands(self.servers(), self.build)
        contestants = list(self.contestants)
        for number in range(self.options.rounds):
            turn = number % len(contestants)
            for workload in self.workloads:
                for contestant in contestants[turn:] + contestants[:turn]:
                    self.attempt(workload, contestant)

    def attempt(self, workload, contestant):
        names = f"{self.workloads[workload]}, {self.contestants[contestant]}"
        try:
            result = self.measure(workload, contestant)
        except (Unavailable, OSError) as reason:
            self.problems[workload, contestant] = str(reason)
            print(f"{names}: {reason}", file=sys.stderr)
            return
        self.results.setdefault((workload, contestant), []).append(result)
        print(f"{names}: {self.headline} {result[self.headline]}", file=sys.stderr)

    def command(self, server):
        command = self.commands[server]
        if isinstance(command, Unavailable):
            raise command
        return command

    def median(self, workload, contestant, key):
        values = [result[key] for result in self.results.get((workload, contestant), []) if result[key] is not None]
        return statistics.median(values) if values else None

    def medians(self):
        """Of what was measured: workload, title, contestant, and a function that gives the median of a key."""
        for workload, title in self.workloads.items():
            for contestant in self.contestants:
                if (workload, contestant) in self.results:
                    yield workload, title, contestant, functools.partial(self.median, workload, contestant)

    def ratio(self, one, other, key):
        """The median of the ratios of each round; one and other: (workload, contestant)."""
        pairs = zip(self.results.get(one, []), self.results.get(other, []))
        ratios = [a[key] / b[key] for a, b in pairs if b[key]]
        return statistics.median(ratios) if ratios else None

    def main(self, tables, about=""):
        """Runs, and prints what tables(self) gives; returns the exit code."""
        try:
            self.run()
        except Unavailable as reason:
            sys.exit(str(reason))
        except KeyboardInterrupt:
            print("interrupted: this is what there is", file=sys.stderr)
        rounds = max(map(len, self.results.values()), default=0)
        print(f"{machine(self.servers())}{about}. Medians of {rounds} rounds of {self.options.seconds:g} s.\n")
        print(*(table for table in tables(self) if table), sep="\n\n")
        for (workload, contestant), problem in self.problems.items():
            print(f"\n{self.workloads[workload]}, {self.contestants[contestant]}: {problem}")
        if self.options.json:
            results = [{**self.labels(workload, contestant), **result}
                       for (workload, contestant), rounds in self.results.items() for result in rounds]
            self.options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
        return 1 if self.problems else 0


def text(value, form):
    return NOTHING if value is None else format(value, form)


def table(head, rows, names=1):
    """Markdown; the first columns are names."""
    if not rows:
        return ""
    lines = [head, ["---"] * names + ["---:"] * (len(head) - names), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def machine(servers):
    with open("/proc/cpuinfo", encoding="utf-8") as info:
        names = [line.split(":", 1)[1].strip() for line in info if line.startswith("model name")]
    versions = {"Qt": lambda: benchservers.version(["qmake6", "-query", "QT_VERSION"])}
    if "node" in servers:
        versions["Node.js"] = lambda: benchservers.version(["node", "--version"])
    if "bun" in servers:
        folder = benchservers.PROJECT / "build/npm-benchmark"
        versions["Bun"] = lambda: benchservers.version([benchservers.bun_program(folder), "--version"])
    told = []
    for name, tell in versions.items():
        try:
            told.append(f"{name} {tell() or '?'}")
        except (Unavailable, OSError):
            told.append(f"{name} ?")
    name = names[0] if names else platform.machine()
    return f"{name}, {os.cpu_count()} cores, Linux {platform.release()}, " + ", ".join(told)
