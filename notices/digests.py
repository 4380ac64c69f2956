"""One mail a day for who wants no mail for each notice."""

from datetime import time

from django.db import transaction

from core.models import User
from core.tasks import daily
from notices import outbox
from notices.letters import compose
from notices.models import Notice
from notices.notify import languages_of

#: Before a working day begins.
each_morning = daily(time(7, 0))


def send_digests() -> None:
    """Send everybody what has waited for the digest; a notice goes into one digest only."""
    waiting = User.objects.filter(notices__awaits_digest=True).distinct()
    languages = languages_of(waiting)
    for user in waiting:
        _send_digest(user, languages[user.pk])


@transaction.atomic
def _send_digest(user: User, language: str) -> None:
    notices = list(Notice.objects.filter(user=user, awaits_digest=True).order_by("made_at", "pk"))
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(awaits_digest=False)
    if not (notices and user.is_active and user.email):
        return
    letter = compose("notices/mail/digest.txt", {"notices": notices}, language)
    # The last notice, and not the day: a second digest on one day is about other notices.
    outbox.post(f"digest-{notices[-1].pk}:{user.pk}", user.email, letter, language)
