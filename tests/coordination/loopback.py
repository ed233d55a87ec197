"""A mail server and a chat service on this machine alone, which take, refuse, hang up or fall silent as a test wants.

Both note what was handed over to them. They speak as much of SMTP and HTTP as the senders need.
"""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast


@dataclass
class MailServer:
    """What came in, and how the server behaves: "take", "later" (4xx), "refuse" (5xx), "slow" or "silent" after the message."""

    port: int = 0
    manner: str = "take"
    taken: list[EmailMessage] = field(default_factory=list)
    arrived: threading.Event = field(default_factory=threading.Event)

    @property
    def subjects(self) -> list[str]:
        return [str(message["Subject"]) for message in self.taken]


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server = cast(MailServer, self.server.mail)  # type: ignore[attr-defined]
        self._say("220 loopback")
        while line := self.rfile.readline():
            word = line[:4].upper().decode()
            if word in {"EHLO", "HELO", "MAIL", "RSET", "NOOP"}:
                self._say("250 ok")
            elif word == "RCPT":
                self._say({"later": "451 full", "refuse": "550 no such person"}.get(server.manner, "250 ok"))
            elif word == "DATA":
                self._take(server)
            else:
                self._say("221 bye")
                return

    def _take(self, server: MailServer) -> None:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        message = message_from_bytes(b"".join(lines), policy=policy.default)
        server.taken.append(cast(EmailMessage, message))
        server.arrived.set()
        if server.manner in {"slow", "silent"}:  # silent: longer than any test lets a sender wait
            threading.Event().wait(2 if server.manner == "slow" else 30)
        self._say("250 taken")

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


class _Threading(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    block_on_close = False


@contextmanager
def mail_server(manner: str = "take") -> Iterator[MailServer]:
    server = _Threading(("127.0.0.1", 0), _Session)
    mail = MailServer(port=server.server_address[1], manner=manner)
    server.mail = mail  # type: ignore[attr-defined]
    with _serving(server):
        yield mail


@dataclass
class ChatService:
    """What was posted, and the status it answers with."""

    port: int = 0
    status: int = 200
    posted: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"json://127.0.0.1:{self.port}/secret-path"


@contextmanager
def chat_service(status: int = 200) -> Iterator[ChatService]:
    service = ChatService(status=status)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            service.posted.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(service.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.port = server.server_address[1]
    with _serving(server):
        yield service


@contextmanager
def _serving(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
