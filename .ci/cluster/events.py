"""What goes wrong, one thing after another, some of it at the same time: as a seed has it."""
import dataclasses
import json
import random
import threading
import time

NODE_KINDS = ("kill-node", "stop-node", "freeze-node", "cut-database-silently", "refuse-database")
OUTAGES = ("kill-broker", "restart-database")
KINDS = (*NODE_KINDS, *OUTAGES, "double-messages", "drop-messages")


@dataclasses.dataclass
class Event:
    """One of ``KINDS``, with its seconds since the export began. in_hand: instances that the node had leased at the begin."""

    kind: str
    node: str = ""
    begin: float = 0.0
    end: float = 0.0
    in_hand: int = 0
    note: str = ""


def plan(seed, count):
    """(kind, dice) of each event: every kind as often as the others, give or take one, in any order."""
    dice = random.Random(seed)
    kinds = []
    while len(kinds) < count:
        kinds += dice.sample(KINDS, len(KINDS))
    return [(kind, random.Random(dice.random())) for kind in kinds[:count]]


class Events:
    """Lets them happen to nodes and services. One node at least is left alone by what happens to nodes."""

    def __init__(self, services, state, nodes, lease, operation, begin):
        """lease: seconds; begin: monotonic seconds of the export's begin, of ``operation``, a number."""
        self.services, self.state, self.nodes = services, state, nodes
        self.lease, self.operation, self.zero = lease, operation, begin
        self.all = []
        self.faults = []
        self._busy = set()
        self._broker, self._database = threading.Lock(), threading.Lock()
        self._threads = []
        self._change = threading.Condition()

    def now(self):
        return time.monotonic() - self.zero

    def happen(self, kind, dice):
        """Begins an event, which goes on by itself; waits where too much goes on already."""
        node = self._take(dice) if kind in NODE_KINDS else None
        event = Event(kind, node.name if node else "", self.now())
        self.all.append(event)
        thread = threading.Thread(target=self._run, args=(event, node, dice), daemon=True)
        self._threads.append(thread)
        thread.start()

    def _take(self, dice):
        wanted = dice.sample(self.nodes, len(self.nodes))
        with self._change:
            while True:
                free = [node for node in wanted if node.name not in self._busy]
                if len(free) > 1:
                    self._busy.add(free[0].name)
                    return free[0]
                self._change.wait()

    def _run(self, event, node, dice):
        try:
            if node:
                event.in_hand = self._in_hand(node)
            getattr(self, "_" + event.kind.replace("-", "_"))(event, node, dice)
        except Exception as e:  # pylint: disable=broad-except
            self.faults.append(f"{event.kind} {event.node}: {e!r}")
        event.end = self.now()
        if node:
            if node.process.poll() is not None:  # one that ended by itself is told of above
                self._again(node)
            with self._change:
                self._busy.discard(node.name)
                self._change.notify_all()

    def _again(self, node):
        try:
            node.start()
            node.await_ready()
        except RuntimeError as e:
            self.faults.append(f"again: {e}")

    def _in_hand(self, node):
        for _ in range(40):  # the database may be about to start
            try:
                return self.state.in_hand(node.name)
            except Exception:  # pylint: disable=broad-except
                time.sleep(0.5)
        raise RuntimeError("the database does not answer")

    def await_last(self):
        self._threads[-1].join(180)

    def finish(self):
        """Waits for the end of all of them."""
        for thread in self._threads:
            thread.join(180)
        self.faults += [f"{event.kind} did not end" for event in self.all if not event.end]

    def outages(self):
        """(begin, end) of when no server could work."""
        return [(event.begin, event.end) for event in self.all if event.kind in OUTAGES]

    def _kill_node(self, _, node, dice):
        node.kill()
        time.sleep(dice.uniform(2, self.lease + 3))
        node.start()
        node.await_ready()

    def _stop_node(self, event, node, dice):
        took = node.stop()
        event.note = f"stopped in {took:.1f} s"
        time.sleep(dice.uniform(0, 2))
        node.start()
        node.await_ready()

    def _freeze_node(self, _, node, dice):
        node.freeze()
        time.sleep(self.lease + dice.uniform(1, 5))
        node.thaw()

    def _cut_database_silently(self, _, node, dice):
        self.services.cut(node.name, True)
        time.sleep(self.lease + dice.uniform(1, 5))
        self.services.mend(node.name)

    def _refuse_database(self, _, node, dice):
        self.services.cut(node.name, False)
        time.sleep(self.lease + dice.uniform(1, 5))
        self.services.mend(node.name)

    def _kill_broker(self, _, __, dice):
        with self._broker:
            self.services.cluster("kill-broker")
            time.sleep(dice.uniform(0, 3))
            self.services.cluster("start-broker")

    def _restart_database(self, _, __, dice):
        with self._database:
            self.services.cluster("kill-database")
            time.sleep(dice.uniform(0, 3))
            self.services.cluster("start-database")

    def _double_messages(self, event, _, dice):
        with self._broker, self._database:
            numbers = [row[0] for row in self.state.rows(f"SELECT number FROM batch WHERE operation_id = {self.operation}")]
        again = [*dice.sample(sorted(numbers), min(2, len(numbers))), 0]
        event.note = f"batches {again[:-1]}, and the plan"
        with self._broker:
            for number in again:
                queue = "caravan.batches" if number else "caravan.exports"
                self.services.send(queue, json.dumps({"operation": self.operation, "batch": number}), 2)

    def _drop_messages(self, event, _, __):
        with self._broker:
            before = self.services.depths().get("caravan.batches")
            self.services.purge("caravan.batches")
            event.note = f"of {before}"
