"""The layout of the What Works Clearinghouse: its merged file, one row a finding.

The columns are those of the data dictionary that goes with the export (ReviewDictionary.csv, "Merged
File Variable Names"), of the file Interventions_Studies_And_Findings.csv. The export has no standard
errors and no conclusion, so that a study is a draft in which both are still to fill in.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from evidence.imports.lines import Line, Lines, Problem
from interventions.choices import Clustering, Data, Design, Direction, ReportedMetric

#: Without these it is another file of the export, or of something else.
NEEDED = ("s_StudyID", "s_Citation", "f_Outcome_Measure", "f_Outcome_Domain")
USED = (
    *NEEDED, "s_Study_Design", "s_Study_Rating", "s_Publication", "s_Publication_Date", "s_Study_Page_URL",
    "s_Posting_Date", "f_Sample_Description", "f_Is_Subgroup", "f_Outcome_Intervention_SS",
    "f_Outcome_Comparison_SS", "f_Intervention_Clusters_SS", "f_Comparison_Clusters_SS",
    "f_Intervention_Mean", "f_Comparison_Mean", "f_Intervention_Standard_Deviation",
    "f_Comparison_Standard_Deviation", "f_Effect_Size_WWC", "f_Effect_Size_Study",
    "f_Improvement_Index", "f_ICC",
)  # fmt: skip
#: Columns of the template that say what the export cannot, added by who imports.
ADDED = ("finding_outcome", "intervention_types", "study_summary", "study_conclusion",
         "study_inconclusive_reason", "study_design")  # fmt: skip

SITE = "https://ies.ed.gov/ncee/wwc"
ORGANISATION = "What Works Clearinghouse"
#: Domains of the export that are learning results; for others there is no one outcome here.
ATTAINMENT = frozenset({
    "academic achievement", "algebra", "alphabetics", "comprehension", "early reading/writing",
    "english language arts achievement", "english language development", "english language proficiency",
    "general academic achievement (college)", "general academic achievement (high school)",
    "general academic achievement (middle school)", "general mathematics achievement", "geometry",
    "geometry and measurement", "language arts", "language development", "letter identification",
    "literacy achievement", "number and operations", "oral language", "overall writing quality",
    "phonological awareness", "phonological processing", "print knowledge",
    "reading achievement", "reading and listening comprehension", "reading comprehension",
    "reading fluency", "science achievement", "social studies achievement", "vocabulary development",
    "word reading", "writing achievement",
})  # fmt: skip
ATTAINMENT_SLUG = "leerprestaties"
#: Texts of the export may be longer than a title, or the name of a measure, is here.
LONGEST = {"study_title": 255, "source_title": 300, "source_publisher": 200, "finding_measure": 200,
           "finding_subgroup": 120}  # fmt: skip
#: What a study says once here, and each finding in the export.
PER_FINDING = ("study_clusters_t", "study_clusters_c", "study_icc", "study_design")
YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)


def is_wwc(names: Sequence[str]) -> bool:
    """Whether the columns are those of the merged file."""
    return set(NEEDED) <= set(names)


def from_wwc(names: Sequence[str], lines: Sequence[Line], problems: Sequence[Problem]) -> Lines:
    """Return the lines in the columns of the template."""
    domains = [
        Problem(
            line.number,
            "f_Outcome_Domain",
            _(
                "“%(domain)s” is not one outcome on this site. Add a column finding_outcome with "
                "the slug of the outcome that it is here."
            )
            % {"domain": line.cells.get("f_Outcome_Domain", "")},
        )
        for line in lines
        if not _outcome(line.cells)
    ]
    return Lines(
        lines=_agreeing(
            [Line(line.number, _shortened(_cells(line.cells))) for line in lines],
        ),
        problems=[*problems, *domains],
        unused=[name for name in names if name not in {*USED, *ADDED}],
        is_partial=True,
    )


def _cells(given: Mapping[str, str]) -> dict[str, str]:
    cells = {
        "study_id": given.get("s_StudyID", ""),
        "study_title": given.get("s_Citation", ""),
        "study_design": _design(given),
        "source_title": given.get("s_Citation", ""),
        "source_publisher": given.get("s_Publication", ""),
        "source_year": _year(given.get("s_Publication_Date", "")),
        "source_url": _address(given),
        "finding_outcome": _outcome(given),
        "finding_measure": given.get("f_Outcome_Measure", ""),
        "finding_subgroup": _subgroup(given),
        **_recognition(given),
        **_figures(given),
        **_groups(given),
        **{name: given[name] for name in ADDED if name in given},
    }
    return {name: cell for name, cell in cells.items() if cell}


def _agreeing(lines: Sequence[Line]) -> list[Line]:
    """Leave out what the findings of one study say differently: here a study says it once.

    Those are the number of clusters, the intraclass correlation, and a design that follows from them.
    """
    said: dict[tuple[str, str], set[str]] = defaultdict(set)
    for line in lines:
        for name in PER_FINDING:
            said[line.cells.get("study_id", ""), name].add(line.cells.get(name, ""))
    return [
        Line(
            line.number,
            {
                name: cell
                for name, cell in line.cells.items()
                if len(said[line.cells.get("study_id", ""), name]) <= 1
            },
        )
        for line in lines
    ]


def _shortened(cells: Mapping[str, str]) -> dict[str, str]:
    return {
        name: f"{cell[: LONGEST[name] - 1].rstrip()}…"
        if len(cell) > LONGEST.get(name, len(cell))
        else cell
        for name, cell in cells.items()
    }


def _design(given: Mapping[str, str]) -> str:
    """Return the design where the export tells enough: not whether pupils or schools were drawn."""
    design = given.get("s_Study_Design", "").casefold()
    if design.startswith("regression discontinuity"):
        return Design.REGRESSION_DISCONTINUITY
    if design.startswith("randomized control") and _clusters(given):
        return Design.RCT_CLUSTER
    return ""


def _outcome(given: Mapping[str, str]) -> str:
    if chosen := given.get("finding_outcome"):
        return chosen
    domain = given.get("f_Outcome_Domain", "").strip().casefold()
    return ATTAINMENT_SLUG if domain in ATTAINMENT else ""


def _subgroup(given: Mapping[str, str]) -> str:
    if given.get("f_Is_Subgroup", "").casefold() not in {"true", "1"}:
        return ""
    return given.get("f_Sample_Description") or str(_("subgroup"))


def _year(text: str) -> str:
    found = YEAR.search(text)
    return found[0] if found else ""


def _address(given: Mapping[str, str]) -> str:
    address = given.get("s_Study_Page_URL", "")
    return f"{SITE}{address}" if address.startswith("/") else address


def _recognition(given: Mapping[str, str]) -> dict[str, str]:
    """Return the rating of the Clearinghouse as what it is: somebody else's, with place and date."""
    rating, date = given.get("s_Study_Rating"), _date(given.get("s_Posting_Date", ""))
    if not (rating and date and _address(given)):
        return {}
    return {
        "recognition_organisation": ORGANISATION,
        "recognition_level": rating,
        "recognition_url": _address(given),
        "recognition_date": date,
    }


def _date(text: str) -> str:
    """Return a date of the export, which writes the month first, as the template has it."""
    for pattern in ("%m/%d/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text.split(" ")[0], pattern).date().isoformat()
        except ValueError:
            continue
    return ""


def _figures(given: Mapping[str, str]) -> dict[str, str]:
    """Return means where both groups have them, and else the effect, which lacks its error."""
    figures = {
        "finding_n_t": _count(given.get("f_Outcome_Intervention_SS", "")),
        "finding_n_c": _count(given.get("f_Outcome_Comparison_SS", "")),
        "finding_mean_t": given.get("f_Intervention_Mean", ""),
        "finding_mean_c": given.get("f_Comparison_Mean", ""),
        "finding_sd_t": given.get("f_Intervention_Standard_Deviation", ""),
        "finding_sd_c": given.get("f_Comparison_Standard_Deviation", ""),
    }
    if all(figures.values()):
        difference = _number(figures["finding_mean_t"]) - _number(figures["finding_mean_c"])
        return {
            **figures,
            "finding_data": Data.MEANS,
            "finding_direction": _better(difference, given),
        }
    effect = given.get("f_Effect_Size_WWC") or given.get("f_Effect_Size_Study")
    if not effect:
        return {"finding_data": Data.NONE}
    return {
        "finding_n_t": figures["finding_n_t"],
        "finding_n_c": figures["finding_n_c"],
        "finding_data": Data.EFFECT,
        "finding_reported_metric": ReportedMetric.SMD,
        "finding_reported_effect": effect,
        "finding_direction": _better(_number(effect), given),
    }


def _better(difference: float, given: Mapping[str, str]) -> str:
    """Return which way is better: the improvement index is above zero where the intervention is.

    An index of zero, and a difference of zero, tell nothing.
    """
    product = difference * _number(given.get("f_Improvement_Index", ""))
    if not product:
        return ""
    return Direction.HIGHER if product > 0 else Direction.LOWER


def _groups(given: Mapping[str, str]) -> dict[str, str]:
    if not _clusters(given):
        return {}
    return {
        "study_clusters_t": given["f_Intervention_Clusters_SS"],
        "study_clusters_c": given["f_Comparison_Clusters_SS"],
        "study_icc": given.get("f_ICC", ""),
        "finding_clustering": Clustering.IGNORED,
    }


def _clusters(given: Mapping[str, str]) -> bool:
    names = ("f_Intervention_Clusters_SS", "f_Comparison_Clusters_SS")
    return all(_number(given.get(name, "")) for name in names)


def _count(text: str) -> str:
    """Return a count of pupils, of which the export writes some as 151.0."""
    return text.removesuffix(".0").removesuffix(".00")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0
