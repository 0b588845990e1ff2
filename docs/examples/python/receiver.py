"""A receiver in Python, standard library alone. WEBHOOK_SECRET=… PORT=3000 python3 receiver.py

Deliveries carry `X-AmCore-Signature: t=<seconds>,v1=<hex>`, the HMAC-SHA256 of `<seconds>\n<raw body>`.
"""
import hashlib
import hmac
import json
import os
import re
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock

SECRET = os.environ["WEBHOOK_SECRET"].encode()
TOLERANCE = 300  # seconds
MAX_BODY = 1024 * 1024
seen = set()  # several processes: a table they share
lock = Lock()


def verify(header, body):
    """Says why a delivery is not valid, or None."""
    pairs = [part.strip().partition("=") for part in header.split(",")]
    times = [value for key, _, value in pairs if key == "t"]
    signatures = [value for key, _, value in pairs if key == "v1"]
    if len(times) != 1 or not re.fullmatch(r"[0-9]{1,12}", times[0]) or not signatures:
        return "malformed signature"
    signed = times[0].encode() + b"\n" + body  # the raw bytes, never json.dumps(json.loads(body))
    expected = hmac.new(SECRET, signed, hashlib.sha256).hexdigest().encode()
    if not any(hmac.compare_digest(expected, value.encode()) for value in signatures):
        return "signature does not match"
    if abs(time.time() - int(times[0])) > TOLERANCE:
        return "too old, or from the future"
    return None


def handle(event):
    """The work. What it raises is answered with 500, and the event comes again."""
    print(f"handled {event['id']}: {event['type']}", flush=True)


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        length = self.headers.get("Content-Length", "")
        if not length.isdigit():
            return self.answer(411, "the length is missing")
        if int(length) > MAX_BODY:
            self.rfile.read(min(int(length), 16 * MAX_BODY))  # who hangs up on a sender is not heard
            return self.answer(413, "the body is too long")
        body = self.rfile.read(int(length))
        problem = verify(self.headers.get("X-AmCore-Signature", ""), body)
        if problem:
            return self.answer(401, problem)
        try:
            event = json.loads(body)
            event["id"], event["type"]
        except (ValueError, KeyError, TypeError, RecursionError):
            return self.answer(400, "this is no event")
        try:
            with lock:  # one at a time, so that two copies cannot both be new
                if event["id"] not in seen:
                    handle(event)
                    seen.add(event["id"])  # only now: what failed is handled again
        except Exception as error:
            print(f"failed: {error!r}", flush=True)
            return self.answer(500, "the receiver failed; send the event again")
        self.answer(200, "received")

    def answer(self, status, message):
        body = message.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "3000"))), Receiver)
print(f'listening on {{"port":{server.server_port}}}', flush=True)
server.serve_forever()
