from interventions.models.case_study import CaseStudyPage
from interventions.models.evaluation import EvaluationPage
from interventions.models.finding import Finding
from interventions.models.plain_words import PlainWord
from interventions.models.relations import (
    CarryingOutOrganisation,
    CaseStudyIntervention,
    CaseStudyOutcome,
    CaseStudyPlace,
    CaseStudySector,
    CaseStudySource,
    CaseStudyTag,
    CaseStudyTargetGroup,
    EvaluationIntervention,
)
from interventions.models.research_index import ResearchIndexPage
from interventions.models.review import EvaluationReview
from interventions.models.study_rows import (
    EvaluationAuthor,
    EvaluationSource,
    FurtherCase,
    Recognition,
)
from interventions.models.vocabularies import InterventionType, Outcome, Sector, TargetGroup, Term

__all__ = [
    "CarryingOutOrganisation",
    "CaseStudyIntervention",
    "CaseStudyOutcome",
    "CaseStudyPage",
    "CaseStudyPlace",
    "CaseStudySector",
    "CaseStudySource",
    "CaseStudyTag",
    "CaseStudyTargetGroup",
    "EvaluationAuthor",
    "EvaluationIntervention",
    "EvaluationPage",
    "EvaluationReview",
    "EvaluationSource",
    "Finding",
    "FurtherCase",
    "InterventionType",
    "Outcome",
    "PlainWord",
    "Recognition",
    "ResearchIndexPage",
    "Sector",
    "TargetGroup",
    "Term",
]
