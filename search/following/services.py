"""Writes: following a question by mail, being told what is new, and stopping."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from core import signed_links
from core.addresses import absolute
from core.feeds import Entry
from notices import outbox
from notices.letters import compose
from notices.models import Mail
from search.feeds import newest_entries
from search.following.models import Follower
from search.query import NEWEST, CaseQuery
from search.results import find_cases, list_url, words_of

CONFIRM, STOP = "confirm_following", "stop_following"
#: What was never confirmed may be a mistyped address of somebody else.
KEEP_UNCONFIRMED = timedelta(days=7)


@transaction.atomic
def follow(query: CaseQuery, email: str, language: str) -> None:
    """Send a letter to confirm that somebody wants to hear of new cases.

    Who follows this already gets the letter too: whoever asks, the answer is the same.
    """
    follower, _is_new = Follower.objects.get_or_create(
        email=email.strip().lower(),
        question=query.urlencode(),
        defaults={"language": language},
    )
    context = {
        "question": words_of(query),
        "confirm_url": signed_links.link(CONFIRM, str(follower.public_id)),
        "stop_url": signed_links.link(STOP, str(follower.public_id)),
    }
    letter = compose("search/following/mail/confirm.txt", context, language)
    key = f"follow-{follower.pk}-{timezone.now():%Y%m%d%H%M}"
    outbox.post(key, follower.email, letter, language)


def confirm(follower: Follower) -> None:
    """Begin to tell somebody of what is new from now on."""
    now = timezone.now()
    Follower.objects.filter(pk=follower.pk, confirmed_at=None).update(
        confirmed_at=now, told_until=now
    )


def tell_followers() -> None:
    """Write to everybody for whom there is something new, one letter for each question.

    Each question is asked once; a question that the engine cannot answer well now waits for the
    next day. Broken off halfway, it goes on where it was: who is told is noted with the letter.
    """
    confirmed = Follower.objects.exclude(confirmed_at=None)
    for question in confirmed.values_list("question", flat=True).distinct():
        query = CaseQuery.parse_question(question).with_sort(NEWEST)
        results = find_cases(query)
        if not (results.is_partial or results.notice or results.problems):
            entries = newest_entries(results.cards)
            _tell(query, entries, [*confirmed.filter(question=question)])


def forget_unconfirmed() -> None:
    """Delete who never confirmed."""
    long_ago = timezone.now() - KEEP_UNCONFIRMED
    Follower.objects.filter(confirmed_at=None, asked_at__lt=long_ago).delete()


def _tell(query: CaseQuery, entries: Sequence[Entry], followers: Sequence[Follower]) -> None:
    published = [entry.published for entry in entries if entry.published]
    if not published:
        return
    latest = max(published)
    about = {"question": words_of(query), "url": absolute(list_url(query))}
    behind = [each for each in followers if each.told_until and each.told_until < latest]
    for start in range(0, len(behind), outbox.BATCH):
        batch = behind[start : start + outbox.BATCH]
        with transaction.atomic():
            outbox.post_all(_letter(about, entries, follower, latest) for follower in batch)
            pks = [follower.pk for follower in batch]
            Follower.objects.filter(pk__in=pks).update(told_until=latest)


def _letter(
    about: Mapping[str, str], entries: Sequence[Entry], follower: Follower, latest: datetime
) -> Mail:
    stop_url = signed_links.link(STOP, str(follower.public_id))
    told_until = follower.told_until
    fresh = [
        entry
        for entry in entries
        if entry.published and told_until and entry.published > told_until
    ]
    context = {**about, "entries": fresh, "stop_url": stop_url}
    letter = compose("search/following/mail/new_cases.txt", context, follower.language)
    return outbox.draft(
        f"new-cases-{follower.pk}-{latest:%Y%m%d%H%M%S%f}",
        follower.email,
        letter,
        follower.language,
        unsubscribe_url=stop_url,
    )
