"""A load balancer: round_robin.py PORT UPSTREAM_PORT…

Sends each request to the next server in turn, whatever connection it came by, and passes the answer on as it is. One that is
away is a 502: whoever calls has to cope with it.
"""
import http.client
import http.server
import itertools
import sys

HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}
CHUNK = 64 * 1024


class Balancer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def handle_one(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        upstream = http.client.HTTPConnection("127.0.0.1", next(self.server.upstreams), timeout=60)
        try:
            upstream.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in self.headers.items():
                if name.lower() not in HOP:
                    upstream.putheader(name, value)
            if "Content-Length" in self.headers:
                upstream.putheader("Content-Length", str(len(body)))
            upstream.putheader("Connection", "close")
            upstream.endheaders(body)
            self.pass_on(upstream.getresponse())
        except (OSError, http.client.HTTPException) as e:
            self.close_connection = True
            self.send_error(502, explain=str(e))
        finally:
            upstream.close()

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = handle_one

    def pass_on(self, answer: http.client.HTTPResponse) -> None:
        has_body = self.command != "HEAD" and answer.status not in (204, 304)
        length = answer.getheader("Content-Length")
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in HOP:
                self.send_header(name, value)
        if length is not None:
            self.send_header("Content-Length", length)
        elif has_body:
            self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        while has_body and (chunk := answer.read1(CHUNK)):
            self.wfile.write(chunk if length is not None else b"%x\r\n%b\r\n" % (len(chunk), chunk))
        if has_body and length is None:
            self.wfile.write(b"0\r\n\r\n")

    def log_message(self, form: str, *values: object) -> None:
        """Not a line a request."""


def main() -> None:
    port, *upstreams = map(int, sys.argv[1:])
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Balancer)
    server.daemon_threads = True
    server.upstreams = itertools.cycle(upstreams)
    server.serve_forever()


main()
