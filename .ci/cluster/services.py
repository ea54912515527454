"""What servers share, as real programs on ports of their own: PostgreSQL, Artemis, a Cloud Storage emulator, Toxiproxy."""
import contextlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request

HOME = pathlib.Path(__file__).resolve().parents[2]
BUCKET = "results"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def call(url, verb="GET", body=None, timeout=10):
    """The JSON that a URL answers."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=verb)
    with urllib.request.urlopen(request, timeout=timeout) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def await_url(url, seconds=60):
    end = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise RuntimeError(f"no answer from {url}") from None
            time.sleep(0.1)


class Services:
    """All of them, below a folder, until ``close``. Programs are kept in it from one run to the next."""

    def __init__(self, shared, work, tools):
        """shared: the folder that has tools/cluster.sh; tools: the one with bin/fake-gcs-server and toxiproxy/server."""
        self.script = shared / "tools" / "cluster.sh"
        self.folder, self.tools = work, tools
        self.database_port, self.broker_port = free_port(), free_port()
        self.emulator_port, self.proxy_port = free_port(), free_port()
        self.environment = dict(
            os.environ, CLUSTER_DIR=str(work / "cluster"), PG_PORT=str(self.database_port), MQ_PORT=str(self.broker_port),
            MVN=os.environ.get("MVN", str(HOME / "mvnw")))
        self.broker_url = f"tcp://127.0.0.1:{self.broker_port}"
        self.processes = []

    def start(self):
        for name in ("pg", "broker"):  # an empty state, and nothing on the queues
            shutil.rmtree(self.folder / "cluster" / name, ignore_errors=True)
        for name in ("broker.pid", "broker.log"):
            (self.folder / "cluster" / name).unlink(missing_ok=True)
        shutil.rmtree(self.folder / "objects", ignore_errors=True)
        self.cluster("install")
        self._program("emulator", [
            self.tools / "bin" / "fake-gcs-server", "-scheme", "http", "-host", "127.0.0.1", "-port", self.emulator_port,
            "-public-host", f"127.0.0.1:{self.emulator_port}", "-external-url", self.emulator_url, "-backend", "filesystem",
            "-filesystem-root", self.folder / "objects", "-log-level", "warn"])
        self._program("toxiproxy", [self.tools / "toxiproxy" / "server", "-host", "127.0.0.1", "-port", self.proxy_port])
        self.cluster("start")
        await_url(f"{self.emulator_url}/_internal/healthcheck")
        await_url(f"{self.proxy_url}/version")
        for bucket in (BUCKET, "rows"):
            call(f"{self.emulator_url}/storage/v1/b?project=p", "POST", {"name": bucket})

    @property
    def emulator_url(self):
        return f"http://127.0.0.1:{self.emulator_port}"

    @property
    def proxy_url(self):
        return f"http://127.0.0.1:{self.proxy_port}"

    def cluster(self, verb):
        """A verb of cluster.sh; not all of its programs close what they inherit, so nothing is read from it."""
        with open(self.folder / "cluster.log", "ab") as log:
            subprocess.run(
                [self.script, verb], env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=True,
                timeout=300)

    def _program(self, name, command):
        with open(self.folder / f"{name}.log", "wb") as log:
            self.processes.append(subprocess.Popen(list(map(str, command)), stdout=log, stderr=log))

    # --- the broker's queues, by its own command line

    def artemis(self, *words):
        """Signed in to the broker; what it prints."""
        command = [
            self.folder / "cluster" / "artemis" / "bin" / "artemis", *words, "--silent", "--user", "caravan",
            "--password", "caravan", "--url", self.broker_url]
        done = subprocess.run(
            list(map(str, command)), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=60,
            env=dict(os.environ, JAVA_ARGS="-Xmx128m -XX:TieredStopAtLevel=1"))
        if done.returncode:
            raise RuntimeError(f"artemis {' '.join(map(str, words))}: {done.stdout[-500:]} {done.stderr[-500:]}")
        return done.stdout

    def send(self, queue, text, times):
        self.artemis("producer", "--destination", f"queue://{queue}", "--message", text, "--message-count", times)

    def purge(self, queue):
        self.artemis("queue", "purge", "--name", queue)

    def depths(self):
        """Messages of each queue that are not acknowledged, those that a consumer has in hand among them."""
        name, messages = 0, 3  # columns, whose heads are in two lines
        rows = [line.strip("|").split("|") for line in self.artemis("queue", "stat").splitlines() if line.startswith("|")]
        return {row[name].strip(): int(row[messages]) for row in rows if row[messages].strip().isdigit()}

    # --- ways through Toxiproxy

    def way(self, name):
        """Makes a way of a node to the database; its port."""
        port = free_port()
        call(f"{self.proxy_url}/proxies", "POST", {
            "name": name, "listen": f"127.0.0.1:{port}", "upstream": f"127.0.0.1:{self.database_port}", "enabled": True})
        return port

    def cut(self, name, silently):
        """Nothing comes through: silently, as when a cable is pulled, or connections are refused."""
        if silently:
            for stream in ("upstream", "downstream"):
                call(f"{self.proxy_url}/proxies/{name}/toxics", "POST", {
                    "name": stream, "type": "timeout", "stream": stream, "attributes": {"timeout": 0}})
        else:
            call(f"{self.proxy_url}/proxies/{name}", "POST", {"enabled": False})

    def mend(self, name):
        for stream in ("upstream", "downstream"):
            with contextlib.suppress(urllib.error.HTTPError):
                call(f"{self.proxy_url}/proxies/{name}/toxics/{stream}", "DELETE")
        call(f"{self.proxy_url}/proxies/{name}", "POST", {"enabled": True})

    def close(self):
        for process in self.processes:
            process.kill()
            process.wait()
        with contextlib.suppress(subprocess.SubprocessError):
            self.cluster("stop")
