"""Writes: an upload, what it makes, and taking that back."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from evidence.imports.models import ImportedStudy, StudyImport
from evidence.imports.plan import Plan, PlannedStudy, plan
from evidence.imports.reading import read
from interventions.models import EvaluationPage, EvaluationReview

#: How long an upload waits for its owner to look at it.
PATIENCE = timedelta(days=1)

Made = tuple[EvaluationPage, ImportedStudy]


class NotUndoneError(Exception):
    """Why an import was not taken back, a sentence for each study."""

    def __init__(self, reasons: Sequence[str | Promise]) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


@transaction.atomic
def keep_upload(file_name: str, content: bytes, user: Any) -> StudyImport:
    """Keep a file until its owner has looked at what it would make; it replaces one that waits.

    Raises
    ------
    RefusedFileError : nothing can be done with it
    """
    read(file_name, content)
    StudyImport.objects.waiting().filter(user=user).delete()
    return StudyImport.objects.create(
        user=user,
        user_name=get_user_display_name(user),
        file_name=PurePath(file_name).name[-200:],
        checksum=hashlib.sha256(content).hexdigest(),
        content=content,
    )


def plan_of(upload: StudyImport, user: Any) -> Plan:
    """Return what the waiting file would make now.

    Raises
    ------
    RefusedFileError : it was read before, but the rules are others since
    """
    return plan(read(upload.file_name, bytes(upload.content)), user)


@transaction.atomic
def carry_out(pk: int, user: Any) -> bool:
    """Make drafts of all studies in a waiting file, or of none; return whether they were made.

    Nothing is made where there are problems, or where somebody else was first.
    """
    upload = StudyImport.objects.select_for_update().filter(pk=pk, user=user).waiting().first()
    if upload is None:
        return False
    planned = plan_of(upload, user)
    if planned.problems:
        return False
    ImportedStudy.objects.bulk_create(_draft(upload, study, user) for study in planned.studies)
    upload.content = b""
    upload.made_at = timezone.now()
    upload.study_count = len(planned.studies)
    upload.finding_count = planned.finding_count
    upload.save()
    return True


def _draft(upload: StudyImport, study: PlannedStudy, user: Any) -> ImportedStudy:
    page = study.page
    page.slug = ""  # of which the parent page knows whether it is free
    assert study.parent is not None  # noqa: S101 - or there would be a problem
    # Wagtail looks through the whole page again for each of its findings; once will do.
    with disable_reference_index_auto_update():
        study.parent.add_child(instance=page)
        # Validated as a draft is: what it may still lack is asked for when it is published.
        revision = page.save_revision(user=user, clean=False)
    ReferenceIndex.create_or_update_for_object(page)
    return ImportedStudy(
        study_import=upload,
        page=page,
        revision=revision,
        title=page.title,
        missing=", ".join(study.missing),
    )


@transaction.atomic
def undo(pk: int, user: Any) -> None:
    """Delete all drafts that an import made, or none.

    Raises
    ------
    NotUndoneError : one was edited, published or checked since, or is not the user's to delete
    """
    record = StudyImport.objects.select_for_update().get(pk=pk)
    made = [
        (study.page, study)
        for study in record.studies.select_related("page")
        if study.page  # else it is deleted already
    ]
    if reasons := _reasons_against(made, user):
        raise NotUndoneError(reasons)
    for page, _study in made:
        page.delete(user=user)
    record.undone_at = timezone.now()
    record.undone_by = get_user_display_name(user)
    record.save(update_fields=["undone_at", "undone_by"])


def _reasons_against(made: Sequence[Made], user: Any) -> list[str]:
    reviews = EvaluationReview.objects.filter(evaluation__in=[page for page, _study in made])
    checked = set(reviews.values_list("evaluation_id", flat=True))
    reasons = []
    for page, study in made:
        if page.live or page.first_published_at:
            reason = _("“%(title)s” is published, or was.")
        elif page.latest_revision_id != study.revision_id:
            reason = _("“%(title)s” was edited or handed in since.")
        elif page.pk in checked:
            reason = _("“%(title)s” was checked by a moderator.")
        elif not page.permissions_for_user(user).can_delete():
            reason = _("You may not delete “%(title)s”.")
        else:
            continue
        reasons.append(reason % {"title": study.title})
    return reasons


def forget_waiting() -> None:
    """Delete the files that nobody came back for."""
    StudyImport.objects.waiting().filter(uploaded_at__lt=timezone.now() - PATIENCE).delete()
