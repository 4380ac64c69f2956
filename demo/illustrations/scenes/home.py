"""The picture of the home page."""

from PIL import Image

from demo.illustrations.buildings import house, school
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
)
from demo.illustrations.people import person
from demo.illustrations.scenery import cloud, hill, path, sun, tree


def samen_naar_school() -> Image.Image:
    """Draw children of two neighbourhoods on their way to one school."""
    canvas = Canvas(1600, 900, BLUSH)
    sun(canvas, 800, 330, 190, BUTTER, WHITE)
    cloud(canvas, 300, 150, 85)
    cloud(canvas, 1310, 110, 70)
    hill(canvas, [(0, 520), (300, 450), (640, 520), (1000, 500), (1320, 440), (1600, 510)], FOG)
    _neighbourhoods(canvas)
    hill(canvas, [(0, 582), (400, 572), (800, 578), (1200, 572), (1600, 582)], MIST)
    for x in (545, 1055):
        tree(canvas, x, 592, 170)
    school(canvas, 800, 592, 400, 330, WHITE, OCHRE, door=DEEP, glass=MIST, flag=CORAL)
    path(canvas, ((-60, 800), (360, 830), (770, 760), (790, 592)), 110, 50, SAND)
    path(canvas, ((1660, 800), (1240, 830), (830, 760), (810, 592)), 110, 50, SAND)
    hill(canvas, [(0, 838), (400, 872), (800, 880), (1200, 872), (1600, 838)], SEA)
    _pupils(canvas)
    return canvas.finish()


def _neighbourhoods(canvas: Canvas) -> None:
    for x, gable, wall, roof, height in (
        (70, "step", TEAL, INK, 270), (190, "point", DEEP, INK, 230), (312, "bell", SEA, DEEP, 270),
        (432, "flat", TEAL, INK, 210), (1168, "flat", CORAL, RUST, 210),
        (1288, "bell", PEACH, RUST, 270), (1410, "point", RUST, INK, 230),
        (1530, "step", CORAL, RUST, 270),
    ):  # fmt: skip
        house(canvas, x, 584, 112, height, wall, roof, gable=gable, door=INK, glass=CREAM)


def _pupils(canvas: Canvas) -> None:
    for x, feet, height, shirt, seed, right in (
        (728, 738, 130, TEAL, 6, "out"), (872, 738, 130, CORAL, 8, "wave"),
        (622, 772, 148, CORAL, 2, "out"), (978, 772, 148, TEAL, 13, "out"),
        (490, 792, 162, TEAL, 3, "wave"), (1112, 792, 162, CORAL, 11, "out"),
        (800, 836, 176, OCHRE, 9, "wave"), (352, 814, 176, TEAL, 1, "out"),
        (1246, 814, 176, CORAL, 15, "wave"), (212, 832, 190, SEA, 12, "out"),
        (1392, 832, 190, CORAL, 10, "out"), (70, 850, 204, TEAL, 7, "wave"),
        (1534, 850, 204, OCHRE, 4, "out"),
    ):  # fmt: skip
        person(
            canvas, x, feet, height, shirt, seed, walking=True, right=right, left="out",
            bag=OCHRE if seed % 2 else INK,
        )  # fmt: skip
