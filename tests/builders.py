"""What tests are about: a partner, a case, an evaluation, made as an editor would, in one call."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Collection

from core.models import HomePage, MediaDocument, Municipality, Picture, User
from demo.site_setup import MODERATORS, RESEARCHERS
from evidence.models import Pledge
from evidence.models.pledges import this_year
from interventions.models import (
    CaseStudyPage,
    CaseStudyPlace,
    EvaluationPage,
    Finding,
    InterventionType,
    Outcome,
    ResearchIndexPage,
    Sector,
    TargetGroup,
)
from partners.models import CoalitionIndexPage, PartnerPage

PASSWORD = "a long enough password"


def partner(title: str = "Stichting Voorbeeld", **fields: Any) -> PartnerPage:
    """Return a published partner."""
    page = PartnerPage(title=title, **{"kind": "foundation", "summary": f"{title}.", **fields})
    CoalitionIndexPage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    return PartnerPage.objects.get(pk=page.pk)


def case(
    owner: PartnerPage,
    /,
    title: str = "Samen naar school",
    *,
    types: Iterable[str] = ("vriendschapsschool",),
    sectors: Iterable[str] = ("po",),
    outcomes: Iterable[str] = (),
    targets: Iterable[str] = (),
    places: Iterable[str] = (),
    tags: Iterable[str] = (),
    live: bool = True,
    **fields: Any,
) -> CaseStudyPage:
    """Return a case study; published, unless ``live`` is false."""
    page = CaseStudyPage(
        title=title,
        live=False,
        **{"summary": f"Over {title}.", "procedure": "We beginnen klein.", **fields},
    )
    page.intervention_types.add(*InterventionType.objects.filter(slug__in=types))
    page.sectors.add(*Sector.objects.filter(slug__in=sectors))
    page.target_outcomes.add(*Outcome.objects.filter(slug__in=outcomes))
    page.target_groups.add(*TargetGroup.objects.filter(slug__in=targets))
    page.tags.add(*tags)
    page.places.set([CaseStudyPlace(municipality=municipality(code)) for code in places])
    owner.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    return CaseStudyPage.objects.get(pk=page.pk)


def evaluation(
    of: CaseStudyPage | ResearchIndexPage,
    conclusion: str = "promising",
    *,
    live: bool = True,
    findings: Sequence[Finding] = (),
    **fields: Any,
) -> EvaluationPage:
    """Return an evaluation of a case; published, unless ``live`` is false."""
    values = {"title": f"Onderzoek {conclusion}", "summary": "Wat we vonden.", "design": "process"}
    page = EvaluationPage(conclusion=conclusion, live=False, **{**values, **fields})
    page.findings.set(findings)
    of.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    return EvaluationPage.objects.get(pk=page.pk)


def finding(outcome: str = "plaatsing", **fields: Any) -> Finding:
    """Return a finding that belongs to no evaluation yet."""
    values = {"measure": "Toets", "direction": "higher", **fields}
    return Finding(outcome=Outcome.objects.get(slug=outcome), **values)


def pledge(
    of: PartnerPage, *, kind: str = "vriendschapsschool", outcome: str = "houding", **fields: Any
) -> Pledge:
    """Return a pledge of a partner; public, unless ``status`` says otherwise."""
    values = {
        "plan": "We vergelijken scholen.",
        "expected_year": this_year() + 1,
        "status": "public",
    }
    return Pledge.objects.create(
        partner=of,
        intervention_type=InterventionType.objects.get(slug=kind),
        outcome=Outcome.objects.get(slug=outcome),
        **{**values, **fields},
    )


def municipality(code: str) -> Municipality:
    """Return a municipality: one that is there, or one of those that tests name by their code."""
    if known := Municipality.objects.filter(code=code).first():
        return known
    name, province = {
        "0268": ("Nijmegen", "gelderland"),
        "0344": ("Utrecht", "utrecht"),
        "0363": ("Amsterdam", "noord-holland"),
        "0518": ("'s-Gravenhage", "zuid-holland"),
        "1900": ("Súdwest-Fryslân", "fryslan"),
    }[code]
    return Municipality.objects.create(code=code, name=name, province=province, valid_year=2023)


def png(width: int = 8, height: int = 6, colour: str = "teal") -> bytes:
    """Return the bytes of a small image."""
    file = BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "PNG")
    return file.getvalue()


def picture(collection: Collection, title: str = "Een plein") -> Picture:
    """Return an image with a description."""
    file = ContentFile(png(), name="plein.png")
    return Picture.objects.create(
        title=title, description=f"{title} met kinderen", collection=collection, file=file
    )


def document(collection: Collection, title: str = "Draaiboek") -> MediaDocument:
    file = ContentFile(b"een;twee\n", name="draaiboek.csv")
    return MediaDocument.objects.create(title=title, collection=collection, file=file)


def user(username: str, *groups: Group, **fields: Any) -> User:
    """Return an account with the rights of these groups."""
    account = User.objects.create_user(username, f"{username}@example.org", PASSWORD, **fields)
    account.groups.add(*groups)
    return account


def author(of: PartnerPage, username: str = "author") -> User:
    return user(username, of.workspace.authors)


def editor(of: PartnerPage, username: str = "editor") -> User:
    return user(username, of.workspace.editors)


def moderator(username: str = "moderator") -> User:
    return user(username, Group.objects.get(name=MODERATORS))


def researcher(username: str = "researcher") -> User:
    return user(username, Group.objects.get(name=RESEARCHERS))


def onlooker(username: str = "onlooker") -> User:
    """Return an account that may enter the admin, and nothing else."""
    group = Group.objects.create(name="Kijkers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    return user(username, group)


def home() -> HomePage:
    return HomePage.objects.get()
