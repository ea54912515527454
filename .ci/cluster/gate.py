"""The way of servers to a Cloud Storage emulator: it is as slow as it is told to be, and knows who wrote what, and how often."""
import contextlib
import dataclasses
import http.client
import http.server
import re
import threading
import time
import urllib.parse

NAME = re.compile(rb'"name"\s*:\s*"([^"]+)"')
HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "host", "expect"}


@dataclasses.dataclass(frozen=True)
class Write:
    """An object that was sent, when (monotonic seconds) and by which node; status is what the emulator answered, 0 for nothing."""

    time: float
    node: str
    name: str
    status: int


class Gate:
    """A port for each node. Writes take ``latency`` seconds, and all together pass ``interval`` seconds apart. Thread-safe."""

    def __init__(self, emulator, nodes):
        """emulator: its port."""
        self.emulator = emulator
        self.latency = 0.0
        self.interval = 0.0
        self._lock = threading.Lock()
        self._next = 0.0
        self._writes = []
        self._servers = {}
        for node in nodes:
            server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(self, node))
            server.daemon_threads = True
            threading.Thread(target=server.serve_forever, daemon=True).start()
            self._servers[node] = server

    def url(self, node):
        return f"http://127.0.0.1:{self._servers[node].server_port}"

    def writes(self):
        with self._lock:
            return list(self._writes)

    def admit(self):
        """Waits for the turn of a write."""
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next)
            self._next = turn + self.interval
        time.sleep(turn - now + self.latency)

    def wrote(self, write):
        with self._lock:
            self._writes.append(write)

    def close(self):
        for server in self._servers.values():
            server.shutdown()
            server.server_close()


def _handler(gate, node):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def setup(self):
            super().setup()
            self.beyond = http.client.HTTPConnection("127.0.0.1", gate.emulator, timeout=60)

        def finish(self):
            self.beyond.close()
            with contextlib.suppress(OSError):  # whoever asked may be dead
                super().finish()

        def handle_one_request(self):
            try:
                super().handle_one_request()
            except OSError:
                self.close_connection = True

        def passes(self):
            body = self._body()
            written = self._written(body)
            if written:
                gate.admit()
            at, status = time.monotonic(), 0
            try:
                status, headers, answer = self._ask(body)
            finally:
                if written:
                    gate.wrote(Write(at, node, written, status))
            self.send_response_only(status)
            for name, value in headers:
                if name.lower() not in HOP:
                    self.send_header(name, value.replace(f"127.0.0.1:{gate.emulator}", self.headers["Host"]))
            if status != 204:
                self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer)

        do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = passes

        def _ask(self, body):
            headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP}
            headers["Host"] = f"127.0.0.1:{gate.emulator}"
            headers["Content-Length"] = str(len(body))
            self.beyond.request(self.command, self.path, body, headers)
            answer = self.beyond.getresponse()
            return answer.status, answer.getheaders(), answer.read()

        def _body(self):
            if "chunked" not in self.headers.get("Transfer-Encoding", ""):
                return self.rfile.read(int(self.headers.get("Content-Length") or 0))
            parts = []
            while size := int(self.rfile.readline().split(b";")[0], 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            while self.rfile.readline().strip():
                pass
            return b"".join(parts)

        def _written(self, body):
            """The name of the object that a request begins to send, else None."""
            url = urllib.parse.urlsplit(self.path)
            if self.command != "POST" or "/upload/" not in url.path:
                return None
            asked = urllib.parse.parse_qs(url.query).get("name")
            found = NAME.search(body[:4096])
            return asked[0] if asked else found[1].decode() if found else "?"

        def log_message(self, *_):
            pass

    return Handler
