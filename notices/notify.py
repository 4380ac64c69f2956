"""Telling people what happened: on the home page of the admin, and by mail as they want it."""

from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.users.models import UserProfile

from core.addresses import absolute
from core.models import User
from notices import outbox
from notices.letters import compose
from notices.models import Notice, NoticePreference, Rhythm


@transaction.atomic
def notify(
    users: Collection[User], *, key: str, template: str, context: Mapping[str, Any], path: str = ""
) -> None:
    """Tell people of an event, each in their own language; telling it again does nothing.

    Parameters
    ----------
    users : who is told; somebody without access any more is left out
    key : names the event, such as ``published-<revision>``
    template : as :func:`notices.letters.compose` takes it
    context : what the template needs; it finds ``url`` beside it
    path : where it can be seen
    """
    told = [user for user in users if user.is_active]
    languages = languages_of(told)
    rhythms = _rhythms_of(told)
    url = absolute(path) if path else ""
    letters = {
        language: compose(template, {**context, "url": url}, language)
        for language in set(languages.values())
    }
    known = set(Notice.objects.filter(key=key).values_list("user_id", flat=True))
    anew = [user for user in told if user.pk not in known]
    Notice.objects.bulk_create(
        (
            Notice(
                user=user,
                key=key,
                subject=letters[languages[user.pk]].subject,
                body=letters[languages[user.pk]].body,
                url=url,
                awaits_digest=rhythms.get(user.pk) == Rhythm.DAILY,
            )
            for user in anew
        ),
        batch_size=outbox.BATCH,
        ignore_conflicts=True,
    )
    outbox.post_all(
        outbox.draft(
            f"{key}:{user.pk}", user.email, letters[languages[user.pk]], languages[user.pk]
        )
        for user in anew
        if user.email and rhythms.get(user.pk, Rhythm.EACH) == Rhythm.EACH
    )


def languages_of(users: Collection[User]) -> dict[int, str]:
    """Return the language that each of ``users`` reads the admin in, by primary key."""
    chosen = dict(
        UserProfile.objects.filter(user__in=[user.pk for user in users])
        .exclude(preferred_language="")
        .values_list("user_id", "preferred_language")
    )
    return {user.pk: chosen.get(user.pk, settings.LANGUAGE_CODE) for user in users}


def _rhythms_of(users: Collection[User]) -> dict[int, str]:
    preferences = NoticePreference.objects.filter(user__in=[user.pk for user in users])
    return dict(preferences.values_list("user_id", "rhythm"))
