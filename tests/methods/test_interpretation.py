"""Effects in ranks and months, by the published tables."""

import pytest

from methods import errors
from methods.interpretation import ATTAINMENT, improvement_index, months_of_progress


def test_improvement_index() -> None:
    assert improvement_index(0.25) == pytest.approx(9.87, abs=0.005)
    assert improvement_index(0) == 0
    assert improvement_index([-0.25, 0.25]) == pytest.approx([-9.87, 9.87], abs=0.005)


# The last effect of each number of months, in two decimals.
LAST = (0.04, 0.09, 0.18, 0.26, 0.35, 0.44, 0.52, 0.61, 0.69, 0.78, 0.87, 0.95, 1.00)


@pytest.mark.parametrize(("months", "last"), list(enumerate(LAST)))
def test_months_by_the_table(months: int, last: float) -> None:
    assert months_of_progress(last, ATTAINMENT) == months
    assert months_of_progress(-last, ATTAINMENT) == -months
    if months < 12:
        assert months_of_progress(last + 0.01, ATTAINMENT) == months + 1


def test_the_table_ends_at_twelve_months() -> None:
    assert months_of_progress(3.0, ATTAINMENT) == 12


@pytest.mark.parametrize("domain", ["composition", "contact", "", "Attainment"])
def test_months_are_for_attainment_alone(domain: str) -> None:
    with pytest.raises(errors.NotAttainment):
        months_of_progress(0.3, domain)


def test_a_missing_effect_has_no_months() -> None:
    with pytest.raises(errors.NotANumber):
        months_of_progress(float("nan"), ATTAINMENT)
