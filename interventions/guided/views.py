"""“Share your approach”: a case in steps, for who writes one a year, on a phone if need be."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.actions.edit import EditPermissionError
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Revision
from wagtail.utils.forms import FormValidationError

from core.models import User
from interventions.guided import services, unsaved
from interventions.guided.forms import BeginForm, GuidedForm
from interventions.guided.selectors import (
    case_to_write,
    cases_to_go_on_with,
    lacking,
    partners_to_write_for,
)
from interventions.guided.steps import BY_SLUG, STEPS, TITLE_FORM, Step, step_after
from interventions.guided.wording import advice_on
from interventions.models import CaseStudyPage

View = Callable[..., HttpResponse]


class Request(HttpRequest):
    """A request of somebody who is signed in."""

    user: User


def for_who_is_signed_in(view: View) -> View:
    """Ask to sign in first, and keep what was typed until then; nothing of it is kept by a browser."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def ask_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            unsaved.keep(request)
        return redirect_to_login(request.get_full_path())

    return ask_first


@for_who_is_signed_in
def start(request: Request) -> HttpResponse:
    """Begin a case with its name, or go on with one."""
    partners = partners_to_write_for(request.user)
    typed = request.POST if request.method == "POST" else unsaved.take(request)
    case = CaseStudyPage(owner=request.user)
    form = TITLE_FORM(typed, instance=case, for_user=request.user)
    choice = BeginForm(typed, partners=partners)
    if request.method == "POST" and partners and choice.is_valid():
        try:
            begun = services.begin(form, choice.cleaned_data["partner"], request.user)
        except FormValidationError:
            pass
        else:
            return redirect("guided_step", begun.pk, STEPS[0].slug)
    return render(
        request,
        "interventions/guided/start.html",
        {
            "partners": partners,
            "own": cases_to_go_on_with(request.user, partners),
            "form": form,
            "choice": choice,
            "first": STEPS[0],
        },
    )


@for_who_is_signed_in
def step(request: Request, page_id: int, slug: str) -> HttpResponse:
    """Show the questions of one step, or keep the answers and go where was asked."""
    asked = BY_SLUG.get(slug)
    if asked is None:
        raise Http404
    case = case_to_write(request.user, page_id)
    if request.method == "POST":
        return _keep(request, page_id, asked)
    if _is_locked(case, request):
        return _shown(request, case, asked, None)
    typed = unsaved.take(request)
    form = asked.form(case, request.user, typed)
    if typed is not None:
        messages.warning(
            request,
            _("You were signed out. What you typed is still here, but not saved yet: save it now."),
        )
    return _shown(request, case, asked, form, typed)


@for_who_is_signed_in
def check(request: Request, page_id: int) -> HttpResponse:
    """Say what is still missing, and hand the case in when nothing is."""
    case = case_to_write(request.user, page_id)
    required, wanted = lacking(case, request.user)
    if request.method == "POST" and not required:
        try:
            is_handed_in = services.hand_in(page_id, request.user, request.POST.get("version", ""))
        except services.NewerVersion as newer:
            messages.warning(
                request,
                _("Not handed in yet: %(name)s saved this case. Look at it once more.")
                % {"name": _name(newer.revision)},
            )
        else:
            if is_handed_in:
                messages.success(
                    request, _("Handed in. A moderator reads it; you hear by mail what follows.")
                )
            return redirect("guided_start")
        return redirect("guided_check", page_id)
    return render(
        request,
        "interventions/guided/check.html",
        {
            "case": case,
            "steps": STEPS,
            "required": required,
            "wanted": wanted,
            "is_locked": _is_locked(case, request),
            "may_hand_in": case.permissions_for_user(request.user).can_submit_for_moderation(),
            "version": services.version_of(case),
            "advice": advice_on(case),
            **_state(case),
        },
    )


@require_safe
@for_who_is_signed_in
def preview(request: Request, page_id: int) -> HttpResponse:
    """Show a case as it was last saved, as visitors will see it."""
    case = case_to_write(request.user, page_id)
    return case.make_preview_request(request, case.default_preview_mode)


def _keep(request: Request, page_id: int, asked: Step) -> HttpResponse:
    newer = None
    try:
        # In one transaction: nobody saves between the look at the last version and the next one.
        with transaction.atomic():
            case = case_to_write(request.user, page_id, locked=True)
            form = asked.form(case, request.user, request.POST, request.FILES)
            services.refuse_if_newer(case, request.POST.get("version", ""))
            if form.has_changed():
                services.save(form, request.user)
    except services.NewerVersion as refused:
        newer = refused.revision
    except (FormValidationError, EditPermissionError):
        pass  # The form says what is wrong, or the page that it is locked.
    else:
        return _go_on(request, page_id, asked)
    return _shown(request, case_to_write(request.user, page_id), asked, form, request.POST, newer)


def _go_on(request: Request, page_id: int, asked: Step) -> HttpResponse:
    then = request.POST.get("then")
    if then == "stay":
        messages.success(request, _("Saved."))
        return redirect("guided_step", page_id, asked.slug)
    if then == "stop":
        messages.success(request, _("Saved. Go on with it whenever you like."))
        return redirect("guided_start")
    following = step_after(asked)
    if following is None:
        return redirect("guided_check", page_id)
    return redirect("guided_step", page_id, following.slug)


def _is_locked(case: CaseStudyPage, request: Request) -> bool:
    lock = case.get_lock()
    return lock is not None and bool(lock.for_user(request.user))


def _shown(
    request: Request,
    case: CaseStudyPage,
    asked: Step,
    form: GuidedForm | None,
    typed: QueryDict | None = None,
    newer: Revision | None = None,
) -> HttpResponse:
    """Show a step with what was typed, if anything was; ``newer`` is why it is not saved yet."""
    # What was typed before signing in is still of the version that it was typed in.
    version = typed.get("version", "") if typed and not newer else services.version_of(case)
    return render(
        request,
        "interventions/guided/step.html",
        {
            "case": case,
            "step": asked,
            "steps": STEPS,
            "number": STEPS.index(asked) + 1,
            "form": form,
            "is_locked": _is_locked(case, request),
            "version": version,
            "newer": newer and {"name": _name(newer), "moment": newer.created_at},
            "theirs": form.present_answers() if form and newer else [],
            "advice": advice_on(case, [asked]),
            "is_last": step_after(asked) is None,
            **_state(case),
        },
    )


def _state(case: CaseStudyPage) -> dict[str, Any]:
    """What a moderator asks to be changed, and whether one is reading the case now."""
    state = case.current_workflow_state
    sent_back = state and state.status == state.STATUS_NEEDS_CHANGES
    return {
        "asked_to_change": state.current_task_state if sent_back else None,
        "is_read_now": bool(state and state.status == state.STATUS_IN_PROGRESS),
    }


def _name(revision: Revision) -> str:
    return get_user_display_name(revision.user) or _("somebody else")
