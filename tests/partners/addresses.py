"""Every address of the admin, and those in which there is nothing of a partner."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.partners.verbs import Situation

#: Of administrators and moderators: a partner's colleague has no business there at all.
NOT_FOR_PARTNERS = (
    "wagtailsites:", "wagtailusers_users:", "wagtailusers_groups:", "wagtailredirects:",
    "wagtailsettings:", "wagtailsnippets:", "wagtailsnippets_", "wagtailadmin_workflows:",
    "wagtailadmin_collections:", "index_status", "missed_searches",
    "mail_report", "mail_results", "send_mail_again", "audit_report", "audit_results",
    "join_requests", "join_request", "approve_join", "ask_join", "decline_join",
)  # fmt: skip

#: About the account that is signed in, or with nothing of a partner in it.
OF_NOBODY = {
    "wagtailadmin_error_test", "wagtailadmin_account", "wagtailadmin_logout", "wagtailadmin_login",
    "wagtailadmin_dismissibles", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog",
    "wagtailadmin_block_preview", "wagtailadmin_choose_page_external_link",
    "wagtailadmin_choose_page_email_link", "wagtailadmin_choose_page_phone_link",
    "wagtailadmin_choose_page_anchor_link",
    "wagtailadmin_password_reset", "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm", "wagtailadmin_password_reset_complete",
    # Only for who manages a partner's people: tests/partners/test_people.py.
    "people_of_partners", "people", "change_role", "remove_person", "withdraw_invitation",
    # Of the notices of who is signed in.
    "mark_notices_read",
    # Computes from the figures that are sent; it reads no page.
    "finding_what_follows",
    # Only for who uploaded the file, and for who publishes it: tests/evidence/imports/test_rights.py.
    "study_imports:detail", "study_imports:carry_out", "study_imports:cancel", "study_imports:undo",
    # Off: the site has no address that makes pictures on demand.
    "wagtailimages:url_generator", "wagtailimages:url_generator_output",
    # One list of words for all; it says of none who uses it.
    "wagtailadmin_tag_autocomplete", "wagtailadmin_tag_model_autocomplete",
    # Only for who opened the session or began the upload: Wagtail looks them up by user.
    "wagtailadmin_editing_sessions:release",
    "wagtailimages:create_multiple_from_uploaded_image", "wagtailimages:delete_upload_multiple",
    "wagtaildocs:create_multiple_from_uploaded_document", "wagtaildocs:delete_upload_multiple",
}  # fmt: skip

#: The vocabularies, municipalities and kinds of review, of which everybody may see the names.
OPEN_TO_ALL = ("wagtailsnippetchoosers_", "wagtailadmin_workflows:task_cho")


def every_address(
    resolver: URLResolver | None = None, namespaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the name of each address of the admin with its namespaces, and what it wants to know."""
    for pattern in (resolver or _admin()).url_patterns:
        if isinstance(pattern, URLResolver):
            own = (pattern.namespace,) if pattern.namespace else ()
            yield from every_address(pattern, namespaces + own)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield ":".join([*namespaces, pattern.name]), tuple(pattern.pattern.converters)


def administration(situation: Situation) -> Iterator[str]:
    """Yield the addresses of administrators, about the other partner where they are about one."""
    about = {"wagtailusers_users": situation.other.author.pk,
             "wagtailusers_groups": situation.other.partner.workspace.authors_id}  # fmt: skip
    known = {"app_label": "core", "app_name": "core", "model_name": "moderationtask"}
    for name, wanted in every_address():
        if name.startswith(NOT_FOR_PARTNERS) and not name.startswith(OPEN_TO_ALL):
            key = about.get(name.partition(":")[0], 1)
            yield reverse(name, kwargs={each: known.get(each, key) for each in wanted})


def _admin() -> URLResolver:
    resolvers: Iterable[Any] = get_resolver().url_patterns
    return next(each for each in resolvers if str(each.pattern) == "beheer/")
