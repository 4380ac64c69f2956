"""Pupils of different schools who meet: the friendship school, and a day out together."""

from PIL import Image

from demo.illustrations.buildings import school
from demo.illustrations.canvas import Canvas, smooth
from demo.illustrations.palette import (
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
)
from demo.illustrations.people import from_behind, person
from demo.illustrations.scenery import cloud, hill, sun, tree


def vriendschapsschool() -> Image.Image:
    """Draw two schools on either side of the water, with children who meet on the bridge."""
    canvas = Canvas(1600, 900, SAND)
    sun(canvas, 800, 300, 120, BUTTER, WHITE)
    cloud(canvas, 560, 150, 62)
    cloud(canvas, 1080, 190, 74)
    hill(canvas, [(0, 520), (300, 470), (700, 560), (1100, 540), (1400, 470), (1600, 500)], FOG)
    canvas.rect(0, 690, 1600, 210, SEA)
    for x, y, length in ((560, 862, 120), (730, 832, 90), (880, 868, 170), (960, 826, 70)):
        canvas.line([(x, y), (x + length, y)], 8, MIST)
    _bridge(canvas)
    hill(canvas, [(-40, 640), (300, 636), (440, 664), (520, 780), (590, 980)], TEAL)
    hill(canvas, [(1010, 980), (1080, 780), (1160, 664), (1300, 636), (1640, 640)], TEAL)
    tree(canvas, 62, 652, 200, SEA)
    tree(canvas, 1540, 652, 200, SEA)
    school(canvas, 268, 652, 340, 290, CORAL, RUST, door=INK, glass=CREAM, flag=CORAL)
    school(canvas, 1332, 652, 340, 290, DEEP, INK, door=BRONZE, glass=MIST, flag=DEEP)
    for x, feet, height, shirt, seed, left, right in (
        (440, 716, 168, OCHRE, 5, "wave", "out"), (522, 672, 168, CORAL, 1, "out", "wave"),
        (634, 644, 166, PEACH, 14, "out", "out"), (746, 630, 166, TEAL, 3, "out", "out"),
        (854, 630, 166, CORAL, 6, "out", "out"), (966, 644, 166, SEA, 2, "out", "out"),
        (1078, 672, 168, TEAL, 9, "wave", "out"), (1164, 716, 168, OCHRE, 12, "out", "wave"),
    ):  # fmt: skip
        person(canvas, x, feet, height, shirt, seed, left=left, right=right)
    return canvas.finish()


def _bridge(canvas: Canvas) -> None:
    """Draw a low bridge of three arches, highest in the middle."""
    deck = smooth([(360, 740), (520, 672), (800, 626), (1080, 672), (1240, 740)])
    canvas.polygon([*deck, (1240, 800), (360, 800)], CREAM)
    for x, r in ((610, 78), (800, 104), (990, 78)):
        canvas.pie(x, 802, r + 12, 180, 360, SAND)
        canvas.pie(x, 802, r, 180, 360, DEEP, 0.55)
    canvas.rect(360, 796, 880, 12, SEA)
    canvas.line(deck, 18, OCHRE)


def voorstelling_en_sport() -> Image.Image:
    """Draw a stage with children playing ball on it, and a mixed audience that looks on."""
    canvas = Canvas(1600, 900, INK)
    canvas.rect(180, 60, 1240, 700, DEEP)
    for x, lean in ((560, -230), (1040, 230)):
        canvas.polygon(
            [(x - 34, 60), (x + 34, 60), (x + lean + 320, 640), (x + lean - 320, 640)], BUTTER, 0.16
        )
    canvas.circle(800, 440, 310, TEAL)
    canvas.rect(180, 560, 1240, 150, SAND)
    canvas.ellipse(800, 634, 250, 52, WHITE)
    canvas.ellipse(800, 634, 240, 45, SAND)
    canvas.rect(795, 560, 10, 150, WHITE)
    canvas.rect(180, 706, 1240, 26, BRONZE)
    canvas.rect(180, 732, 1240, 68, RUST)
    for x, feet, height, shirt, seed, left, right in (
        (520, 664, 218, CORAL, 1, "out", "up"), (668, 622, 204, MIST, 6, "down", "up"),
        (932, 622, 204, CORAL, 10, "up", "down"), (1080, 664, 218, MIST, 3, "up", "out"),
    ):  # fmt: skip
        person(canvas, x, feet, height, shirt, seed, left=left, right=right, walking=True)
    _ball(canvas, 800, 318, 50)
    _curtains(canvas)
    colours = (CORAL, TEAL, OCHRE, PEACH, SEA, CORAL, TEAL, PALE, RUST)
    for i in range(9):
        from_behind(canvas, 80 + i * 180, 905, 176, colours[i], i + 4)
    return canvas.finish()


def _ball(canvas: Canvas, x: float, y: float, r: float) -> None:
    for i in range(3):
        canvas.circle(x - 116 + i * 26, y + 74 - i * 30, 5 + i * 2, BUTTER)
    canvas.circle(x, y, r, OCHRE)
    with canvas.inside(x=x, y=y, r=r):
        canvas.arc(x - r * 1.15, y, r, 0, 360, 7, INK)
        canvas.arc(x + r * 1.15, y, r, 0, 360, 7, INK)
        canvas.rect(x - r, y - 3.5, r * 2, 7, INK)


def _curtains(canvas: Canvas) -> None:
    for side in (-1, 1):
        for i in range(4):
            edge = 800 + side * (800 - i * 86)
            width = 86
            left = edge if side < 0 else edge - width
            canvas.rect(
                left,
                0,
                width + 1,
                800,
                CORAL if i % 2 == 0 else RUST,
                43 if i == 3 else 0,
                (False, False, side < 0, side > 0),
            )
    for i in range(10):
        canvas.circle(80 + i * 160, 56, 92, OCHRE if i % 2 else BUTTER)
    canvas.rect(0, 0, 1600, 62, RUST)
    canvas.rect(0, 54, 1600, 14, OCHRE)
