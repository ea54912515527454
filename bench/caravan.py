"""A server to measure: starts it, exports from it, looks at it. Standard library alone."""
import contextlib
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import time

HOME = pathlib.Path(__file__).resolve().parent.parent
DATA = pathlib.Path(os.environ.get("BENCH_DATA", HOME / "target" / "bench"))
STORE = "projects/p/locations/l/datasets/d/dicomStores/"
BUCKET = "results"
POLL = 0.02  # seconds between two questions whether an export is done


def fresh(name):
    """An empty folder below the bench's own."""
    folder = DATA / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """``caravan serve`` over a data folder, until ``close``."""

    def __init__(self, data, stores, java_options="", environment=None):
        """stores: folders by their short names; environment: variables besides those of the bench's own."""
        self.data = pathlib.Path(data)
        (self.data / "buckets" / BUCKET).mkdir(parents=True, exist_ok=True)
        self.port, self.management = free_port(), free_port()
        self.log = open(self.data / "server.log", "w", encoding="utf-8")
        command = [str(HOME / "caravan"), "serve", "--data", str(self.data), "--port", str(self.port)]
        for name, folder in stores.items():
            command += ["--store", f"{STORE}{name}={folder}"]
        environment = dict(
            os.environ, CARAVAN_MANAGEMENT_PORT=str(self.management), CARAVAN_JAVA_OPTS=java_options, **(environment or {}))
        begin = time.monotonic()
        self.process = subprocess.Popen(command, stdout=self.log, stderr=subprocess.STDOUT, env=environment)
        self.seconds_to_ready = self._await_ready(begin)

    def _await_ready(self, begin):
        while time.monotonic() < begin + 600:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended; see {self.log.name}")
            with contextlib.suppress(OSError, http.client.HTTPException):
                health = self._call(self.management, "GET", "/observe/health/ready")[0]
                if health == 200 and self._call(self.port, "GET", f"/v1/{STORE}none")[0] in (401, 404):
                    return time.monotonic() - begin
            time.sleep(0.01)
        raise RuntimeError(f"the server is not ready after ten minutes; see {self.log.name}")

    @staticmethod
    def _call(port, verb, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            text = None if body is None else json.dumps(body)
            connection.request(verb, path, text, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def export(self, store, prefix, mime_type=None, observe=None):
        """Exports a store; returns the seconds from the call to done. observe(seconds, exported) is told how it goes."""
        destination = {"uriPrefix": f"gs://{BUCKET}/{prefix}"}
        if mime_type:
            destination["mimeType"] = mime_type
        return self._export(store, {"gcsDestination": destination}, observe)

    def export_table(self, store, table, observe=None):
        """The same into a new table."""
        return self._export(store, {"bigqueryDestination": {"tableUri": f"bq://bench.results.{table}"}}, observe)

    def _export(self, store, body, observe):
        begin = time.monotonic()
        status, body = self._call(self.port, "POST", f"/v1/{STORE}{store}:export", body)
        if status != 200:
            raise RuntimeError(f"the export was refused: {body!r}")
        name = json.loads(body)["name"]
        asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        while True:
            asking.request("GET", f"/v1/{name}")
            operation = json.loads(asking.getresponse().read())
            seconds = time.monotonic() - begin
            counter = operation["metadata"].get("counter", {})
            if observe:
                observe(seconds, int(counter.get("success", 0)))
            if operation.get("done"):
                asking.close()
                if "error" in operation or int(counter.get("failure", 0)):
                    raise RuntimeError(f"the export did not end well: {operation}")
                return seconds
            time.sleep(POLL)

    def exported(self, prefix):
        """The folder that holds what was exported."""
        return self.data / "buckets" / BUCKET / prefix

    def peak_rss(self):
        """Most memory that the process ever had, in MiB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(re.search(r"VmHWM:\s+(\d+) kB", status).group(1)) // 1024

    def cpu(self):
        """Seconds of processor time that the process took so far."""
        return seconds_of_processors(self.process.pid)

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        self.log.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def seconds_of_processors(pid):
    """What a process took so far."""
    stat = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


def files(folder):
    """How many files a folder holds, and how many bytes."""
    count = size = 0
    for path, _, names in os.walk(folder):
        for name in names:
            count += 1
            size += os.path.getsize(os.path.join(path, name))
    return count, size


def remove(*folders):
    """Removes folders and lets the disk come to rest."""
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    settle()


def settle():
    """Writes out what others left in memory, so that nobody pays for it in a measurement."""
    subprocess.run(["sync"], check=True)


def machine():
    """A line on what it ran on."""
    model = re.search(r"model name\s*:\s*(.+)", pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    memory = int(re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text(encoding="ascii")).group(1))
    load = pathlib.Path("/proc/loadavg").read_text(encoding="ascii").split()[0]
    name = model.group(1) if model else os.uname().machine
    return f"{name}, {os.cpu_count()} processors, {memory / (1 << 20):.0f} GiB, load {load}"


def median(numbers):
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def race(name, store, count, goal, rounds, peer, convert):
    """Makes PNG of a store by ``convert(target)`` and by an export, in turns, and prints how many times as fast ours was.

    ``count`` is how many instances the store has, of which each makes one picture; ``peer`` is what ``convert`` uses.
    """
    data = fresh(name)
    print(machine())
    with Server(data, {name: str(store)}) as server:
        server.export(name, "warm-up", "image/png")
        times = []
        for number in range(rounds):
            remove(server.exported("warm-up"))
            theirs, theirs_size = _timed(peer, count, data / "by-peer", convert)
            cpu = server.cpu()
            ours = server.export(name, "ours", "image/png")
            cpu = server.cpu() - cpu
            ours_size = _cleared("the export", count, server.exported("ours"))
            times.append(theirs / ours)
            print(
                f"{name} {number + 1}: {peer} {count / theirs:.0f} instances/s ({theirs_size / 1e6:.0f} MB),"
                f" export {count / ours:.0f} instances/s ({ours_size / 1e6:.0f} MB), {times[-1]:.1f} times as fast"
                f" ({cpu:.1f} s of processors)",
                flush=True)
        print(f"{name}: median {median(times):.1f} (goal {goal}); {machine()}")
        print(f"peak RSS {server.peak_rss()} MiB")
    remove(data)


def _timed(peer, count, target, convert):
    """Seconds of a conversion, and the bytes of its pictures."""
    target.mkdir()
    begin = time.monotonic()
    convert(target)
    seconds = time.monotonic() - begin
    return seconds, _cleared(peer, count, target)


def _cleared(who, count, folder):
    """The bytes of pictures, all of which have to be there; removes them."""
    made, size = files(folder)
    assert made == count, f"{who} made {made} pictures of {count}"
    remove(folder)
    return size
