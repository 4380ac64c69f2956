"""Panels that a higher room shows on a lower room's page.

A lower room names a slot (``{% panels "partner" page %}`` in its template); a higher room registers
what stands there from its ``AppConfig.ready()``. So nothing imports upward.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

Context = dict[str, Any]


@dataclass(frozen=True)
class Panel:
    """One panel: ``context(request, subject)`` returns what ``template`` needs, or None for no panel."""

    template: str
    context: Callable[[HttpRequest, Any], Context | None]
    order: int


_slots: dict[str, list[Panel]] = defaultdict(list)


def register_panel(
    slot: str,
    template: str,
    context: Callable[[HttpRequest, Any], Context | None],
    order: int = 100,
) -> None:
    """Let ``template`` stand in ``slot``; lower ``order`` comes first."""
    _slots[slot].append(Panel(template, context, order))
    _slots[slot].sort(key=lambda panel: panel.order)


def panels_for(slot: str, request: HttpRequest, subject: Any) -> list[tuple[str, Context]]:
    """Return the template and context of each panel that has something to show in ``slot``."""
    filled = ((panel.template, panel.context(request, subject)) for panel in _slots[slot])
    return [(template, context) for template, context in filled if context is not None]
