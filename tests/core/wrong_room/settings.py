from schoolmix.settings.testing import *  # noqa: F403
from schoolmix.settings.testing import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.core.wrong_room"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.elasticsearch9"}}
