"""A picture with what it shows."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image


@dataclass(frozen=True)
class Illustration:
    """How to draw a picture, and its alternative text in Dutch."""

    draw: Callable[[], Image.Image]
    alt: str
