"""Mail from where it is written, inside a transaction, to the mail server, by the worker.

A mail is claimed before it is sent: whatever happens to the worker, none goes out twice. One that was
claimed and not seen to go stays so, for an administrator to decide on; see
``docs/decisions/0110-mail-goes-out-once.md``.
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from notices.letters import Letter, message
from notices.models import Mail

logger = logging.getLogger(__name__)

#: Mails over one connection, and rows in one statement.
BATCH = 200
#: How long until the next attempt, when the server said "not now".
BACKOFF = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480)]


def post(
    key: str, address: str, letter: Letter, language: str, *, unsubscribe_url: str = ""
) -> None:
    """Have a letter sent once the transaction is through; a key that was used before sends nothing.

    Parameters
    ----------
    key : names the event and the reader, such as ``invitation-12``
    """
    post_all([draft(key, address, letter, language, unsubscribe_url=unsubscribe_url)])


def draft(
    key: str, address: str, letter: Letter, language: str, *, unsubscribe_url: str = ""
) -> Mail:
    """Return a mail that is due now and not stored yet, for :func:`post_all`."""
    return Mail(
        key=key,
        address=address,
        language=language,
        subject=letter.subject,
        body=letter.body,
        unsubscribe_url=unsubscribe_url,
        due_at=timezone.now(),
    )


def post_all(mails: Iterable[Mail]) -> None:
    """Have many letters sent, as :func:`post` does one; they may be made one by one."""
    from notices.tasks import deliver

    Mail.objects.bulk_create(mails, batch_size=BATCH, ignore_conflicts=True)
    transaction.on_commit(deliver.enqueue)


def deliver_due() -> None:
    """Send what is due, batch by batch. What a mail server that is away left waits for the next time."""
    while batch := _due():
        connection = get_connection()
        try:
            connection.open()
        except OSError as away:
            logger.warning("The mail server is away (%s); mail waits.", type(away).__name__)
            return
        try:
            if not _send(batch, connection):
                return
        finally:
            connection.close()


def send_again(mail: Mail) -> bool:
    """Let a mail that was refused, or not seen to go, be sent once more; return whether it will be."""
    stuck = Mail.objects.stuck().filter(pk=mail.pk)
    return bool(
        stuck.update(state=Mail.State.WAITING, attempts=0, due_at=timezone.now(), problem="")
    )


def _due() -> Sequence[Mail]:
    due = Mail.objects.filter(state=Mail.State.WAITING, due_at__lte=timezone.now())
    return list(due.order_by("due_at", "pk")[:BATCH])


def _send(batch: Sequence[Mail], connection: BaseEmailBackend) -> bool:
    """Send a batch; return whether the connection can be trusted afterwards."""
    for mail in batch:
        if not _claim(mail):
            continue  # Another worker has it.
        try:
            connection.send_messages([message(mail)])
        except (SMTPRecipientsRefused, SMTPResponseException) as refusal:
            _refused(mail, refusal)
        except OSError as broken:
            # It may have gone, or not. Sending it again could be a second time.
            _note(mail, problem=f"{type(broken).__name__} while it was being sent")
            logger.warning("Mail %s: the connection broke while it was sent.", mail.pk)
            return False
        else:
            # What it said is needed no more, and may hold a link that lets somebody in.
            _note(mail, state=Mail.State.SENT, sent_at=timezone.now(), body="", problem="")
    return True


def _claim(mail: Mail) -> bool:
    mail.attempts += 1
    return bool(
        Mail.objects.filter(pk=mail.pk, state=Mail.State.WAITING).update(
            state=Mail.State.CLAIMED, claimed_at=timezone.now(), attempts=mail.attempts
        )
    )


def _refused(mail: Mail, refusal: SMTPRecipientsRefused | SMTPResponseException) -> None:
    """The server said no: for now, and it is tried again later; or for good."""
    code = _code(refusal)
    problem = f"{type(refusal).__name__} {code}"
    if code >= 500 or mail.attempts > len(BACKOFF):
        _note(mail, state=Mail.State.REFUSED, problem=problem)
    else:
        _note(mail, state=Mail.State.WAITING, due_at=_next_attempt(mail), problem=problem)


def _code(refusal: SMTPRecipientsRefused | SMTPResponseException) -> int:
    if isinstance(refusal, SMTPResponseException):
        return refusal.smtp_code
    return max(code for code, _text in refusal.recipients.values())


def _next_attempt(mail: Mail) -> datetime:
    return timezone.now() + BACKOFF[mail.attempts - 1]


def _note(mail: Mail, **fields: object) -> None:
    Mail.objects.filter(pk=mail.pk).update(**fields)
