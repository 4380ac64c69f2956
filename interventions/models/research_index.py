from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from core.models import BasePage


class ResearchIndexPage(BasePage):
    """Studies of practice elsewhere, which belong to no case of the coalition."""

    lead = models.TextField(_("introduction"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types = ["core.HomePage"]
    subpage_types = ["interventions.EvaluationPage"]
    max_count = 1
    template = "interventions/research_index_page.html"

    class Meta:
        verbose_name = _("research elsewhere")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from interventions.research import studies_under

        context = super().get_context(request, *args, **kwargs)
        return {**context, "found": studies_under(self, request.GET.get("page", ""))}
