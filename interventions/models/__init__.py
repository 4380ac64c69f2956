from interventions.models.case_study import CaseStudyPage
from interventions.models.evaluation import EvaluationPage, EvaluationSource
from interventions.models.relations import (
    CarryingOutOrganisation,
    CaseStudyIntervention,
    CaseStudyOutcome,
    CaseStudySector,
    CaseStudySource,
    CaseStudyTag,
    CaseStudyTargetGroup,
)
from interventions.models.vocabularies import InterventionType, Outcome, Sector, TargetGroup, Term

__all__ = [
    "CarryingOutOrganisation",
    "CaseStudyIntervention",
    "CaseStudyOutcome",
    "CaseStudyPage",
    "CaseStudySector",
    "CaseStudySource",
    "CaseStudyTag",
    "CaseStudyTargetGroup",
    "EvaluationPage",
    "EvaluationSource",
    "InterventionType",
    "Outcome",
    "Sector",
    "TargetGroup",
    "Term",
]
