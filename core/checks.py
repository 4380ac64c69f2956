"""Architecture rules that ``manage.py check`` holds."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db.models import Model
from wagtail.fields import StreamField
from wagtail.models import Page

from core.fields import StoryField
from core.models import BasePage


def _own_models() -> list[type[Model]]:
    """Return the models of the project's own rooms."""
    return [
        model
        for config in apps.get_app_configs()
        if str(config.path).startswith(str(settings.ROOT))
        and "site-packages" not in str(config.path)
        for model in config.get_models()
    ]


@register()
def pages_have_the_base(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A page model derives from BasePage: or it has no permalink and announces no writes."""
    return [
        Error(
            f"{model.__name__} is a page that does not derive from core.models.BasePage.",
            hint="Derive from BasePage: it gives the permalink and announces writes to the index.",
            obj=model,
            id="schoolmix.E001",
        )
        for model in _own_models()
        if issubclass(model, Page) and not issubclass(model, BasePage)
    ]


@register()
def stories_stay_out_of_migrations(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A StreamField is a StoryField: or every change of a block makes a migration."""
    return [
        Error(
            f"{model.__name__}.{field.name} is a StreamField that is not a core.fields.StoryField.",
            hint="Use StoryField: its blocks stay out of the migrations.",
            obj=field,
            id="schoolmix.E002",
        )
        for model in _own_models()
        for field in model._meta.local_fields
        if isinstance(field, StreamField) and not isinstance(field, StoryField)
    ]


@register()
def admin_search_stays_on_the_database(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The search backend "default" is the database: or the admin fails with the search engine."""
    backend = settings.WAGTAILSEARCH_BACKENDS["default"]["BACKEND"]
    if backend == "modelsearch.backends.database":
        return []
    return [
        Error(
            f"The search backend 'default' is {backend}.",
            hint="Keep modelsearch.backends.database: Wagtail's listings and choosers use it.",
            id="schoolmix.E003",
        )
    ]
