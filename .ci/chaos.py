#!/usr/bin/env python3
"""An export by three servers of which any may die at any moment, against the same one undisturbed on one server.

    .ci/chaos.py [--short] [--seed N] [--events K] [--instances N] [--caravan COMMAND] [--keep]

Starts PostgreSQL and Artemis (tools/cluster.sh of CARAVAN_SHARED), an emulator of Cloud Storage and Toxiproxy
(bin/fake-gcs-server and toxiproxy/server of CARAVAN_CI_WORK, see .ci/parts.sh), and three servers. While they export, servers
are killed, stopped, frozen for longer than their lease and cut from the database; the broker and the database are killed and
started again; messages are doubled and dropped. Then all has to be as in the undisturbed run, with at most 2 % of the work
redone beyond what the servers had in hand. Exit code 1 says that it is not; logs are below --work.
"""
import argparse
import json
import os
import pathlib
import random
import shlex
import signal
import sys
import time

from cluster import state as states
from cluster import store, verdict
from cluster.events import KINDS, OUTAGES, Events, plan
from cluster.gate import Gate
from cluster.node import Node, ask
from cluster.services import BUCKET, HOME, Services

MIME_TYPE = "image/png"
BATCH = 10
PATIENCE = 90  # seconds that the end may take after the last event


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="600 instances, each kind of event once, in three minutes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--events", type=int)
    parser.add_argument("--instances", type=int)
    parser.add_argument("--pause", type=float, default=6.0, help="seconds between two events, on average")
    parser.add_argument("--lease", type=int, default=5, help="seconds")
    parser.add_argument("--workers", type=int, default=2, help="of each server")
    parser.add_argument("--only", help="kinds of events, separated by commas")
    parser.add_argument("--caravan", default=str(HOME / "caravan"), help="the program; it runs in this checkout")
    parser.add_argument("--shared", type=pathlib.Path, default=os.environ.get("CARAVAN_SHARED", HOME.parent / "shared"))
    parser.add_argument("--tools", type=pathlib.Path, default=os.environ.get("CARAVAN_CI_WORK", "/tmp/caravan-ci"))
    parser.add_argument("--work", type=pathlib.Path, help="folder of what is started; TOOLS/chaos unless given")
    given = parser.parse_args()
    given.events = given.events or (len(KINDS) if given.short else 72)
    given.instances = given.instances or (600 if given.short else 5000)
    given.work = given.work or given.tools / "chaos"
    return given


class Run:
    """Both exports, on one set of services."""

    def __init__(self, given):
        self.given = given
        self.folder = given.work
        self.folder.mkdir(parents=True, exist_ok=True)
        self.services = Services(given.shared, self.folder, given.tools)
        names = ["node-1", "node-2", "node-3"]
        store.make(self.folder / "store", given.instances)
        self.services.start()
        self.gate = Gate(self.services.emulator_port, names)
        self.state = states.State(self.services)
        settings = {
            "CARAVAN_LEASE_SECONDS": str(given.lease), "CARAVAN_WORKERS": str(given.workers), "CARAVAN_BATCH_INSTANCES": str(BATCH),
            "CARAVAN_JAVA_OPTS": "-Xmx256m -XX:TieredStopAtLevel=1", "CARAVAN_NO_BUILD": "1"}
        command = shlex.split(given.caravan)
        self.nodes = [Node(name, self.services, self.gate, command, self.folder / "store", settings) for name in names]

    def calm(self):
        """One node, undisturbed."""
        self.nodes[0].start()
        self.nodes[0].await_ready()
        name = self.nodes[0].export(f"gs://{BUCKET}/calm", MIME_TYPE)
        end = time.monotonic() + 60 + self.given.instances * 0.1
        while time.monotonic() < end:
            operation = self.nodes[0].operation(name)
            if operation.get("done"):
                return self._outcome(name, operation, "calm/")
            time.sleep(0.2)
        raise RuntimeError("the undisturbed export does not end")

    def _outcome(self, name, operation, prefix):
        number = int(name.rpartition("/")[2])
        return {
            "number": number, "operation": operation, "objects": states.objects(self.services, prefix), "prefix": prefix,
            "lines": self.state.lines(number)}

    def chaos(self, writes):
        """Three nodes, and all that may happen to them; writes: of the undisturbed run."""
        for node in self.nodes[1:]:
            node.start()
        for node in self.nodes:
            node.await_ready()
        given = self.given
        self.most_writes = writes
        self._slow_down(given.events)
        self.gate.latency = 0.02
        self.begin = time.monotonic()
        name = self.nodes[0].export(f"gs://{BUCKET}/chaos", MIME_TYPE)
        self.events = Events(self.services, self.state, self.nodes, given.lease, int(name.rpartition("/")[2]), self.begin)
        self._let_happen()
        operation = self._await_end(name)
        self.end = time.monotonic()
        return self._outcome(name, operation, "chaos/")

    def _slow_down(self, events):
        """The destination is so slow that the export lasts until as many events have happened, and a while longer."""
        written = sum(write.name.startswith("chaos/") for write in self.gate.writes())
        self.gate.interval = (events * self.given.pause + 3 * self.given.lease) / max(1, self.most_writes - written)

    def _let_happen(self):
        dice = random.Random(self.given.seed)
        all_of_them = plan(self.given.seed, self.given.events)
        for number, (kind, own) in enumerate(all_of_them):
            if self.given.only and kind not in self.given.only.split(","):
                continue
            time.sleep(self.given.pause * dice.uniform(0.4, 1.6))
            self.events.happen(kind, own)
            print(f"{self.events.all[-1].begin:6.1f} s  {kind} {self.events.all[-1].node}", flush=True)
            if kind in OUTAGES and dice.random() < 0.7:  # else what follows meets servers that have nothing to do
                self.events.await_last()
            self._slow_down(len(all_of_them) - number + 1)
        self.events.finish()
        self._slow_down(0)
        self.over = time.monotonic()
        print(f"{self.events.now():6.1f} s  all has happened", flush=True)

    def _await_end(self, name):
        """Goes on slowly until each node had its chance to work again, then quickly."""
        operation = None
        while time.monotonic() < self.over + PATIENCE:
            operation = ask(self.nodes, name)
            if operation and operation.get("done"):
                break
            if time.monotonic() > self.over + self.given.lease + 5:
                self.gate.interval = self.gate.latency = 0
            time.sleep(0.3)
        return operation

    def faults(self, calm, chaos):
        """What does not hold, and what was found out by the way."""
        found = list(self.events.faults) + verdict.differences(calm, chaos)
        writes = self.gate.writes()
        in_hand = sum(event.in_hand for event in self.events.all)
        redone = verdict.repeated(writes, "chaos/")
        times = [write.time - self.begin for write in writes if write.name.startswith("chaos/")]
        silence, when = verdict.longest_silence([0.0, *times, self.end - self.begin], self.events.outages())
        most = in_hand + verdict.MOST_REDONE * self.given.instances
        if redone > most:
            found.append(f"{redone} objects were sent again; at most {most:.0f} of {in_hand} in hand")
        if silence > self.given.lease + 10:
            found.append(f"nobody wrote anything for {silence:.1f} s from {when:.1f} s on")
        worked = {write.node for write in writes if write.time > self.over}
        late = max((w.time for w in writes), default=0) - self.over
        idle = [node.name for node in self.nodes if node.name not in worked and late > 8]
        found += [f"{name} had no work any more in the last {late:.0f} s" for name in idle]
        found += self._left()
        return found, {
            "seconds": round(self.end - self.begin, 1), "end_after_last_event": round(self.end - self.over, 1), "redone": redone,
            "in_hand": in_hand, "longest_silence": round(silence, 1), "repeated_batches": len(self.state.repeats(chaos["number"]))}

    def _left(self):
        """Nothing is left in the state, and no message in the queues."""
        end = time.monotonic() + 15
        while True:
            left = {what: count for what, count in (self.state.left() | self.services.depths()).items() if count}
            if not left or time.monotonic() > end:
                return [f"{count} {what} are left" for what, count in left.items()]
            time.sleep(1)

    def close(self):
        for node in self.nodes:
            if node.process and node.process.poll() is None:
                node.kill()
        self.gate.close()
        self.services.close()


def main():
    given = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is stopped
    run = Run(given)
    try:
        calm = run.calm()
        print(f"undisturbed: {calm['operation']['metadata']['counter']}, {len(calm['objects'])} objects", flush=True)
        chaos = run.chaos(len(run.gate.writes()))
        found, numbers = run.faults(calm, chaos)
        for event in run.events.all:
            print(f"{event.begin:7.1f} {event.end:7.1f}  {event.kind:22} {event.node:8} {event.in_hand:4} in hand  {event.note}")
        for line in chaos["lines"]:
            if line[0] != "ERROR":
                print("log:", *line)
        print(*found, sep="\n")
        print(json.dumps({
            "seed": given.seed, "instances": given.instances, "events": len(run.events.all), **numbers,
            "counter": chaos["operation"] and chaos["operation"]["metadata"].get("counter"), "holds": not found, "faults": found}))
    finally:
        run.close()
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
