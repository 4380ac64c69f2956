"""The example collection: a published data set, marked as such, that shows how studies are pooled."""

from collections.abc import Iterator

from django.db import transaction

from demo.toml import Table, read
from interventions.choices import Conclusion, Data, Design, Direction, InconclusiveReason
from interventions.models import (
    EvaluationPage,
    EvaluationSource,
    Finding,
    Outcome,
    ResearchIndexPage,
)


@transaction.atomic
def load_examples() -> Iterator[str]:
    """Publish the example studies, unless they are there; yield a line about them."""
    if EvaluationPage.objects.filter(is_example=True).exists():
        return
    content = read("examples")
    index = ResearchIndexPage.objects.get()
    for study in content["studies"]:
        _load(index, content, study)
    yield f"example data: {len(content['studies'])} studies"


def _load(index: ResearchIndexPage, content: Table, study: Table) -> None:
    evaluation = EvaluationPage(
        title=f"Voorbeeld: {study['name']}",
        summary=content["summary"],
        explanation=content["explanation"],
        design=Design.RCT_INDIVIDUAL,
        conclusion=Conclusion.INCONCLUSIVE,
        inconclusive_reason=InconclusiveReason.OTHER,
        is_example=True,
    )
    evaluation.findings.set([_finding(content, study)])
    evaluation.sources.set([EvaluationSource(**content["source"])])
    index.add_child(instance=evaluation)
    evaluation.save_revision().publish()


def _finding(content: Table, study: Table) -> Finding:
    return Finding(
        outcome=Outcome.objects.get(slug=content["outcome"]),
        measure=content["measure"],
        direction=Direction.HIGHER,
        data=Data.EFFECT,
        reported_metric="smd",
        reported_effect=study["effect"],
        reported_se=round(study["variance"] ** 0.5, 6),
    )
