"""What the API tells of findings together."""

from pydantic import Field

from api.schemas import Record, Reference, one_of
from evidence.pooling import CORRELATION, Reason
from interventions.choices import Metric


class Mean(Record):
    """A mean effect."""

    estimate: float
    standard_error: float
    ci_low: float = Field(description="Lower end of the interval of 95 per cent.")
    ci_high: float = Field(description="Upper end of the interval of 95 per cent.")
    p_value: float = Field(description="Two-sided, against no effect.")


class RobustMean(Mean):
    """The mean of all single findings, by robust variance estimation."""

    df: float
    trustworthy: bool = Field(description="Whether the degrees of freedom are enough.")
    findings: int
    correlation: float = Field(description="Within a study, as assumed.", examples=[CORRELATION])


class PooledStudy(Record):
    """One study of a pool: its findings as one."""

    study: Reference
    findings: int
    effect: float
    standard_error: float
    weight: float = Field(description="In per cent.")
    maryland_level: int | None


class LeaveOneOut(Record):
    """The lowest and the highest mean that remain when one study is left out."""

    lowest: float
    highest: float


class Asymmetry(Record):
    """Egger's test of asymmetry in the funnel plot."""

    slope: float
    standard_error: float
    p_value: float


class LevelMean(Mean):
    """The mean of the studies of one Maryland level."""

    maryland_level: int | None
    studies: int


class Pooled(Mean):
    """What studies say together, by the model that was asked for: one effect a study."""

    outcome: str
    metric: str = one_of(Metric, "Kind of effect size.")
    studies: int = Field(description="Independent ones.")
    findings: int
    tau2: float = Field(description="Variance of the true effects.")
    tau2_method: str = Field(description="The `tau2` that was asked for, or `reml`.")
    interval_method: str
    q: float
    q_p_value: float
    i2: float = Field(description="In per cent.")
    prediction_low: float | None = Field(description="Where the effect in a new place will lie.")
    prediction_high: float | None
    fixed: Mean = Field(description="As if all studies estimate one effect.")
    robust: RobustMean
    leave_one_out: LeaveOneOut | None = Field(
        description="Null with fewer than four studies, and with more than a hundred."
    )
    asymmetry: Asymmetry | None = Field(description="Null with fewer than ten studies.")
    by_level: list[LevelMean] = Field(
        description="Empty unless two levels have studies enough to be pooled."
    )
    pooled_studies: list[PooledStudy] | None = Field(description="Null where they are over 1,000.")


class Refusal(Record):
    """Why findings are not pooled; no number stands beside it."""

    reason: str = one_of(Reason, "The same as on the page of the evidence.")
    text: str


class PoolAnswer(Record):
    """What the findings of a question say together, or why nothing can be said."""

    pooled: Pooled | None
    refusal: Refusal | None
