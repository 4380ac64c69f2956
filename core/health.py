"""What ``/readyz`` tells beside what it decides by. A higher room adds its own from ``AppConfig.ready()``."""

from collections.abc import Callable
from typing import Any

details: dict[str, Callable[[], dict[str, Any]]] = {}
