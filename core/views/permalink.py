from uuid import UUID

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.views.decorators.http import require_safe

from core.models import BasePage


@require_safe
def permalink(request: HttpRequest, public_id: UUID) -> HttpResponseRedirect:
    """Send the visitor to wherever the page with this identifier is now.

    The redirect is temporary: the page may move again, and the permalink is what to keep.
    """
    for model in apps.get_models():
        if issubclass(model, BasePage):
            page = model.objects.live().public().filter(public_id=public_id).first()
            if page is not None:
                return HttpResponseRedirect(page.get_url(request))
    raise Http404
