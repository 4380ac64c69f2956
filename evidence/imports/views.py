"""Studies from a file, in the admin: upload, look, carry out, and take back."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView

from core.admin_pages import header, only_for
from evidence.imports import services
from evidence.imports.columns import COLUMNS
from evidence.imports.forms import UploadForm
from evidence.imports.lines import RefusedFileError
from evidence.imports.models import StudyImport
from evidence.imports.places import may_import
from evidence.imports.template import FORMATS

TITLE = gettext_lazy("Bring in studies")
ICON = "upload"
#: Who mends these sees the next.
MOST_PROBLEMS = 100

#: Refuses who may add a study nowhere.
for_importers = only_for(may_import)


@method_decorator(for_importers, name="dispatch")
class ImportsView(IndexView):
    """The imports that somebody may see, the last first."""

    model = StudyImport
    page_title = gettext_lazy("Imports of studies")
    header_icon = ICON
    index_url_name = "study_imports:index"
    index_results_url_name = "study_imports:index"
    add_url_name = "study_imports:add"
    add_item_label = TITLE
    any_permission_required = None  # asked above
    default_ordering = "-uploaded_at"
    is_searchable = False
    columns = [
        TitleColumn("file_name", label=gettext_lazy("File"), get_url=StudyImport.get_absolute_url),
        Column("user_name", label=gettext_lazy("Brought in by")),
        DateColumn("uploaded_at", label=gettext_lazy("When")),
        Column("study_count", label=gettext_lazy("Studies")),
        Column("finding_count", label=gettext_lazy("Findings")),
        Column("state", label=gettext_lazy("State"), accessor=lambda record: _state(record)),
    ]

    def get_add_url(self) -> str:
        return reverse(self.add_url_name)

    def get_queryset(self) -> QuerySet[Any, Any]:
        return StudyImport.objects.visible_to(self.request.user).defer("content")


@for_importers
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Upload a file: what can be read at all is kept, and shown."""
    is_sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if is_sent else UploadForm()
    if is_sent and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            return redirect(services.keep_upload(file.name, file.read(), request.user))
        except RefusedFileError as refused:
            form.add_error("file", str(refused.message))
    return render(request, "evidence/imports/add.html", {**_header(TITLE), "form": form})


@for_importers
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What a file would make and what is wrong with it; or, once it was carried out, what it made."""
    record = get_object_or_404(StudyImport.objects.visible_to(request.user), pk=pk)
    context: dict[str, Any] = {**_header(_state(record), record.file_name), "record": record}
    if record.made_at:
        context["studies"] = record.studies.select_related("page")
        return render(request, "evidence/imports/made.html", context)
    try:
        plan = services.plan_of(record, request.user)
    except RefusedFileError as refused:
        messages.error(request, refused.message)
        return redirect("study_imports:add")
    context |= {"plan": plan, "problems": plan.problems[:MOST_PROBLEMS]}
    return render(request, "evidence/imports/preview.html", context)


@for_importers
@require_POST
def carry_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the drafts, all or none."""
    record = get_object_or_404(StudyImport.objects.visible_to(request.user), pk=pk)
    try:
        made = services.carry_out(pk, request.user)
    except RefusedFileError as refused:
        messages.error(request, refused.message)
        return redirect("study_imports:add")
    if made:
        messages.success(request, _("Brought in. Each study is a draft now."))
    elif record.made_at is None:
        messages.error(request, _("Nothing was made: look at what is wrong below."))
    return redirect(record)


@for_importers
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a file that waits."""
    get_object_or_404(StudyImport.objects.waiting(), pk=pk, user=request.user).delete()
    messages.success(request, _("Cancelled. The file is deleted."))
    return redirect("study_imports:index")


@for_importers
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what an import made, all or none."""
    done = StudyImport.objects.visible_to(request.user).filter(
        made_at__isnull=False, undone_at__isnull=True
    )
    record = get_object_or_404(done, pk=pk)
    try:
        services.undo(pk, request.user)
    except services.NotUndoneError as refused:
        reasons = " ".join(map(str, refused.reasons[:5]))
        messages.error(request, _("Not taken back. %(reasons)s") % {"reasons": reasons})
    else:
        messages.success(request, _("Taken back: the drafts are deleted."))
    return redirect(record)


@for_importers
@require_safe
def columns(request: HttpRequest) -> HttpResponse:
    """What goes in each column of the template."""
    context = {**_header(_("Columns of the template")), "columns": COLUMNS}
    return render(request, "evidence/imports/columns.html", context)


@for_importers
@require_safe
def template(request: HttpRequest, extension: str) -> HttpResponse:
    """The template as a file.

    Raises
    ------
    Http404 : no such format
    """
    if extension not in FORMATS:
        raise Http404
    write, content_type = FORMATS[extension]
    headers = {"Content-Disposition": f'attachment; filename="schoolmix-studies.{extension}"'}
    return HttpResponse(write(), content_type=content_type, headers=headers)


def _state(record: StudyImport) -> str:
    if record.undone_at:
        return _("Taken back")
    if record.made_at:
        return _("Brought in")
    return _("Not brought in yet")


def _header(title: Any, subtitle: str = "") -> dict[str, Any]:
    return header(
        title, ICON, subtitle, [(reverse("study_imports:index"), _("Imports of studies"))]
    )
