from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.postbox import Postbox


@pytest.fixture
def postbox(settings: Settings) -> Iterator[Postbox]:
    """A real mail server on loopback, which the site sends to."""
    with Postbox() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = box.host, box.port
        yield box
