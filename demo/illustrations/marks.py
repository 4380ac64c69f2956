"""Emblems for the partners: abstract, and none of them an organisation's own logo."""

from math import cos, radians, sin

from PIL import Image

from demo.illustrations.canvas import Canvas
from demo.illustrations.palette import (
    BLUSH,
    BUTTER,
    CORAL,
    CREAM,
    DEEP,
    FOG,
    INK,
    MIST,
    OCHRE,
    PEACH,
    RUST,
    SAND,
    SEA,
    TEAL,
    WHITE,
    Colour,
)

SIZE = 800
MIDDLE = SIZE / 2


def _ground(fill: Colour) -> Canvas:
    return Canvas(SIZE, SIZE, fill)


def _spot(r: float, angle: float) -> tuple[float, float]:
    return MIDDLE + r * cos(radians(angle)), MIDDLE + r * sin(radians(angle))


def ministerie_van_ocw() -> Image.Image:
    """Draw a middle from which seven others are set in motion."""
    canvas = _ground(DEEP)
    for i in range(7):
        angle = -90 + i * 360 / 7
        canvas.line([(MIDDLE, MIDDLE), _spot(232, angle)], 20, TEAL)
    for i in range(7):
        colour = (CORAL, MIST, OCHRE, MIST, CORAL, MIST, OCHRE)[i]
        canvas.circle(*_spot(240, -90 + i * 360 / 7), 58, colour)
    canvas.circle(MIDDLE, MIDDLE, 128, DEEP)
    canvas.circle(MIDDLE, MIDDLE, 106, CREAM)
    canvas.circle(MIDDLE, MIDDLE, 44, CORAL)
    return canvas.finish()


def gemeente_amsterdam() -> Image.Image:
    """Draw half rings of water with houses' lights between them."""
    canvas = _ground(BLUSH)
    top = 268
    canvas.rect(84, top - 96, 632, 40, RUST, 20)
    for i, (r, colour) in enumerate(((290, CORAL), (204, RUST), (118, CORAL))):
        canvas.arc(MIDDLE, top, r, 0, 180, 40, colour)
        for k in range(5 - i):
            angle = 180 * (k + 0.5) / (5 - i)
            x, y = MIDDLE + (r - 43) * cos(radians(angle)), top + (r - 43) * sin(radians(angle))
            if i < 2:
                canvas.circle(x, y, 14, INK if (i + k) % 2 else TEAL)
    canvas.pie(MIDDLE, top - 20, 60, 0, 180, INK)
    return canvas.finish()


def gemeente_groningen() -> Image.Image:
    """Draw a tower in tiers before a low sun over flat land."""
    canvas = _ground(FOG)
    canvas.circle(492, 330, 168, BUTTER)
    canvas.rect(0, 600, 800, 200, SEA)
    canvas.rect(0, 600, 800, 26, TEAL)
    for width, top, bottom, colour in (
        (184, 396, 626, DEEP), (136, 262, 396, TEAL), (84, 186, 262, DEEP),
    ):  # fmt: skip
        canvas.rect(340 - width / 2, top, width, bottom - top, colour)
        canvas.rect(340 - width / 2, top, width, 12, CREAM)
    canvas.polygon([(298, 186), (340, 64), (382, 186)], OCHRE)
    for y in (446, 304):
        for x in (316, 364):
            canvas.rect(x - 11, y, 22, 56, BUTTER, 11, (True, True, False, False))
    canvas.rect(312, 560, 56, 62, CORAL, 28, (True, True, False, False))
    for x, length in ((96, 150), (480, 220), (250, 180)):
        canvas.line(
            [(x, 690 if x != 250 else 740), (x + length, 690 if x != 250 else 740)], 12, MIST
        )
    return canvas.finish()


def kenniscentrum_gemengde_scholen() -> Image.Image:
    """Draw two circles that share a middle in which the dots of both are mixed."""
    canvas = _ground(SAND)
    canvas.circle(290, MIDDLE, 205, CORAL)
    canvas.circle(510, MIDDLE, 205, TEAL)
    with canvas.inside(x=290, y=MIDDLE, r=205):
        canvas.circle(510, MIDDLE, 205, CREAM)
    for y in (280, 340, 400, 460, 520):
        canvas.circle(158 if y % 120 else 190, y, 19, BLUSH)
        canvas.circle(642 if y % 120 else 610, y, 19, FOG)
    for i, (x, y) in enumerate(
        ((400, 290), (366, 345), (434, 345), (400, 400), (366, 455), (434, 455), (400, 510))
    ):
        canvas.circle(x, y, 19, CORAL if i % 2 else TEAL)
    return canvas.finish()


def stichting_het_zelfstandig_gymnasium() -> Image.Image:
    """Draw a pediment on four columns with an open door."""
    canvas = _ground(OCHRE)
    canvas.polygon([(140, 330), (400, 160), (660, 330)], CREAM)
    canvas.circle(400, 274, 30, CORAL)
    canvas.rect(156, 346, 488, 34, CREAM, 6)
    for i in range(4):
        x = (172, 262, 492, 582)[i]
        canvas.rect(x, 396, 46, 186, CREAM, 6)
    canvas.rect(340, 432, 120, 150, DEEP, 60, (True, True, False, False))
    canvas.rect(156, 598, 488, 30, CREAM, 6)
    canvas.rect(124, 640, 552, 30, CREAM, 6)
    return canvas.finish()


def stichting_kindante() -> Image.Image:
    """Draw a flower whose petals are of many colours."""
    canvas = _ground(INK)
    for i in range(8):
        angle = i * 45 + 22.5
        colour = (CORAL, OCHRE, SEA, PEACH, TEAL, BUTTER, RUST, MIST)[i]
        canvas.line([_spot(120, angle), _spot(228, angle)], 112, colour)
        canvas.circle(*_spot(240, angle), 26, INK)
    canvas.circle(MIDDLE, MIDDLE, 122, INK)
    canvas.circle(MIDDLE, MIDDLE, 84, CREAM)
    return canvas.finish()


def ouderinitiatief_croostwijk() -> Image.Image:
    """Draw three houses that lean together under one heart."""
    canvas = _ground(MIST)
    for x, top, wall, roof in ((214, 380, CORAL, RUST), (586, 380, OCHRE, RUST)):
        canvas.rect(x - 98, top + 40, 196, 270, wall)
        canvas.polygon([(x - 124, top + 56), (x, top - 66), (x + 124, top + 56)], roof)
        canvas.rect(x - 30, top + 200, 60, 110, INK, 30, (True, True, False, False))
        canvas.circle(x, top + 110, 28, CREAM)
    canvas.rect(276, 340, 248, 350, TEAL)
    canvas.polygon([(244, 360), (400, 190), (556, 360)], DEEP)
    _heart(canvas, 400, 432, 62, CREAM)
    canvas.rect(358, 560, 84, 130, INK, 42, (True, True, False, False))
    canvas.rect(90, 690, 620, 26, WHITE, 13)
    return canvas.finish()


def _heart(canvas: Canvas, x: float, y: float, size: float, fill: Colour) -> None:
    r = size * 0.54
    canvas.circle(x - r * 0.94, y - r * 0.4, r, fill)
    canvas.circle(x + r * 0.94, y - r * 0.4, r, fill)
    canvas.polygon(
        [
            (x - r * 1.78, y + r * 0.12),
            (x, y - r * 0.5),
            (x + r * 1.78, y + r * 0.12),
            (x, y + size * 1.05),
        ],
        fill,
    )
