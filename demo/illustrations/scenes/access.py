"""Ways into a gymnasium: a talent class with help, and a school of many backgrounds."""

from PIL import Image

from demo.illustrations.buildings import portico
from demo.illustrations.canvas import Canvas
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
    PEACH,
    RUST,
    SAND,
    SEA,
    TEAL,
    WHITE,
    Colour,
)
from demo.illustrations.people import person
from demo.illustrations.scenery import cloud, hill, sun, tree


def talentenklas() -> Image.Image:
    """Draw a staircase of books that leads up to an open door, with parents who come along."""
    canvas = Canvas(1600, 900, FOG)
    canvas.circle(1130, 360, 430, CREAM)
    cloud(canvas, 330, 170, 88)
    cloud(canvas, 660, 110, 58)
    hill(canvas, [(0, 740), (400, 700), (900, 760), (1600, 700)], MIST)
    portico(canvas, 1190, 556, 420, 450, WHITE, SEA)
    for i, (edge, cover, band) in enumerate(
        ((790, RUST, PEACH), (690, PEACH, CREAM), (588, TEAL, MIST), (484, OCHRE, CREAM),
         (372, CORAL, BUTTER))
    ):  # fmt: skip
        _book(canvas, edge, 552 + i * 52, cover, band, spine=i % 2 == 0)
    canvas.rect(0, 812, 1600, 88, SEA)
    for x, feet, height, shirt, seed, left, right, bag in (
        (226, 846, 296, DEEP, 18, "down", "out", None),
        (332, 850, 178, OCHRE, 23, "up", "wave", INK),
        (428, 762, 178, CORAL, 2, "out", "out", INK),
        (536, 710, 178, TEAL, 20, "out", "wave", OCHRE),
        (642, 658, 178, CORAL, 9, "out", "out", INK),
        (868, 554, 178, OCHRE, 11, "out", "wave", INK),
    ):  # fmt: skip
        person(
            canvas, x, feet, height, shirt, seed, left=left, right=right, bag=bag, walking=True,
            grown=height > 200,
        )  # fmt: skip
    return canvas.finish()


def _book(
    canvas: Canvas, left: float, top: float, cover: Colour, band: Colour, *, spine: bool
) -> None:
    """Draw a book that lies on its side and runs off to the right, seen from its spine or not."""
    canvas.rect(left, top, 1700, 52, cover, 14)
    if spine:
        for x in (34, 54, 330):
            canvas.rect(left + x, top, 10, 52, band)
        canvas.rect(left + 84, top + 20, 150, 12, band, 6)
    else:
        canvas.rect(left - 5, top + 11, 1700, 30, WHITE, 4)
        canvas.line([(left + 5, top + 21), (1700, top + 21)], 2, SAND)
        canvas.line([(left + 5, top + 31), (1700, top + 31)], 2, SAND)
    canvas.rect(left + 8, top + 47, 1700, 5, INK, alpha=0.14)


def gymnasium_voor_iedereen() -> Image.Image:
    """Draw a gymnasium with its door open and pupils of many kinds on its steps."""
    canvas = Canvas(1600, 900, BLUSH)
    sun(canvas, 800, 330, 250, BUTTER, WHITE)
    cloud(canvas, 270, 200, 86)
    cloud(canvas, 1330, 150, 70)
    hill(canvas, [(0, 600), (300, 540), (700, 620), (1200, 560), (1600, 600)], MIST)
    for x, height in ((130, 270), (300, 220), (1300, 220), (1470, 270)):
        tree(canvas, x, 690, height, TEAL if height > 250 else SEA)
    hill(canvas, [(0, 680), (800, 690), (1600, 680)], SEA)
    portico(canvas, 800, 700, 700, 600, WHITE, TEAL)
    for i, width in enumerate((940, 1080, 1240)):
        canvas.rect(800 - width / 2, 700 + i * 58, width, 60, (CREAM, SAND, CREAM)[i])
        canvas.rect(800 - width / 2, 750 + i * 58, width, 10, BRONZE, alpha=0.3)
    canvas.polygon([(716, 700), (884, 700), (990, 876), (610, 876)], BUTTER, 0.85)
    canvas.rect(0, 872, 1600, 28, TEAL)
    for x, feet, height, shirt, seed, pose in (
        (-268, 716, 158, DEEP, 9, "down"), (-150, 716, 154, CORAL, 10, "wave"),
        (150, 716, 158, OCHRE, 3, "down"), (268, 716, 154, CORAL, 8, "wave"),
        (-352, 776, 172, OCHRE, 5, "down"), (-214, 780, 176, TEAL, 4, "wave"),
        (214, 780, 176, RUST, 2, "down"), (352, 776, 172, SEA, 11, "down"),
        (-456, 860, 196, CORAL, 1, "down"), (-290, 864, 200, PEACH, 12, "down"),
        (0, 838, 190, TEAL, 6, "wave"), (290, 864, 200, DEEP, 15, "down"),
        (456, 860, 196, OCHRE, 17, "wave"),
    ):  # fmt: skip
        person(
            canvas, 800 + x, feet, height, shirt, seed, right=pose,
            left="out" if seed % 3 == 0 else "down", bag=INK if seed % 2 else None,
        )  # fmt: skip
    return canvas.finish()
