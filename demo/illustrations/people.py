"""Children and grown-ups: simple figures without faces, whose looks follow from a seed."""

from dataclasses import dataclass
from random import Random

from demo.illustrations.canvas import Canvas
from demo.illustrations.palette import BUTTER, DEEP, HAIRS, INK, SKINS, Colour

HAIR_STYLES = ("short", "bob", "bun", "curls", "tails", "crop", "long", "scarf")
TROUSERS = (INK, "#274a63", "#3d4a4c", "#7a5a3a")


@dataclass(frozen=True)
class Looks:
    """What somebody looks like, apart from the colour of the shirt."""

    skin: Colour
    hair: Colour
    style: str
    trousers: Colour
    skirt: bool

    @classmethod
    def of(cls, seed: int) -> "Looks":
        """Return the looks that go with a number: neighbours in the row differ."""
        random = Random(seed * 7919 + 13)
        style = HAIR_STYLES[seed * 3 % len(HAIR_STYLES)]
        skin = SKINS[seed * 2 % len(SKINS)]
        dark = SKINS.index(skin) >= 2
        hair = HAIRS[random.randrange(2 if dark else len(HAIRS))]
        return cls(skin, hair, style, random.choice(TROUSERS), style in {"bun", "tails", "long"})


def person(
    canvas: Canvas,
    x: float,
    feet: float,
    height: float,
    shirt: Colour,
    seed: int,
    *,
    left: str = "down",
    right: str = "down",
    bag: Colour | None = None,
    walking: bool = False,
    grown: bool = False,
) -> None:
    """Draw someone standing with the feet at a height; an arm is "down", "out", "up" or "wave"."""
    looks = Looks.of(seed)
    head_r = height * (0.112 if grown else 0.135)
    head_y = feet - height + head_r * 1.12
    shoulder = feet - height * (0.745 if grown else 0.70)
    hem = feet - height * (0.36 if grown else 0.30)
    half = height * 0.125
    _hair_behind(canvas, x, head_y, head_r, looks)
    _legs(canvas, x, hem, feet, height, looks, walking)
    if bag:
        canvas.rect(
            x - half * 1.32, shoulder + height * 0.04, half * 2.64, height * 0.27, bag,
            height * 0.08,
        )  # fmt: skip
    for side, pose in ((-1, left), (1, right)):
        _arm(canvas, x, shoulder, height, side, pose, shirt, looks.skin)
    _body(canvas, x, shoulder, hem, half, height, shirt, looks)
    head(canvas, x, head_y, head_r, looks, neck=shoulder + height * 0.02)


def bust(canvas: Canvas, x: float, base: float, size: float, shirt: Colour, seed: int) -> None:
    """Draw head and shoulders, cut off straight at the base; `size` is the whole height."""
    looks = Looks.of(seed)
    r = size * 0.29
    width = size * 0.92
    top = base - size * 0.46
    _hair_behind(canvas, x, base - size + r * 1.1, r, looks)
    canvas.rect(
        x - width / 2, top, width, size * 0.46, shirt, size * 0.3, (True, True, False, False)
    )
    head(canvas, x, base - size + r * 1.1, r, looks, neck=top + size * 0.06)


def from_behind(
    canvas: Canvas, x: float, base: float, size: float, shirt: Colour, seed: int
) -> None:
    """Draw somebody in the audience: the back of a head above shoulders."""
    looks = Looks.of(seed)
    r = size * 0.27
    y = base - size + r * 1.15
    width = size * 1.0
    hair = DEEP if looks.style == "scarf" else looks.hair
    top = base - size * 0.44
    canvas.rect(x - r * 0.4, y, r * 0.8, top - y + size * 0.08, looks.skin)
    canvas.rect(
        x - width / 2, top, width, size * 0.5, shirt, size * 0.3, (True, True, False, False)
    )
    canvas.circle(x - r * 1.0, y + r * 0.1, r * 0.2, looks.skin)
    canvas.circle(x + r * 1.0, y + r * 0.1, r * 0.2, looks.skin)
    canvas.circle(x, y, r, hair)
    if looks.style == "bun":
        canvas.circle(x, y - r * 1.1, r * 0.48, hair)
    elif looks.style == "curls":
        _curls(canvas, x, y, r, hair)
    elif looks.style in {"bob", "long", "scarf"}:
        canvas.rect(x - r, y, r * 2, r * 1.35, hair, r * 0.5)
    elif looks.style == "tails":
        canvas.ellipse(x - r * 1.25, y + r * 0.35, r * 0.42, r * 0.7, hair)
        canvas.ellipse(x + r * 1.25, y + r * 0.35, r * 0.42, r * 0.7, hair)


def head(canvas: Canvas, x: float, y: float, r: float, looks: Looks, neck: float) -> None:
    """Draw a head with hair on a neck that reaches down to a height."""
    hair, skin = looks.hair, looks.skin
    if looks.style == "scarf":
        _scarf(canvas, x, y, r, skin, hair)
        return
    if looks.style == "curls":
        _curls(canvas, x, y, r, hair)
    elif looks.style == "tails":
        canvas.ellipse(x - r * 1.28, y + r * 0.3, r * 0.42, r * 0.72, hair)
        canvas.ellipse(x + r * 1.28, y + r * 0.3, r * 0.42, r * 0.72, hair)
    elif looks.style == "bun":
        canvas.circle(x, y - r * 1.18, r * 0.5, hair)
    canvas.rect(x - r * 0.36, y, r * 0.72, neck - y, skin, r * 0.3)
    canvas.rect(x - r * 0.36, y, r * 0.72, neck - y, INK, r * 0.3, alpha=0.16)
    canvas.circle(x, y, r, skin)
    _fringe(canvas, x, y, r, looks)


def _hair_behind(canvas: Canvas, x: float, y: float, r: float, looks: Looks) -> None:
    """Draw the hair that hangs down behind the shoulders."""
    length = {"bob": 1.95, "long": 2.9}.get(looks.style)
    if length:
        canvas.rect(x - r * 1.16, y - r * 1.12, r * 2.32, r * length, looks.hair, r * 0.95)


def _fringe(canvas: Canvas, x: float, y: float, r: float, looks: Looks) -> None:
    with canvas.inside(x=x, y=y - r * 0.04, r=r * 1.07):
        match looks.style:
            case "crop":
                canvas.rect(x - r * 1.2, y - r * 1.3, r * 2.4, r * 0.78, looks.hair)
            case "curls":
                canvas.ellipse(x, y - r * 0.95, r * 1.05, r * 0.6, looks.hair)
            case "short":
                canvas.ellipse(x + r * 0.35, y - r * 0.95, r * 1.5, r * 0.72, looks.hair)
            case _:
                canvas.ellipse(x - r * 0.62, y - r * 0.92, r * 1.05, r * 0.78, looks.hair)
                canvas.ellipse(x + r * 0.62, y - r * 0.92, r * 1.05, r * 0.78, looks.hair)


def _curls(canvas: Canvas, x: float, y: float, r: float, hair: Colour) -> None:
    for dx, dy, size in (
        (-0.95, 0.0, 0.5), (-0.85, -0.55, 0.52), (-0.4, -0.98, 0.52), (0.12, -1.1, 0.52),
        (0.6, -0.85, 0.52), (0.95, -0.35, 0.5), (0.98, 0.15, 0.42),
    ):  # fmt: skip
        canvas.circle(x + dx * r, y + dy * r, size * r, hair)


def _scarf(canvas: Canvas, x: float, y: float, r: float, skin: Colour, hair: Colour) -> None:
    cloth = BUTTER if hair == HAIRS[0] else DEEP
    canvas.rect(x - r * 1.15, y - r * 1.18, r * 2.3, r * 2.75, cloth, r * 1.12)
    canvas.ellipse(x, y + r * 0.02, r * 0.78, r * 0.86, skin)


def _arm(
    canvas: Canvas, x: float, shoulder: float, height: float, side: int, pose: str,
    shirt: Colour, skin: Colour,
) -> None:  # fmt: skip
    start = (x + side * height * 0.095, shoulder + height * 0.055)
    reach = {
        "down": (0.155, 0.33), "out": (0.25, 0.24), "up": (0.24, -0.14), "wave": (0.22, -0.2),
        "front": (0.06, 0.24),
    }[pose]  # fmt: skip
    end = (x + side * height * reach[0], shoulder + height * reach[1])
    width = height * 0.075
    canvas.circle(end[0], end[1], width * 0.56, skin)
    cuff = (start[0] + (end[0] - start[0]) * 0.84, start[1] + (end[1] - start[1]) * 0.84)
    canvas.line([start, cuff], width, shirt)


def _body(
    canvas: Canvas, x: float, shoulder: float, hem: float, half: float, height: float,
    shirt: Colour, looks: Looks,
) -> None:  # fmt: skip
    if looks.skirt:
        canvas.polygon(
            [
                (x - half * 0.86, shoulder + height * 0.16),
                (x + half * 0.86, shoulder + height * 0.16),
                (x + half * 1.3, hem + height * 0.06),
                (x - half * 1.3, hem + height * 0.06),
            ],
            shirt,
        )
    canvas.rect(x - half, shoulder, half * 2, hem - shoulder + height * 0.02, shirt, half * 0.72)


def _legs(
    canvas: Canvas, x: float, hem: float, feet: float, height: float, looks: Looks, walking: bool
) -> None:
    width = height * 0.085
    spread = height * (0.10 if walking else 0.055)
    for side in (-1, 1):
        hip = (x + side * height * 0.05, hem - height * 0.04)
        foot = (x + side * spread, feet - width * 0.45)
        canvas.line([hip, foot], width, looks.skin if looks.skirt else looks.trousers)
        canvas.rect(
            foot[0] - width * 0.55 + side * width * 0.12, feet - width * 0.62, width * 1.25,
            width * 0.62, INK, width * 0.3,
        )  # fmt: skip
