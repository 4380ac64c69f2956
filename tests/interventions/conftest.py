"""Who writes a case: a partner, and an author of it in a browser."""

from typing import Any

import pytest
from django.test import Client

from partners.models import PartnerPage
from tests import builders
from tests.admin import signed_in


@pytest.fixture
def partner(site: Any) -> PartnerPage:
    return builders.partner()


@pytest.fixture
def author(partner: PartnerPage) -> Client:
    return signed_in(builders.author(partner))
