#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What a cluster of two servers loses with its broker, and how soon it is back.

tests/benchmarks/clusterfailover.py [--clusters qt-qt,node-node] [--adapter classic,sharded,streams,postgres]
    [--outages restart,pause,cut] [--away 2] [--rate 100]

A client of the first server has it emit to everybody all the time. Meanwhile the broker is killed and started
again, or does nothing for a while, or the second server cannot keep a connection to it. docs/performance.md
says more.
"""
import sys
import time

import benchservers
import clusters
from clusters import CLUSTERS, OURS, THEIRS, ClusterComparison, cluster_parser
from comparison import listed, table, text

OUTAGES = {"restart": "broker killed and started again", "pause": "broker stopped and continued",
           "cut": "second server cut off"}
CLIENTS = 20  # half of them at each server


def parse_arguments():
    parser = cluster_parser(__doc__, [OURS, THEIRS], adapters=("classic", "sharded", "streams"), rounds=1, seconds=5,
                            warmup=1)
    parser.add_argument("--outages", type=listed(OUTAGES), default=list(OUTAGES), help=",".join(OUTAGES))
    parser.add_argument("--away", type=float, default=2, help="seconds; --seconds are what follows")
    parser.add_argument("--rate", type=float, default=100, help="emits a second")
    return parser.parse_args()


class Outage:
    def __init__(self, kind, away, cluster):
        self.kind = kind
        self.away = away
        self.cluster = cluster
        self.end = 0  # seconds of the clock that bench-load has, too

    def happen(self):
        broker = self.cluster.broker
        if self.kind == "restart":
            broker.restart_after(self.away)
        elif self.kind == "pause":
            broker.pause(self.away)
        else:
            end = time.monotonic() + self.away
            while time.monotonic() < end:
                broker.cut(self.cluster.servers[1][0])
                time.sleep(0.02)
        self.end = time.monotonic()


class FailoverComparison(ClusterComparison):
    headline = "lost"

    def __init__(self, options):
        super().__init__(options, {outage: OUTAGES[outage] for outage in options.outages})
        # Who stops the first process of PostgreSQL does not stop the others.
        self.workloads = {workload: title for workload, title in self.workloads.items()
                          if workload[0] != "postgres" or workload[1] == "restart"}

    def measure(self, workload, contestant):
        adapter, name = workload
        options = self.options
        calm = 0.5  # seconds before the outage
        settings = {"workload": "paced", "connections": CLIENTS, "rooms": 0, "rate": options.rate, "size": 64, "spin": 0,
                    "warmup": options.warmup, "seconds": calm + options.away + options.seconds,
                    "patience": options.seconds}
        commands = self.commands_of(name, contestant)
        with clusters.running(commands, adapter, self.server_core, appendonly=True) as cluster:
            outage = Outage(name, options.away, cluster)

            def meanwhile():
                time.sleep(options.warmup + calm)
                outage.happen()
            settings = {**cluster.settings(), **settings}
            del settings["broker-pid"]
            result = benchservers.load(self.load, self.load_core, settings, 60 + settings["seconds"], meanwhile)
        # Who is cut off comes back in between.
        back = None if name == "cut" else max(0, result["silenceEndMs"] - outage.end * 1000)
        return {**result, "lost": result["remoteMissing"] / (CLIENTS / 2),
                "localLost": result["localMissing"] / (CLIENTS / 2), "backAfterMs": back}


def outages(comparison):
    rows = []
    for _, title, cluster, median in comparison.medians():
        rows.append([title, CLUSTERS[cluster], text(median("emits"), ",.0f"), text(median("lost"), ",.1f"),
                     text(median("localLost"), ",.1f"), text(median("silenceMs"), ",.0f"),
                     text(median("backAfterMs"), ",.0f"), text(median("remoteMax") / 1000, ",.0f")])
    head = ["outage", "cluster", "emits", "lost at the other server", "at the first",
            "longest time without any at the other, ms", "it ends so long after the outage, ms", "latest, ms"]
    return table(head, rows, names=2)


def main():
    options = parse_arguments()
    comparison = FailoverComparison(options)
    about = f"{comparison.about()}, {options.rate:g} emits per s, {options.away:g} s away"
    return comparison.main(lambda done: (outages(done),), about)


if __name__ == "__main__":
    sys.exit(main())
