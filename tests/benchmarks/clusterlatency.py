#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""How long what one server emits takes to the clients of both, at a rate that does not wait for them.

tests/benchmarks/clusterlatency.py [--clusters qt-qt,node-node] [--adapter classic,sharded,streams,postgres]
    [--clients 100,1000,10000] [--rates 10,100,1000] [--sizes 64,1024,16384] [--kinds text,binary]

A client of the first of two servers has it emit to everybody, so many times a second. Every delivery is
measured from when its emit was due. Without --clients, --rates, --sizes and --kinds a selection is
measured, with any of them all that they make together. docs/performance.md says more.
"""
import sys

from clusters import CLUSTERS, OURS, THEIRS, ClusterComparison, against, cluster_parser
from comparison import listed, numbers, table, text

KINDS = ["text", "binary"]
# Clients at each server, emits a second, bytes, kind.
SELECTION = [
    (100, 10, 64, "text"), (100, 100, 64, "text"), (100, 1000, 64, "text"), (1000, 10, 64, "text"),
    (1000, 100, 64, "text"), (100, 100, 1024, "text"), (100, 100, 1024, "binary"), (100, 100, 16384, "text"),
    (100, 100, 16384, "binary"),
]


def parse_arguments():
    parser = cluster_parser(__doc__, [OURS, THEIRS], rounds=1, seconds=4, warmup=1)
    parser.add_argument("--clients", type=numbers, metavar="N,...", help="at each server")
    parser.add_argument("--rates", type=numbers, metavar="N,...", help="emits a second")
    parser.add_argument("--sizes", type=numbers, metavar="BYTES,...")
    parser.add_argument("--kinds", type=listed(KINDS), help=",".join(KINDS))
    return parser.parse_args()


def selected(options):
    if not (options.clients or options.rates or options.sizes or options.kinds):
        return SELECTION
    return [(clients, rate, size, kind) for clients in options.clients or [100] for rate in options.rates or [100]
            for size in options.sizes or [64] for kind in options.kinds or ["text"]]


def size_text(size):
    return f"{size} B" if size < 1024 else f"{size / 1024:g} KiB"


class LatencyComparison(ClusterComparison):
    headline = "remoteP99"

    def __init__(self, options):
        super().__init__(options, {workload: "{0:,} + {0:,} clients, {1:,}/s, {2}, {3}".format(
            *workload[:2], size_text(workload[2]), workload[3]) for workload in selected(options)})

    def settings_of(self, name):
        clients, rate, size, kind = name
        return {"workload": "paced", "connections": 2 * clients, "rooms": 0, "rate": rate, "size": size,
                "binary": int(kind == "binary")}


def latencies(comparison):
    rows = []
    for _, title, cluster, median in comparison.medians():
        times = [text(median(side + share) * 1e-3, ".2f") for side in ("local", "remote")
                 for share in ("P50", "P99", "P999")]
        rows.append([title, CLUSTERS[cluster], *times, text(median("backlogMs"), ".0f"),
                     text(median("localMissing") + median("remoteMissing"), ",.0f"),
                     text(median("lateMax") * 1e-3, ".1f")])
    head = ["workload", "cluster", "first server: p50, ms", "p99", "p99.9", "the other: p50, ms", "p99", "p99.9",
            "backlog at the end, ms", "missing then", "load late by, ms"]
    return table(head, rows, names=2)


def costs(comparison):
    rows = []
    for _, title, cluster, median in comparison.medians():
        rows.append([title, CLUSTERS[cluster], *(text(median(key), ".2f") for key in (
            "serversCpuPerMessage", "cpuPerMessage", "peerCpuPerMessage", "brokerCpuPerMessage")),
            *(text(median(key) / 2**20, ".0f") for key in ("resident", "peerResident"))])
    head = ["workload", "cluster", "CPU of both, µs per delivery", "of the first", "of the other", "of the broker",
            "memory of the first, MiB", "of the other"]
    return table(head, rows, names=2)


def ratios(comparison):
    rows = [[title, *(text(against(comparison, workload, key), ".2f")
                      for key in ("localP50", "localP99", "remoteP50", "remoteP99", "serversCpuPerMessage"))]
            for workload, title in comparison.workloads.items()]
    head = [f"{CLUSTERS[OURS]} against {CLUSTERS[THEIRS]}", "first server: p50", "p99", "the other: p50", "p99",
            "CPU of both"]
    return table(head, rows)


def main():
    comparison = LatencyComparison(parse_arguments())
    return comparison.main(lambda done: (latencies(done), costs(done), ratios(done)), comparison.about())


if __name__ == "__main__":
    sys.exit(main())
