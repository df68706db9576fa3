#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""How long a cluster takes for what all its servers have to answer, and what that costs them.

tests/benchmarks/clusterroundtrips.py [--clusters qt-qt,node-node] [--adapter classic,sharded,streams,postgres]
    [--nodes 2,4,8] [--sockets 1000] [--calls fetch,ask]

fetch is fetchSockets() of everybody, ask a broadcast that every client acknowledges; one call is under way at
a time. docs/performance.md says more.
"""
import sys

from clusters import CLUSTERS, KINDS, OURS, THEIRS, ClusterComparison, against, cluster_parser
from comparison import listed, numbers, table, text

CALLS = {"fetch": "fetchSockets()", "ask": "acknowledged broadcast"}


def parse_arguments():
    parser = cluster_parser(__doc__, [OURS, THEIRS], rounds=1, seconds=4, warmup=1)
    parser.add_argument("--nodes", type=numbers, metavar="N,...", default=[2, 4, 8],
                        help="servers; those of qt-node alternate")
    parser.add_argument("--sockets", type=int, metavar="N", default=1000, help="at each server")
    parser.add_argument("--calls", type=listed(CALLS), default=list(CALLS), help=",".join(CALLS))
    return parser.parse_args()


class RoundTripComparison(ClusterComparison):
    headline = "p50"

    def __init__(self, options):
        super().__init__(options, {(call, nodes): f"{CALLS[call]}, {nodes} × {options.sockets:,}"
                                   for call in options.calls for nodes in options.nodes})

    def commands_of(self, name, cluster):
        kinds = cluster.split("-")
        return [self.command(KINDS[kinds[number % 2]]) for number in range(name[1])]

    def settings_of(self, name):
        call, nodes = name
        return {"workload": call, "connections": nodes * self.options.sockets}


def round_trips(comparison):
    rows = []
    for workload, title, cluster, median in comparison.medians():
        shares = ["", ""]
        if cluster == OURS:
            shares = [text(against(comparison, workload, key), ".2f") for key in ("p50", "serversCpuPerMessage")]
        rows.append([title, CLUSTERS[cluster], text(median("messages"), ".0f"), text(median("p50") * 1e-3, ".2f"), text(median("p99") * 1e-3, ".2f"),
                     text(median("serversCpuPerMessage") * 1e-3, ".2f"),
                     text(median("brokerCpuPerMessage") * 1e-3, ".2f"), *shares])
    head = ["call, servers × sockets", "cluster", "calls", "p50, ms", "p99", "CPU of all servers, ms per call", "of the broker",
            f"p50 against {CLUSTERS[THEIRS]}", "CPU"]
    return table(head, rows, names=2)


def main():
    comparison = RoundTripComparison(parse_arguments())
    return comparison.main(lambda done: (round_trips(done),), comparison.about())


if __name__ == "__main__":
    sys.exit(main())
