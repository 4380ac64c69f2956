"""What stands around people and buildings: hills, trees, clouds, paths."""

from collections.abc import Sequence

from demo.illustrations.canvas import Canvas, Point, bezier, ribbon, smooth
from demo.illustrations.palette import BRONZE, TEAL, WHITE, Colour


def hill(canvas: Canvas, points: Sequence[Point], fill: Colour, alpha: float = 1) -> None:
    """Fill the land below a flowing line from the left edge to the right."""
    outline = smooth(points)
    canvas.polygon(
        [*outline, (outline[-1][0], canvas.height + 5), (outline[0][0], canvas.height + 5)],
        fill, alpha,
    )  # fmt: skip


def tree(
    canvas: Canvas, x: float, foot: float, height: float, leaves: Colour = TEAL,
    trunk: Colour = BRONZE,
) -> None:  # fmt: skip
    r = height * 0.30
    canvas.rect(x - height * 0.03, foot - height * 0.5, height * 0.06, height * 0.5, trunk)
    canvas.ellipse(x, foot - height * 0.64, r, height * 0.36, leaves)
    canvas.line(
        [(x, foot - height * 0.3), (x + r * 0.38, foot - height * 0.52)], height * 0.03, trunk
    )
    canvas.line(
        [(x, foot - height * 0.22), (x - r * 0.36, foot - height * 0.42)], height * 0.03, trunk
    )


def cloud(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.rect(x - size, y, size * 2, size * 0.42, WHITE, size * 0.21)
    canvas.circle(x - size * 0.32, y + size * 0.04, size * 0.38, WHITE)
    canvas.circle(x + size * 0.26, y + size * 0.12, size * 0.28, WHITE)


def sun(canvas: Canvas, x: float, y: float, r: float, fill: Colour, halo: Colour) -> None:
    canvas.circle(x, y, r * 1.9, halo, 0.35)
    canvas.circle(x, y, r * 1.42, halo, 0.55)
    canvas.circle(x, y, r, fill)


def path(
    canvas: Canvas, curve: tuple[Point, Point, Point, Point], near: float, far: float, fill: Colour
) -> None:
    """Draw a path along a Bézier curve, which narrows from its near end to its far end."""
    canvas.polygon(ribbon(bezier(*curve), near, far), fill)
