#!/usr/bin/env python3
"""How much faster four servers with one worker each make one export than one of them, into a destination with 50 ms a write.

    .ci/scale.py [--instances N] [--caravan COMMAND]

Goal: 3.6 times. Starts what .ci/chaos.py starts. One run: first the one server, then the same one and three others, each warm.
"""
import argparse
import json
import os
import pathlib
import shlex
import sys
import time

from cluster import store
from cluster.gate import Gate
from cluster.node import Node
from cluster.services import BUCKET, HOME, Services

GOAL = 3.6
LATENCY = 0.05
NODES = 4


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--instances", type=int, default=600)
    parser.add_argument("--batch", type=int, default=10, help="instances of a batch")
    parser.add_argument("--caravan", default=str(HOME / "caravan"))
    parser.add_argument("--shared", type=pathlib.Path, default=os.environ.get("CARAVAN_SHARED", HOME.parent / "shared"))
    parser.add_argument("--tools", type=pathlib.Path, default=os.environ.get("CARAVAN_CI_WORK", "/tmp/caravan-ci"))
    parser.add_argument("--work", type=pathlib.Path, help="folder of what is started; TOOLS/scale unless given")
    given = parser.parse_args()
    given.work = given.work or given.tools / "scale"
    return given


def export(node, prefix):
    """Seconds of an export, from the call to done."""
    begin = time.monotonic()
    name = node.export(f"gs://{BUCKET}/{prefix}", "image/png")
    while not (operation := node.operation(name)).get("done"):
        time.sleep(0.05)
    seconds = time.monotonic() - begin
    if "error" in operation:
        raise RuntimeError(f"the export did not end well: {operation}")
    return seconds


def rate(gate, node, prefix):
    """Objects a second of an export, and how many each node wrote."""
    seconds = export(node, prefix)
    by_node = {}
    for write in gate.writes():
        if write.name.startswith(prefix + "/"):
            by_node[write.node] = by_node.get(write.node, 0) + 1
    objects = sum(by_node.values())
    print(f"{prefix}: {objects} objects in {seconds:.1f} s, {objects / seconds:.1f} a second; {by_node}", flush=True)
    return objects / seconds


def main():
    given = arguments()
    given.work.mkdir(parents=True, exist_ok=True)
    store.make(given.work / "store", given.instances, broken=False)
    services = Services(given.shared, given.work, given.tools)
    names = [f"node-{number + 1}" for number in range(NODES)]
    settings = {
        "CARAVAN_LEASE_SECONDS": "30", "CARAVAN_WORKERS": "1", "CARAVAN_BATCH_INSTANCES": str(given.batch),
        "CARAVAN_JAVA_OPTS": "-Xmx256m -XX:TieredStopAtLevel=1", "CARAVAN_NO_BUILD": "1"}
    nodes, gate = [], None
    try:
        services.start()
        gate = Gate(services.emulator_port, names)
        nodes = [Node(name, services, gate, shlex.split(given.caravan), given.work / "store", settings) for name in names]
        nodes[0].start()
        nodes[0].await_ready()
        export(nodes[0], "warm-up")
        gate.latency = LATENCY
        one = rate(gate, nodes[0], "one")
        gate.latency = 0
        for node in nodes[1:]:
            node.start()
        for node in nodes:
            node.await_ready()
        export(nodes[0], "warm-up-of-four")
        gate.latency = LATENCY
        four = rate(gate, nodes[0], "four")
    finally:
        for node in nodes:
            node.stop()
        if gate:
            gate.close()
        services.close()
    print(json.dumps({"one": round(one, 1), "four": round(four, 1), "times": round(four / one, 2), "goal": GOAL}))
    sys.exit(four / one < GOAL)


if __name__ == "__main__":
    main()
