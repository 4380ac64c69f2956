"""How children come to a school: one desk, reserved places, parents who choose together."""

from PIL import Image

from demo.illustrations.buildings import house, school
from demo.illustrations.canvas import Canvas, bezier
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
from demo.illustrations.people import bust, person
from demo.illustrations.scenery import cloud, hill, path, sun, tree


def centraal_aanmelden() -> Image.Image:
    """Draw families in line at one desk, from which lines fan out to four schools."""
    canvas = Canvas(1600, 900, PALE)
    canvas.circle(1120, 430, 610, FOG)
    cloud(canvas, 250, 190, 84)
    hill(canvas, [(0, 742), (500, 736), (1100, 742), (1600, 736)], SAND)
    schools = (
        (1052, 158, TEAL, INK), (1262, 318, CORAL, RUST), (1262, 566, OCHRE, BRONZE),
        (1052, 724, SEA, DEEP),
    )  # fmt: skip
    for i, (x, y, wall, roof) in enumerate(schools):
        route = bezier((760, 440), (900, 440), (x - 260, y), (x, y))
        canvas.line(route, 10, WHITE)
        for place in (25, 33, 41):
            colour = (CORAL, TEAL, OCHRE)[(i + place) % 3]
            canvas.circle(*route[place + i % 2 * 3], 15, colour)
        canvas.circle(x, y, 110, WHITE)
        school(canvas, x, y + 56, 164, 122, wall, roof, door=INK, glass=CREAM)
    _desk(canvas)
    for x, height, shirt, seed in (
        (74, 268, CORAL, 14), (152, 146, SEA, 10), (244, 268, TEAL, 9), (322, 152, TEAL, 1),
        (402, 262, CORAL, 11), (478, 158, CORAL, 2), (552, 264, OCHRE, 3),
    ):  # fmt: skip
        grown = height > 200
        person(canvas, x, 812, height, shirt, seed, right="out" if grown else "down", grown=grown)
    return canvas.finish()


def _desk(canvas: Canvas) -> None:
    canvas.rect(636, 300, 250, 452, DEEP, 26)
    canvas.rect(660, 372, 202, 190, CREAM, 18)
    canvas.rect(614, 268, 294, 78, OCHRE, 20)
    for i in range(5):
        corners = (i == 0, False, False, i == 0)
        canvas.rect(614 + i * 65.3, 268, 32.7, 78, BUTTER, 20 if i == 0 else 0, corners)
    bust(canvas, 761, 562, 172, TEAL, 16)
    canvas.rect(602, 552, 318, 40, INK, 14)
    canvas.rect(662, 630, 198, 82, TEAL, 14)
    for i, colour in enumerate((CORAL, OCHRE, MIST)):
        canvas.circle(705 + i * 56, 671, 18, colour)
    canvas.rect(636, 738, 250, 18, INK, 8)


def gereserveerde_plekken() -> Image.Image:
    """Draw a classroom in which some of the chairs are kept free."""
    canvas = Canvas(1600, 900, SAND)
    canvas.rect(0, 0, 1600, 470, CREAM)
    canvas.rect(500, 52, 600, 236, DEEP, 18)
    canvas.rect(500, 280, 600, 16, BRONZE, 8)
    for i in range(3):
        canvas.arc(650 + i * 150, 176, 54, 180, 360, 13, (CORAL, BUTTER, SEA)[i])
    for i in range(9):
        canvas.circle(616 + i * 46, 214, 9, MIST)
    for x in (120, 1230):
        _classroom_window(canvas, x)
    rows = ((464, 0.80, 5, 238), (644, 0.98, 4, 310), (862, 1.18, 4, 364))
    reserved = {1, 5, 8, 10}
    index = 0
    for foot, size, count, gap in rows:
        for i in range(count):
            centre = 800 + (i - (count - 1) / 2) * gap
            _place(canvas, centre, foot, size, index, free=index in reserved)
            index += 1
    return canvas.finish()


def _classroom_window(canvas: Canvas, x: float) -> None:
    canvas.rect(x, 66, 250, 262, WHITE, 16)
    with canvas.inside(x=x + 16, y=82, width=218, height=230, radius=8):
        canvas.rect(x, 66, 250, 262, FOG)
        canvas.circle(x + 168, 150, 40, BUTTER)
        canvas.circle(x + 40, 340, 120, SEA)
        canvas.circle(x + 190, 350, 110, MIST)
    canvas.rect(x + 119, 70, 12, 254, WHITE)


def _place(canvas: Canvas, x: float, foot: float, size: float, index: int, *, free: bool) -> None:
    seat, back = (OCHRE, BUTTER) if free else (TEAL, SEA)
    width = 116 * size
    canvas.rect(x - width / 2, foot - 150 * size, width, 108 * size, back, 26 * size)
    for side in (-1, 1):
        canvas.line(
            [(x + side * width * 0.36, foot - 60 * size), (x + side * width * 0.42, foot)],
            11 * size, INK,
        )  # fmt: skip
    if free:
        _bookmark(canvas, x, foot - 142 * size, size)
    else:
        shirt = (CORAL, DEEP, PEACH, TEAL, RUST)[index % 5]
        bust(canvas, x, foot - 46 * size, 168 * size, shirt, index + 1)
        for side in (-1, 1):
            knee = x + side * 26 * size
            canvas.line([(knee, foot - 42 * size), (knee, foot - 4 * size)], 20 * size, INK)
    canvas.rect(x - width * 0.6, foot - 56 * size, width * 1.2, 26 * size, seat, 13 * size)


def _bookmark(canvas: Canvas, x: float, top: float, size: float) -> None:
    half, height = 23 * size, 70 * size
    canvas.polygon(
        [
            (x - half, top), (x + half, top), (x + half, top + height),
            (x, top + height - 20 * size), (x - half, top + height),
        ],
        CORAL,
    )  # fmt: skip
    canvas.circle(x, top + 24 * size, 10 * size, WHITE)


def ouderinitiatief() -> Image.Image:
    """Draw families of one street on their way to the school of the neighbourhood, together."""
    canvas = Canvas(1600, 900, FOG)
    sun(canvas, 1330, 220, 92, BUTTER, CREAM)
    cloud(canvas, 240, 140, 78)
    cloud(canvas, 880, 110, 62)
    hill(canvas, [(0, 470), (420, 430), (900, 480), (1600, 420)], MIST)
    hill(canvas, [(0, 618), (800, 622), (1600, 618)], SEA)
    path(canvas, ((-80, 800), (380, 810), (1110, 850), (1126, 610)), 230, 120, SAND)
    for x, gable, wall, roof, height in (
        (64, "point", CORAL, RUST, 300), (200, "flat", SEA, DEEP, 262),
        (336, "step", OCHRE, BRONZE, 316), (472, "point", TEAL, INK, 280),
        (608, "bell", PEACH, RUST, 306),
    ):  # fmt: skip
        house(canvas, x, 624, 128, height, wall, roof, gable=gable, glass=CREAM)
    tree(canvas, 762, 626, 178)
    tree(canvas, 1490, 626, 210)
    school(canvas, 1126, 628, 520, 372, CREAM, CORAL, door=DEEP, glass=SEA, flag=OCHRE)
    for x, feet, height, shirt, seed, left, right in (
        (990, 776, 148, OCHRE, 10, "down", "out"), (1076, 762, 142, CORAL, 1, "out", "wave"),
        (120, 852, 286, TEAL, 3, "down", "out"), (226, 856, 170, TEAL, 17, "up", "down"),
        (356, 848, 282, CORAL, 4, "out", "out"), (458, 852, 166, PEACH, 9, "up", "down"),
        (560, 842, 164, OCHRE, 14, "out", "up"), (664, 836, 276, BRONZE, 13, "out", "down"),
        (778, 822, 160, DEEP, 8, "out", "up"), (874, 812, 262, TEAL, 22, "out", "down"),
    ):  # fmt: skip
        person(
            canvas, x, feet, height, shirt, seed, left=left, right=right, walking=True,
            grown=height > 200,
        )  # fmt: skip
    return canvas.finish()
