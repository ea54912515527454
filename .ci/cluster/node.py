"""A server among others, which may be killed, frozen and started again."""
import contextlib
import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request

from cluster.services import call, free_port

STORE = "projects/p/locations/l/datasets/d/dicomStores/s"


class Node:
    """``caravan serve`` with the profile cluster, in a process group of its own."""

    def __init__(self, name, services, gate, command, store, settings):
        """settings: environment variables besides those of the cluster."""
        self.name = name
        self.command, self.store = command, store
        self.folder = services.folder / name
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port, self.management = free_port(), free_port()
        self.way = services.way(name)
        self.process = None
        self.frozen = False
        self.starts = 0
        self.environment = dict(
            os.environ, CARAVAN_PROFILE="cluster", CARAVAN_NODE_NAME=name, CARAVAN_MANAGEMENT_PORT=str(self.management),
            CARAVAN_STATE_URL=f"jdbc:postgresql://127.0.0.1:{self.way}/caravan", CARAVAN_STATE_URL_USER="caravan",
            CARAVAN_STATE_URL_PASSWORD="caravan", CARAVAN_BROKER_URL=services.broker_url, CARAVAN_BROKER_URL_USER="caravan",
            CARAVAN_BROKER_URL_PASSWORD="caravan", CARAVAN_GCS_ENDPOINT=gate.url(name), CARAVAN_ROWS="gs://rows/r",
            CARAVAN_BIGQUERY_ENDPOINT="http://127.0.0.1:1", **settings)

    def start(self):
        self.starts += 1
        words = ["serve", "--port", self.port, "--data", self.folder / "data", "--store", f"{STORE}={self.store}"]
        with open(self.folder / f"server-{self.starts}.log", "wb") as log:
            self.process = subprocess.Popen(
                [*self.command, *map(str, words)], env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True)

    def await_ready(self, seconds=60):
        end = time.monotonic() + seconds
        while (lack := self.lack()) is not None:
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.name} ended; see {self.folder}")
            if time.monotonic() > end:
                raise RuntimeError(f"{self.name} is not ready after {seconds} seconds: {lack}; see {self.folder}")
            time.sleep(0.2)

    def lack(self):
        """Why it takes no work; None if it does."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.management}/observe/health/ready", timeout=5) as answer:
                return None if answer.status == 200 else answer.status
        except urllib.error.HTTPError as e:
            return e.read().decode(errors="replace")
        except OSError as e:
            return e

    def is_running(self):
        return self.process is not None and self.process.poll() is None and not self.frozen

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.frozen = False

    def freeze(self):
        os.killpg(self.process.pid, signal.SIGSTOP)
        self.frozen = True

    def thaw(self):
        os.killpg(self.process.pid, signal.SIGCONT)
        self.frozen = False

    def stop(self):
        """As an operator does; the seconds that it took."""
        begin = time.monotonic()
        if self.process and self.process.poll() is None:
            if self.frozen:
                self.thaw()
            self.process.terminate()
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.kill()
                raise RuntimeError(f"{self.name} did not stop within a minute") from None
        return time.monotonic() - begin

    def export(self, prefix, mime_type):
        """Begins one; the name of the operation."""
        destination = {"uriPrefix": prefix, "mimeType": mime_type}
        return call(f"http://127.0.0.1:{self.port}/v1/{STORE}:export", "POST", {"gcsDestination": destination}, 60)["name"]

    def operation(self, name):
        return call(f"http://127.0.0.1:{self.port}/v1/{name}", timeout=5)


def ask(nodes, name):
    """What the first of the nodes that answers says of an operation; None if none does."""
    for node in nodes:
        if node.is_running():
            with contextlib.suppress(OSError, json.JSONDecodeError):
                return node.operation(name)
    return None
