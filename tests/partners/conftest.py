"""Who takes part: a partner, an author of it, and a moderator, each in a browser of their own."""

from typing import Any

import pytest
from django.test import Client

from partners.models import PartnerPage
from tests import builders
from tests.admin import signed_in


@pytest.fixture
def partner(site: Any) -> PartnerPage:
    return builders.partner("Stichting Voorbeeld")


@pytest.fixture
def author(partner: PartnerPage) -> Client:
    return signed_in(builders.author(partner))


@pytest.fixture
def moderator(site: Any) -> Client:
    return signed_in(builders.moderator())
