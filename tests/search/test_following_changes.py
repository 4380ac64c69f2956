"""Whatever changes, the list shows it: asked through HTTP after each kind of change."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.db.models import Model, QuerySet
from django.db.models.signals import post_save
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from modelsearch.backends import get_search_backend
from taggit.models import Tag
from wagtail.models import Page, PageViewRestriction
from wagtail.search.models import IndexEntry

from interventions.models import (
    CarryingOutOrganisation,
    CaseStudyPage,
    EvaluationPage,
    FurtherCase,
    InterventionType,
)
from partners.models import PartnerPage
from search import snapshot
from search.models import CaseRecord, IndexVersion
from tests import builders

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgresql,
    pytest.mark.usefixtures("site"),
    pytest.mark.slow,
]


def listed(question: str = "") -> list[str]:
    """Return the titles that the list shows for a query string."""
    response = Client().get(f"/interventies/?{question}")
    assert response.status_code == 200
    return [card.title for card in response.context["results"].cards]


def counted(facet: str) -> dict[str, int]:
    """Return the counts of a facet beside the list of all cases."""
    results = Client().get("/interventies/").context["results"]
    values = next(row for row in results.facets if row.name == facet).values
    return {value.value: value.count for value in values}


def entries() -> QuerySet[IndexEntry]:
    return IndexEntry.objects.filter(content_type__model="casestudypage")


def run_queued_tasks() -> None:
    """Do what the worker does; it commits, which a test on a rolled back database cannot."""
    for queued in DBTaskResult.objects.ready():
        queued.task.call(*queued.args_kwargs["args"], **queued.args_kwargs["kwargs"])
        queued.delete()


def restrict(page: Page) -> PageViewRestriction:
    restriction = PageViewRestriction(page=page, restriction_type=PageViewRestriction.LOGIN)
    restriction.save()
    return restriction


@pytest.fixture
def owner() -> PartnerPage:
    return builders.partner("Partner Noord")


@pytest.fixture
def case(owner: PartnerPage) -> CaseStudyPage:
    return builders.case(owner, "Samen koken", places=["0268"])


# --- A case ---------------------------------------------------------------------------------


def test_a_draft_is_nowhere(owner: PartnerPage) -> None:
    builders.case(owner, "Nog niet", live=False)
    assert listed() == []
    assert listed("q=niet") == []
    assert counted("type") == {}


def test_a_changed_case_is_found_by_its_new_words_only(case: CaseStudyPage) -> None:
    case.procedure = "We zingen in een koor."
    case.sectors.set([])
    case.save_revision().publish()
    assert listed("q=koor") == ["Samen koken"]
    assert listed("q=klein") == []
    assert counted("sector") == {}


def test_a_draft_of_a_published_case_changes_nothing(case: CaseStudyPage) -> None:
    case.title = "Samen zingen"
    case.save_revision()
    assert listed("q=koken") == ["Samen koken"]
    assert listed("q=zingen") == []


def test_an_unpublished_case_is_gone_and_comes_back_in_its_old_place(
    owner: PartnerPage, case: CaseStudyPage
) -> None:
    builders.case(owner, "Later")
    case.unpublish()
    assert listed() == ["Later"]
    case.get_latest_revision().publish()
    assert listed() == ["Later", "Samen koken"]


def test_a_case_that_expires_is_gone(case: CaseStudyPage) -> None:
    Page.objects.filter(pk=case.pk).update(expire_at=timezone.now())
    call_command("publish_scheduled")
    assert listed() == []


def test_a_deleted_case_leaves_nothing(case: CaseStudyPage) -> None:
    case.delete()
    assert listed() == []
    assert not entries().exists()


def test_a_copy_is_found_when_it_is_published(case: CaseStudyPage) -> None:
    copied = case.copy(
        update_attrs={"title": "Kopie", "slug": "kopie"}, keep_live=False, copy_revisions=False
    )
    assert listed() == ["Samen koken"]
    copied.save_revision().publish()
    assert listed("municipality=0268") == ["Kopie", "Samen koken"]


# --- Its partner ----------------------------------------------------------------------------


def test_a_moved_case_belongs_to_its_new_partner(case: CaseStudyPage) -> None:
    south = builders.partner("Partner Zuid")
    case.move(south, pos="last-child")
    assert counted("partner") == {"partner-zuid": 1}
    assert listed("q=zuid") == ["Samen koken"]
    assert listed("q=noord") == []


def test_the_cases_of_a_partner_go_and_come_with_its_page(
    owner: PartnerPage, case: CaseStudyPage
) -> None:
    owner.unpublish()
    assert listed() == []
    assert counted("type") == {}
    owner.save_revision().publish()
    assert listed() == ["Samen koken"]


def test_a_partner_is_unpublished_for_good_with_its_cases(
    owner: PartnerPage, case: CaseStudyPage
) -> None:
    client = Client()
    client.force_login(builders.moderator())
    client.post(f"/beheer/pages/{owner.pk}/unpublish/", {"include_descendants": "on"})
    owner.refresh_from_db()
    owner.save_revision().publish()
    assert listed() == []


def test_a_private_partner_hides_its_cases_until_it_is_public_again(
    owner: PartnerPage, case: CaseStudyPage
) -> None:
    restriction = restrict(owner)
    assert listed() == []
    assert counted("type") == {}
    restriction.delete()
    assert listed() == ["Samen koken"]


def test_a_partner_is_deleted_with_its_cases(owner: PartnerPage, case: CaseStudyPage) -> None:
    builders.evaluation(case)
    remaining = builders.case(builders.partner("Partner Zuid"), "Blijft")
    owner.delete()
    assert listed() == ["Blijft"]
    assert counted("conclusion") == {"not-evaluated": 1}
    assert list(entries().values_list("object_id", flat=True)) == [str(remaining.pk)]


# --- Its evaluations ------------------------------------------------------------------------


def test_the_conclusion_follows_the_evaluation(case: CaseStudyPage) -> None:
    assert counted("conclusion") == {"not-evaluated": 1}
    evaluation = builders.evaluation(case, "works", live=False)
    assert counted("conclusion") == {"not-evaluated": 1}
    evaluation.get_latest_revision().publish()
    assert counted("conclusion") == {"works": 1}
    evaluation.refresh_from_db()
    evaluation.conclusion = "no-effect"
    evaluation.save_revision().publish()
    assert counted("conclusion") == {"no-effect": 1}
    evaluation.unpublish()
    assert counted("conclusion") == {"not-evaluated": 1}
    evaluation.get_latest_revision().publish()
    assert counted("conclusion") == {"no-effect": 1}
    EvaluationPage.objects.get(pk=evaluation.pk).delete()
    assert counted("conclusion") == {"not-evaluated": 1}


def test_a_private_evaluation_tells_nothing(case: CaseStudyPage) -> None:
    restriction = restrict(builders.evaluation(case, "harmful"))
    assert counted("conclusion") == {"not-evaluated": 1}
    restriction.delete()
    assert counted("conclusion") == {"harmful": 1}


def test_a_moved_evaluation_takes_its_conclusion_along(
    owner: PartnerPage, case: CaseStudyPage
) -> None:
    builders.case(owner, "Zonder onderzoek")
    evaluation = builders.evaluation(case, "works")
    evaluation.move(CaseStudyPage.objects.get(title="Zonder onderzoek"), pos="last-child")
    assert listed("conclusion=works") == ["Zonder onderzoek"]
    assert listed("conclusion=not-evaluated") == ["Samen koken"]


@pytest.fixture
def elsewhere(case: CaseStudyPage) -> CaseStudyPage:
    """A case of another partner that an evaluation of the first one names as well."""
    named = builders.case(builders.partner("Partner Zuid"), "Elders")
    evaluation = builders.evaluation(case, "works")
    evaluation.further_cases.add(FurtherCase(case=named))
    evaluation.save_revision().publish()
    return named


def test_an_evaluation_counts_for_the_further_cases_that_it_names(
    case: CaseStudyPage, elsewhere: CaseStudyPage
) -> None:
    assert counted("conclusion") == {"works": 2}
    evaluation = EvaluationPage.objects.get()
    evaluation.further_cases.set([])
    evaluation.save_revision().publish()
    assert listed("conclusion=works") == ["Samen koken"]


def test_an_evaluation_of_a_private_partner_tells_nothing_elsewhere(
    owner: PartnerPage, elsewhere: CaseStudyPage
) -> None:
    restriction = restrict(owner)
    assert counted("conclusion") == {"not-evaluated": 1}
    restriction.delete()
    assert counted("conclusion") == {"works": 2}


def test_a_deleted_case_takes_its_evaluation_from_further_cases(
    case: CaseStudyPage, elsewhere: CaseStudyPage
) -> None:
    case.delete()
    assert counted("conclusion") == {"not-evaluated": 1}


# --- Words of others ------------------------------------------------------------------------


def rename(row: Model, **fields: str) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    run_queued_tasks()
    snapshot.forget()


def test_a_renamed_term_is_found_by_its_new_name(case: CaseStudyPage) -> None:
    term = InterventionType.objects.get(slug="vriendschapsschool")
    rename(term, name="Maatjesschool", name_en="Buddy school")
    assert listed("q=maatjesschool") == ["Samen koken"]
    assert listed("q=buddy") == ["Samen koken"]
    assert listed("q=vriendschapsschool") == []
    assert "Maatjesschool" in Client().get("/interventies/").content.decode()


def test_a_renamed_municipality_is_found_by_its_new_name(case: CaseStudyPage) -> None:
    rename(builders.municipality("0268"), name="Waalstad", province="utrecht")
    assert listed("q=waalstad") == ["Samen koken"]
    assert listed("q=nijmegen") == []
    assert counted("province") == {"utrecht": 1}


def test_an_imported_list_renames_a_municipality(case: CaseStudyPage) -> None:
    municipality = builders.municipality("0268")
    type(municipality).objects.update(name="Waalstad", valid_year=2020)
    call_command("import_municipalities", verbosity=0)
    run_queued_tasks()
    assert listed("q=nijmegen") == ["Samen koken"]


def test_a_renamed_tag_is_found_by_its_new_name(owner: PartnerPage) -> None:
    builders.case(owner, "Met een woord", tags=["keuken"])
    rename(Tag.objects.get(name="keuken"), name="fornuis")
    assert listed("q=fornuis") == ["Met een woord"]
    assert listed("q=keuken") == []


def test_a_renamed_partner_is_found_by_its_new_name(
    owner: PartnerPage, case: CaseStudyPage
) -> None:
    assert listed("q=noord") == ["Samen koken"]
    owner.title = "Partner Oost"
    owner.save_revision()
    run_queued_tasks()
    assert listed("q=noord") == ["Samen koken"]
    owner.get_latest_revision().publish()
    run_queued_tasks()
    assert listed("q=oost") == ["Samen koken"]
    assert listed("q=noord") == []


def test_saving_a_term_under_the_same_name_queues_nothing(case: CaseStudyPage) -> None:
    term = InterventionType.objects.get(slug="vriendschapsschool")
    term.definition = "Anders uitgelegd."
    term.save()
    assert not DBTaskResult.objects.exists()


# --- When it goes wrong ---------------------------------------------------------------------


class Refused(DatabaseError):
    """What a full disk or a lost connection looks like to who writes."""


def refuse(**_signal: Any) -> None:
    raise Refused


def test_a_page_whose_record_cannot_be_written_is_not_written_either(case: CaseStudyPage) -> None:
    post_save.connect(refuse, sender=IndexVersion)
    IndexVersion.objects.all().delete()
    try:
        with pytest.raises(Refused), transaction.atomic():
            case.unpublish()
    finally:
        post_save.disconnect(refuse, sender=IndexVersion)
    case.refresh_from_db()
    assert case.live
    assert CaseRecord.objects.get(pk=case.pk).visible


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_restriction_whose_record_cannot_be_written_is_not_written_either(
    case: CaseStudyPage,
) -> None:
    post_save.connect(refuse, sender=IndexVersion)
    IndexVersion.objects.all().delete()
    try:
        with pytest.raises(Refused):
            restrict(case)
    finally:
        post_save.disconnect(refuse, sender=IndexVersion)
    assert not PageViewRestriction.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_transaction_that_fails_leaves_nothing(owner: PartnerPage, case: CaseStudyPage) -> None:
    assert listed() == ["Samen koken"]
    with transaction.atomic():
        builders.case(owner, "Teruggedraaid")
        case.unpublish()
        # Inside it is true, and a process that looks must not keep what it saw.
        assert listed() == ["Teruggedraaid"]
        transaction.set_rollback(True)
    assert listed() == ["Samen koken"]
    assert listed("q=teruggedraaid") == []
    builders.case(owner, "Gelukt")
    assert listed() == ["Gelukt", "Samen koken"]


# --- One way of writing ---------------------------------------------------------------------


def entry(page: CaseStudyPage) -> dict[str, Any]:
    return entries().filter(object_id=str(page.pk)).values("title", "body", "autocomplete").get()


def test_the_index_has_what_wagtail_itself_would_write(owner: PartnerPage) -> None:
    page = builders.case(
        owner, "Met alles", places=["0268", "0363"], tags=["keuken"], targets=["ouders"],
        outcomes=["vriendschap-en-contact"], region="Rivierenland", lessons="Begin eerder.",
        story=[("paragraph", "<p>Het <b>verhaal</b>.</p>")],
    )  # fmt: skip
    page.organisations.add(CarryingOutOrganisation(name="De Brug"))
    page.save_revision().publish()
    written = entry(page)
    for words in ("rivierenland", "brug", "keuken", "gelderland", "verhaal", "amsterdam"):
        assert listed(f"q={words}") == ["Met alles"]

    IndexEntry.objects.all().delete()
    get_search_backend().add(CaseStudyPage.objects.get(pk=page.pk))

    assert entry(page) == written
