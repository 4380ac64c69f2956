"""Effect sizes in words that a board knows: ranks of pupils, and months at school."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from methods.errors import NotAttainment
from methods.inputs import Numbers, numbers, plain

#: The outcome domain of test scores and grades, the only one in which months of progress exist.
ATTAINMENT = "attainment"

# Education Endowment Foundation, conversion for the reports of its projects: the smallest effect, in
# two decimals, of 1 month to 12 months.
MONTHS = (0.05, 0.10, 0.19, 0.27, 0.36, 0.45, 0.53, 0.62, 0.70, 0.79, 0.88, 0.96)


def improvement_index(g: ArrayLike) -> Numbers:
    """Return by how many percentile ranks the average pupil of the control group would rise.

    100 (Phi(g) - ½) (What Works Clearinghouse, Procedures Handbook 4.1, section VI).

    Raises
    ------
    NotANumber
    """
    return plain(100 * (ndtr(numbers(g, "g")) - 0.5))


def months_of_progress(g: float, domain: str) -> int:
    """Return an effect on attainment as months of extra progress, from -12 to 12.

    By the table of the Education Endowment Foundation, for effects rounded to two decimals; a
    negative effect counts the same months the other way. Beyond an effect of 1.00 the table ends.

    Parameters
    ----------
    g : standardised mean difference
    domain : outcome domain of the effect

    Raises
    ------
    NotAttainment : a domain other than "attainment": a school is not months less segregated
    NotANumber
    """
    if domain != ATTAINMENT:
        raise NotAttainment(f"{domain}: months of progress are for attainment", argument="domain")
    effect = float(numbers(g, "g"))
    months = int(np.searchsorted(MONTHS, round(abs(effect), 2), side="right"))
    return months if effect >= 0 else -months
