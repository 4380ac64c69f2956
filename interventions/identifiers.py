"""Identifiers of researchers and organisations: whether one can exist, not whether it does."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", re.ASCII)
ROR = re.compile(r"0[0-9a-hjkmnp-tv-z]{6}\d{2}", re.ASCII)
CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


def validate_orcid(value: str) -> None:
    """Refuse what is no ORCID iD: sixteen digits of which the last is a check digit (ISO 7064, 11-2).

    Raises
    ------
    ValidationError
    """
    if not ORCID.fullmatch(value):
        raise ValidationError(_("An ORCID looks like 0000-0002-1825-0097."))
    digits = value.replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    if "0123456789X"[(12 - total % 11) % 11] != digits[-1]:
        raise ValidationError(
            _("This ORCID does not exist: the last digit does not fit the others.")
        )


def validate_ror(value: str) -> None:
    """Refuse what is no ROR: six letters or digits of Crockford's alphabet, and two check digits.

    The check digits are 98 minus 100 times the number modulo 97 (ISO 7064, 97-10).

    Raises
    ------
    ValidationError
    """
    if not ROR.fullmatch(value):
        raise ValidationError(_("A ROR has nine letters and digits, such as 04dkp9463."))
    number = 0
    for character in value[1:7]:
        number = number * 32 + CROCKFORD.index(character)
    if 98 - number * 100 % 97 != int(value[7:]):
        raise ValidationError(_("This ROR does not exist: the last digits do not fit the others."))
