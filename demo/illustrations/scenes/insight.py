"""Knowing more: a monitor of a city, and pilots that had too little time."""

from math import cos, radians, sin
from random import Random

from PIL import Image

from demo.illustrations.canvas import Canvas, bezier, smooth
from demo.illustrations.palette import (
    BLUSH,
    BRONZE,
    BUTTER,
    CORAL,
    CREAM,
    DEEP,
    FOG,
    INK,
    MIST,
    OCHRE,
    PALE,
    RUST,
    SAND,
    SEA,
    TEAL,
    WHITE,
    Colour,
)

GROUPS = (CORAL, TEAL, OCHRE)


def segregatiemonitor() -> Image.Image:
    """Draw a city of ring canals with dots of three colours, and a chart of how it goes."""
    canvas = Canvas(1600, 900, PALE)
    _city(canvas, 560, 130)
    _chart(canvas, 826, 330)
    return canvas.finish()


def _city(canvas: Canvas, x: float, y: float) -> None:
    canvas.circle(x, y + 20, 780, SAND)
    for r in (660, 540, 420, 300, 180):
        canvas.arc(x, y, r, 0, 180, 26, MIST)
    for end in ((x - 640, y + 420), (x - 330, y + 690), (x + 60, y + 790), (x + 420, y + 640)):
        canvas.line([(x, y), end], 14, SAND)
    canvas.rect(0, 0, 1600, 120, SEA)
    canvas.rect(0, 112, 1600, 16, TEAL)
    _boat(canvas, 300, 88, 1)
    _boat(canvas, 1160, 76, 0.8)
    random = Random(3)
    for ring, count in ((240, 9), (360, 15), (480, 21), (600, 27), (715, 24)):
        for i in range(count):
            angle = 5 + (i + 0.5) * 170 / count + random.uniform(-1.4, 1.4)
            spot = _on_ring(x, y, ring + random.uniform(-12, 12), angle)
            side = 0 if angle > 115 else 1 if angle < 60 else 2
            colour = GROUPS[side if random.random() < 0.6 else random.randrange(3)]
            canvas.circle(*spot, 13, colour)


def _boat(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.polygon(
        [
            (x - 70 * size, y - 18 * size), (x + 70 * size, y - 18 * size),
            (x + 46 * size, y + 10 * size), (x - 50 * size, y + 10 * size),
        ],
        DEEP,
    )  # fmt: skip
    canvas.rect(x - 34 * size, y - 46 * size, 56 * size, 30 * size, CREAM, 6 * size)
    for i in range(2):
        canvas.circle(x - 18 * size + i * 24 * size, y - 32 * size, 6 * size, TEAL)


def _on_ring(x: float, y: float, r: float, angle: float) -> tuple[float, float]:
    return x + r * cos(radians(angle)), y + r * sin(radians(angle))


def _chart(canvas: Canvas, left: float, top: float) -> None:
    width, height = 560, 440
    canvas.rect(left + 10, top + 14, width, height, INK, 34, alpha=0.16)
    canvas.rect(left, top, width, height, WHITE, 34)
    canvas.rect(left + 40, top + 40, 190, 18, DEEP, 9)
    canvas.rect(left + 40, top + 70, 120, 12, MIST, 6)
    for i in range(4):
        y = top + 140 + i * 76
        canvas.line([(left + 44, y), (left + width - 44, y)], 3, FOG)
    xs = [left + 60 + i * 73 for i in range(7)]
    lines = (
        (CORAL, (226, 206, 214, 184, 190, 162, 168)), (TEAL, (372, 360, 366, 338, 344, 350, 330)),
        (OCHRE, (290, 296, 272, 280, 262, 274, 268)),
    )  # fmt: skip
    for colour, ys in lines:
        points = [(x, top + y) for x, y in zip(xs, ys, strict=True)]
        canvas.line(smooth(points), 10, colour)
        for x, y in points:
            canvas.circle(x, y, 13, WHITE)
            canvas.circle(x, y, 9, colour)
    for i, x in enumerate(xs):
        canvas.rect(x - 14, top + 398, 28, 10, MIST if i % 2 else SEA, 5)


def twaalf_pilots() -> Image.Image:
    """Draw twelve pots with seedlings that have only just come up, and an hourglass run out."""
    canvas = Canvas(1600, 900, BLUSH)
    canvas.circle(700, 450, 520, CREAM)
    random = Random(11)
    for row in range(3):
        shelf = 286 + row * 256
        for column in range(4):
            x = 312 + column * 205
            _seedling(canvas, x, shelf, 0.45 + random.random() * 0.55, row * 4 + column)
        canvas.rect(190, shelf, 860, 24, BRONZE, 12)
        canvas.rect(198, shelf + 16, 844, 8, INK, 4, alpha=0.16)
    _hourglass(canvas, 1222, 214, 590)
    return canvas.finish()


def _seedling(canvas: Canvas, x: float, foot: float, grown: float, index: int) -> None:
    pot = (CORAL, TEAL, OCHRE, DEEP, RUST, SEA)[index * 5 % 6]
    rim = foot - 78
    tip = rim - 28 - 62 * grown
    lean = (index % 3 - 1) * 9
    canvas.line(bezier((x, rim), (x, rim - 20), (x + lean, tip + 20), (x + lean, tip)), 7, DEEP)
    size = 20 + 18 * grown
    for side in (-1, 1):
        _leaf(canvas, x + lean, tip + 4, side * size, size * 0.72, TEAL if side > 0 else SEA)
    if grown > 0.75:
        _leaf(canvas, x + lean * 0.5, tip + 34, -size * 0.62 * (1 - 2 * (index % 2)), 14, SEA)
    canvas.polygon([(x - 50, rim + 8), (x + 50, rim + 8), (x + 38, foot), (x - 38, foot)], pot)
    canvas.rect(x - 58, rim - 6, 116, 26, pot, 8)
    canvas.rect(x - 47, rim + 20, 94, 7, INK, alpha=0.14)
    canvas.circle(x, foot - 30, 11, CREAM)


def _leaf(canvas: Canvas, x: float, y: float, reach: float, rise: float, fill: Colour) -> None:
    upper = bezier(
        (x, y),
        (x + reach * 0.2, y - rise),
        (x + reach * 0.9, y - rise * 1.1),
        (x + reach * 1.25, y - rise * 0.75),
    )
    lower = bezier(
        (x + reach * 1.25, y - rise * 0.75),
        (x + reach * 1.1, y + rise * 0.1),
        (x + reach * 0.5, y + rise * 0.25),
        (x, y),
    )
    canvas.polygon([*upper, *lower], fill)


def _hourglass(canvas: Canvas, x: float, top: float, height: float) -> None:
    middle, bottom = top + height / 2, top + height
    for upper, sign in ((top, 1), (bottom, -1)):
        side = bezier(
            (x - 110, upper),
            (x - 110, upper + sign * 200),
            (x - 16, middle - sign * 60),
            (x - 12, middle),
        )
        other = [(2 * x - px, py) for px, py in reversed(side)]
        canvas.polygon([*side, *other], WHITE)
    wall = [(px, py) for px, py in side if py > bottom - 84]
    far = [(2 * x - px, py) for px, py in reversed(wall)]
    heap = smooth(
        [wall[-1], (x - 52, bottom - 124), (x, bottom - 150), (x + 52, bottom - 124), far[0]]
    )
    canvas.polygon([*wall, *heap, *far], OCHRE)
    for i in range(3):
        canvas.circle(x, bottom - 176 - i * 34, 6 - i, OCHRE)
    canvas.polygon([(x - 28, middle - 66), (x + 28, middle - 66), (x, middle - 8)], BUTTER)
    for y in (top - 26, bottom - 6):
        canvas.rect(x - 146, y, 292, 40, DEEP, 18)
    for post in (x - 124, x + 124):
        canvas.line([(post, top), (post, bottom)], 14, DEEP)
