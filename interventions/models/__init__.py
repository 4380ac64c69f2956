from interventions.models.case_study import CaseStudyPage
from interventions.models.evaluation import EvaluationPage, EvaluationSource, FurtherCase
from interventions.models.relations import (
    CarryingOutOrganisation,
    CaseStudyIntervention,
    CaseStudyOutcome,
    CaseStudyPlace,
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
    "CaseStudyPlace",
    "CaseStudySector",
    "CaseStudySource",
    "CaseStudyTag",
    "CaseStudyTargetGroup",
    "EvaluationPage",
    "EvaluationSource",
    "FurtherCase",
    "InterventionType",
    "Outcome",
    "Sector",
    "TargetGroup",
    "Term",
]
