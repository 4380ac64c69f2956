"""A mail server on loopback that keeps what it takes, or refuses as a test tells it."""

import re
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, Self
from urllib.parse import urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from notices.models import Mail
from scripts.loopback import free_ports


class Postbox:
    """A running server; ``mails`` holds what came in, the oldest first.

    ``answer`` decides what it says to each mail: "250 OK", "451 later", "550 no"; one that raises
    breaks the connection.
    """

    host = "127.0.0.1"

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answer: Callable[[EmailMessage], str] = lambda mail: "250 OK"
        [self.port] = free_ports(1)
        self._server = Controller(self, hostname=self.host, port=self.port)

    def to(self, address: str) -> list[EmailMessage]:
        """Return the mails to one reader."""
        return [mail for mail in self.mails if mail["To"] == address]

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
        mail = message_from_bytes(envelope.original_content or b"", policy=default)
        answer = self.answer(mail)
        if answer.startswith("250"):
            self.mails.append(mail)
        return answer

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self._server.stop()


def waiting_for(address: str) -> list[Mail]:
    """Return the mail that waits to be sent to one reader, the oldest first."""
    return list(Mail.objects.filter(address=address, state=Mail.State.WAITING).order_by("pk"))


def text_of(mail: EmailMessage) -> str:
    """Return the plain text of a mail."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def paths_in(mail: EmailMessage) -> list[str]:
    """Return the paths of the links in a mail to pages of the site, from the first to the last."""
    links = re.findall(r"http://testserver\S+", text_of(mail))
    return [urlsplit(link).path for link in links]
