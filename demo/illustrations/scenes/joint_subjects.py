"""Tracks that meet within a school: one afternoon, modules, shared subjects."""

import math

from PIL import Image

from demo.illustrations.canvas import Canvas, smooth
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
    PEACH,
    RUST,
    SAND,
    SEA,
    TEAL,
    WHITE,
    Colour,
)
from demo.illustrations.people import bust, person
from demo.illustrations.scenery import tree


def woensdagmiddag() -> Image.Image:
    """Draw five school days; on the third, pupils who sit apart on the others work at one table."""
    canvas = Canvas(1600, 900, PALE)
    canvas.circle(800, 470, 520, FOG)
    for x in (90, 262, 1174, 1346):
        _day_apart(canvas, x)
    canvas.rect(434, 84, 732, 740, WHITE, 40)
    canvas.rect(434, 84, 732, 104, CORAL, 40, (True, True, False, False))
    for x in (620, 980):
        canvas.rect(x - 13, 48, 26, 84, INK, 13)
    canvas.circle(800, 136, 30, BUTTER)
    for i in range(8):
        angle = math.radians(i * 45)
        canvas.line(
            [
                (800 + 38 * math.cos(angle), 136 + 38 * math.sin(angle)),
                (800 + 46 * math.cos(angle), 136 + 46 * math.sin(angle)),
            ],
            6, BUTTER,
        )  # fmt: skip
    _idea(canvas, 800, 306)
    for x, y, size, shirt, seed in (
        (552, 642, 190, CORAL, 1), (1048, 642, 190, OCHRE, 6), (716, 634, 200, TEAL, 10),
        (884, 634, 200, CORAL, 7),
    ):  # fmt: skip
        bust(canvas, x, y, size, shirt, seed)
    canvas.rect(480, 626, 640, 54, OCHRE, 27)
    canvas.rect(540, 674, 26, 120, BRONZE, 10)
    canvas.rect(1034, 674, 26, 120, BRONZE, 10)
    _laptop(canvas, 800, 630)
    canvas.rect(560, 600, 112, 14, CORAL, 5)
    canvas.rect(570, 614, 98, 14, DEEP, 5)
    canvas.rect(952, 590, 44, 38, SEA, 8)
    canvas.line([(966, 592), (960, 560)], 7, RUST)
    canvas.line([(982, 592), (990, 556)], 7, BRONZE)
    return canvas.finish()


def _day_apart(canvas: Canvas, x: float) -> None:
    canvas.rect(x, 144, 160, 620, WHITE, 28, alpha=0.8)
    canvas.rect(x, 144, 160, 66, MIST, 28, (True, True, False, False))
    for row, colour in enumerate((CORAL, TEAL, OCHRE)):
        top = 244 + row * 172
        canvas.rect(x + 20, top, 120, 142, (BLUSH, FOG, SAND)[row], 20)
        for i in range(4):
            canvas.circle(x + 55 + i % 2 * 50, top + 44 + i // 2 * 54, 18, colour)


def _idea(canvas: Canvas, x: float, y: float) -> None:
    for i in range(7):
        angle = math.radians(180 + i * 30)
        canvas.line(
            [
                (x + 84 * math.cos(angle), y + 84 * math.sin(angle)),
                (x + 106 * math.cos(angle), y + 106 * math.sin(angle)),
            ],
            9, OCHRE,
        )  # fmt: skip
    canvas.circle(x, y, 62, BUTTER)
    canvas.rect(x - 26, y + 44, 52, 30, BUTTER, 8)
    canvas.rect(x - 26, y + 66, 52, 14, INK, 6)
    canvas.rect(x - 19, y + 82, 38, 12, INK, 6)
    canvas.arc(x, y, 40, 190, 260, 8, WHITE)


def _laptop(canvas: Canvas, x: float, foot: float) -> None:
    canvas.rect(x - 62, foot - 84, 124, 80, INK, 10)
    canvas.circle(x, foot - 44, 12, SEA)
    canvas.rect(x - 78, foot - 8, 156, 12, DEEP, 6)


def modules() -> Image.Image:
    """Draw four tracks as ribbons that weave through five subjects."""
    canvas = Canvas(1600, 900, CREAM)
    canvas.circle(340, 220, 330, BLUSH)
    canvas.circle(1290, 700, 380, FOG)
    stops = (270, 535, 800, 1065, 1330)
    heights = (300, 610, 300, 610, 300)
    routes = (
        (DEEP, (800, 720, 610, 775, 610, 720, 800), ((110, OCHRE, 6), (800, CORAL, 1),
                                                     (1490, TEAL, 12))),
        (SEA, (560, 300, 432, 300, 432, 300, 560), ((76, CORAL, 11), (1524, PEACH, 4))),
        (OCHRE, (330, 300, 610, 300, 150, 300, 330), ((1065, DEEP, 8),)),
        (CORAL, (60, 300, 150, 300, 610, 300, 60), ((90, DEEP, 3), (535, TEAL, 10),
                                                    (1510, OCHRE, 9))),
    )  # fmt: skip
    for colour, route, pupils in routes:
        line = smooth(list(zip((-60, *stops, 1660), route, strict=True)), 40)
        canvas.line(line, 46, CREAM)
        canvas.line(line, 28, colour)
        for x, shirt, seed in pupils:
            y = min(line, key=lambda point: abs(point[0] - x))[1]
            _traveller(canvas, x, y, colour, shirt, seed)
    icons = (_gear, _flask, _palette, _ball, _leaf)
    rings = (DEEP, CORAL, OCHRE, TEAL, RUST)
    for x, y, icon, ring in zip(stops, heights, icons, rings, strict=True):
        canvas.circle(x, y, 140, CREAM)
        canvas.circle(x, y, 126, ring)
        canvas.circle(x, y, 108, WHITE)
        icon(canvas, x, y)
    return canvas.finish()


def _traveller(canvas: Canvas, x: float, y: float, ring: Colour, shirt: Colour, seed: int) -> None:
    """Draw a pupil in a small round on a ribbon."""
    canvas.circle(x, y, 62, CREAM)
    canvas.circle(x, y, 54, ring)
    with canvas.inside(x=x, y=y, r=45):
        canvas.circle(x, y, 46, PALE)
        bust(canvas, x, y + 46, 76, shirt, seed)


def _gear(canvas: Canvas, x: float, y: float) -> None:
    for i in range(8):
        angle = math.radians(i * 45)
        canvas.line([(x, y), (x + 54 * math.cos(angle), y + 54 * math.sin(angle))], 22, DEEP)
    canvas.circle(x, y, 45, DEEP)
    canvas.circle(x, y, 20, BUTTER)


def _flask(canvas: Canvas, x: float, y: float) -> None:
    canvas.polygon(
        [(x - 17, y - 50), (x + 17, y - 50), (x + 17, y - 14), (x + 56, y + 54), (x - 56, y + 54),
         (x - 17, y - 14)], MIST,
    )  # fmt: skip
    canvas.polygon([(x - 33, y + 14), (x + 33, y + 14), (x + 56, y + 54), (x - 56, y + 54)], CORAL)
    canvas.line([(x - 56, y + 54), (x + 56, y + 54)], 12, CORAL)
    canvas.rect(x - 25, y - 62, 50, 15, INK, 7)
    for dx, dy, r in ((-12, 34, 8), (16, 40, 6), (2, -6, 7), (8, -78, 7), (-8, -92, 5)):
        canvas.circle(x + dx, y + dy, r, BUTTER if dy > 0 else PEACH)


def _palette(canvas: Canvas, x: float, y: float) -> None:
    canvas.ellipse(x, y, 68, 56, BRONZE)
    canvas.circle(x + 30, y + 34, 18, WHITE)
    for dx, dy, colour in ((-36, 4, CORAL), (-16, -27, BUTTER), (20, -28, SEA), (-18, 30, WHITE)):
        canvas.circle(x + dx, y + dy, 13, colour)
    canvas.line([(x + 28, y + 8), (x + 66, y - 62)], 11, INK)
    canvas.line([(x + 28, y + 8), (x + 34, y - 3)], 15, CORAL)


def _ball(canvas: Canvas, x: float, y: float) -> None:
    canvas.circle(x, y, 58, TEAL)
    with canvas.inside(x=x, y=y, r=58):
        canvas.arc(x - 70, y, 62, 0, 360, 8, WHITE)
        canvas.arc(x + 70, y, 62, 0, 360, 8, WHITE)
        canvas.rect(x - 60, y - 4, 120, 8, WHITE)


def _leaf(canvas: Canvas, x: float, y: float) -> None:
    right = smooth([(x - 50, y + 50), (x - 58, y - 10), (x - 6, y - 56), (x + 58, y - 58)])
    left = smooth([(x + 58, y - 58), (x + 60, y + 4), (x + 16, y + 54), (x - 50, y + 50)])
    canvas.polygon([*right, *left], SEA)
    canvas.line([(x - 64, y + 64), (x + 26, y - 26)], 8, DEEP)
    canvas.line([(x - 20, y + 20), (x - 22, y - 14)], 7, DEEP)
    canvas.line([(x + 4, y - 4), (x + 36, y + 2)], 7, DEEP)


def gezamenlijke_vakken() -> Image.Image:
    """Draw a school cut open: a track a floor, and one room where all work together."""
    canvas = Canvas(1600, 900, BUTTER)
    canvas.circle(800, 430, 500, SAND)
    canvas.rect(0, 800, 1600, 100, TEAL)
    for x in (110, 1490):
        tree(canvas, x, 806, 250, SEA)
    canvas.polygon([(210, 216), (800, 40), (1390, 216)], RUST)
    canvas.circle(800, 146, 40, CREAM)
    canvas.line([(800, 122), (800, 146), (818, 156)], 8, INK)
    canvas.rect(244, 206, 1112, 600, INK)
    for i, (ground, shirt) in enumerate(((BLUSH, CORAL), (FOG, TEAL), (CREAM, OCHRE))):
        left = 262 + i * 364
        canvas.rect(left, 224, 348, 220, ground)
        _lesson(canvas, left, shirt, i)
    canvas.rect(262, 462, 1076, 338, WHITE)
    canvas.rect(262, 756, 1076, 44, SAND)
    _atelier(canvas)
    return canvas.finish()


def _lesson(canvas: Canvas, left: float, shirt: Colour, index: int) -> None:
    canvas.rect(left + 114, 244, 120, 62, DEEP, 8)
    canvas.line([(left + 136, 266), (left + 196, 266)], 6, MIST)
    canvas.line([(left + 136, 284), (left + 172, 284)], 6, MIST)
    for i in range(3):
        x = left + 68 + i * 106
        bust(canvas, x, 414, 104, shirt, index * 3 + i + 1)
        canvas.rect(x - 46, 408, 92, 14, BRONZE, 6)
    canvas.rect(left, 436, 348, 8, INK, alpha=0.12)


def _atelier(canvas: Canvas) -> None:
    for x, colour in ((300, CORAL), (1216, TEAL)):
        canvas.line([(x + 12, 780), (x + 40, 560)], 9, BRONZE)
        canvas.line([(x + 76, 780), (x + 48, 560)], 9, BRONZE)
        canvas.rect(x - 18, 574, 124, 116, CREAM, 6)
        canvas.rect(x - 18, 574, 124, 116, PALE, 6)
        canvas.circle(x + 30, 640, 26, colour)
        canvas.circle(x + 60, 616, 20, OCHRE)
    for x, height, shirt, seed, left, right in (
        (462, 226, CORAL, 10, "out", "out"), (586, 214, TEAL, 3, "out", "up"),
        (706, 222, OCHRE, 8, "out", "out"), (824, 216, CORAL, 1, "wave", "out"),
        (942, 224, TEAL, 14, "out", "out"), (1062, 212, OCHRE, 4, "out", "wave"),
        (1168, 220, CORAL, 11, "out", "down"),
    ):  # fmt: skip
        person(canvas, x - 14, 790, height, shirt, seed, left=left, right=right)
    for i in range(12):
        x = 300 + i * 91
        colour = (CORAL, OCHRE, SEA, PEACH)[i % 4]
        canvas.polygon([(x - 26, 470), (x + 26, 470), (x, 508)], colour)
    canvas.rect(262, 462, 1076, 8, INK)
