"""Schools, houses and a portico, drawn from the middle of their foot."""

from demo.illustrations.canvas import Canvas
from demo.illustrations.palette import BUTTER, CORAL, DEEP, INK, OCHRE, SAND, WHITE, Colour

SHADE = 0.12


def school(
    canvas: Canvas,
    x: float,
    foot: float,
    width: float,
    height: float,
    wall: Colour,
    roof: Colour,
    *,
    door: Colour = INK,
    glass: Colour = BUTTER,
    flag: Colour | None = None,
) -> None:
    """Draw a school with a gable in the middle and a wing on each side."""
    left, wing_top = x - width / 2, foot - height * 0.56
    middle = width * 0.36
    canvas.rect(left, wing_top, width, foot - wing_top, wall)
    canvas.rect(left - width * 0.025, wing_top - height * 0.05, width * 1.05, height * 0.075, roof)
    gable_foot = foot - height * 0.70
    if flag:
        canvas.line([(x, foot - height), (x, foot - height * 1.2)], max(3, width * 0.012), INK)
        canvas.polygon(
            [
                (x, foot - height * 1.2),
                (x + width * 0.15, foot - height * 1.145),
                (x, foot - height * 1.09),
            ],
            flag,
        )
    canvas.rect(x - middle / 2, gable_foot, middle, foot - gable_foot, wall)
    canvas.rect(x - middle / 2, gable_foot, middle, foot - gable_foot, WHITE, alpha=0.16)
    canvas.polygon(
        [
            (x - middle * 0.60, gable_foot + height * 0.01),
            (x, foot - height),
            (x + middle * 0.60, gable_foot + height * 0.01),
        ],
        roof,
    )
    canvas.circle(x, gable_foot - height * 0.085, height * 0.06, WHITE)
    canvas.line(
        [
            (x, gable_foot - height * 0.12),
            (x, gable_foot - height * 0.085),
            (x + height * 0.025, gable_foot - height * 0.07),
        ],
        max(2, height * 0.011),
        INK,
    )
    _school_windows(canvas, x, foot, width, height, middle, glass)
    _door(canvas, x, foot, middle * 0.42, height * 0.30, door)


def _school_windows(
    canvas: Canvas, x: float, foot: float, width: float, height: float, middle: float,
    glass: Colour,
) -> None:  # fmt: skip
    pane, tall = width * 0.085, height * 0.15
    wing = (width - middle) / 2
    for side in (-1, 1):
        centre = x + side * (middle / 2 + wing / 2)
        for row in (foot - height * 0.44, foot - height * 0.21):
            for column in (-0.5, 0.5):
                left = centre + column * wing * 0.5 - pane / 2
                window(canvas, left, row, pane, tall, glass)
    for column in (-1, 1):
        window(
            canvas, x + column * middle * 0.22 - pane / 2, foot - height * 0.58, pane, tall, glass
        )


def window(
    canvas: Canvas, left: float, top: float, width: float, height: float, glass: Colour
) -> None:
    canvas.rect(left, top, width, height, glass, width * 0.12)
    canvas.polygon(
        [(left, top + height), (left + width, top), (left + width, top + height)],
        WHITE, 0.28,
    )  # fmt: skip


def _door(canvas: Canvas, x: float, foot: float, width: float, height: float, fill: Colour) -> None:
    canvas.rect(
        x - width / 2, foot - height, width, height, fill, width * 0.5, (True, True, False, False)
    )
    canvas.circle(x + width * 0.27, foot - height * 0.42, max(2, width * 0.06), OCHRE)


def house(
    canvas: Canvas,
    x: float,
    foot: float,
    width: float,
    height: float,
    wall: Colour,
    roof: Colour,
    *,
    gable: str = "point",
    door: Colour = DEEP,
    glass: Colour = WHITE,
) -> None:
    """Draw a narrow house with a "point", "step", "bell" or "flat" gable."""
    left, eaves = x - width / 2, foot - height * 0.72
    top = foot - height
    match gable:
        case "step":
            for i in range(4):
                step = width * (1 - i * 0.25)
                rise = (i + 1) * height * 0.065
                canvas.rect(x - step / 2, eaves - rise, step, rise, wall)
        case "bell":
            canvas.circle(x, eaves + width * 0.06, width * 0.5, wall)
            canvas.circle(x, top + width * 0.18, width * 0.18, wall)
        case "flat":
            canvas.rect(left, top + height * 0.1, width, height * 0.9, wall)
            canvas.rect(left - width * 0.05, top + height * 0.06, width * 1.1, height * 0.05, roof)
        case _:
            canvas.polygon(
                [(left - width * 0.07, eaves + 2), (x, top), (left + width * 1.07, eaves + 2)], roof
            )
    canvas.rect(left, eaves, width, foot - eaves, wall)
    pane = width * 0.22
    for row in (0.64, 0.42):
        for column in (-0.24, 0.24):
            window(
                canvas, x + column * width - pane / 2, foot - height * row, pane, height * 0.13,
                glass,
            )  # fmt: skip
    if gable != "flat":
        canvas.circle(x, eaves - height * 0.04, width * 0.085, glass)
    _door(canvas, x - width * 0.2, foot, width * 0.28, height * 0.22, door)
    window(canvas, x + width * 0.24 - pane / 2, foot - height * 0.2, pane, height * 0.13, glass)


def portico(
    canvas: Canvas,
    x: float,
    foot: float,
    width: float,
    height: float,
    stone: Colour,
    shadow: Colour,
    *,
    columns: int = 4,
    glow: Colour = BUTTER,
    steps: int = 3,
) -> None:
    """Draw a temple front with an open, lit door between its columns, on a flight of steps."""
    step_height = height * 0.045
    for i in range(steps):
        breadth = width * (1.24 - 0.08 * i)
        top = foot - (i + 1) * step_height
        canvas.rect(x - breadth / 2, top, breadth, step_height + 1, stone)
        canvas.rect(
            x - breadth / 2, top + step_height * 0.72, breadth, step_height * 0.28, shadow,
            alpha=0.55,
        )  # fmt: skip
    floor = foot - steps * step_height
    beam = foot - height * 0.70
    canvas.rect(x - width * 0.42, beam, width * 0.84, floor - beam, shadow)
    door_width, door_top = width * 0.24, floor - (floor - beam) * 0.72
    canvas.rect(
        x - door_width / 2, door_top, door_width, floor - door_top, glow, door_width * 0.5,
        (True, True, False, False),
    )  # fmt: skip
    post = width * 0.075
    for i in range(columns):
        centre = x - width * 0.42 + i * width * 0.84 / (columns - 1)
        canvas.rect(centre - post / 2, beam, post, floor - beam, stone)
        canvas.rect(centre, beam, post / 2, floor - beam, shadow, alpha=0.22)
        canvas.rect(centre - post * 0.72, floor - post * 0.4, post * 1.44, post * 0.4, stone)
        canvas.rect(centre - post * 0.72, beam, post * 1.44, post * 0.45, stone)
    canvas.rect(x - width * 0.52, beam - height * 0.075, width * 1.04, height * 0.085, stone)
    canvas.rect(
        x - width * 0.52, beam - height * 0.004, width * 1.04, height * 0.014, shadow, alpha=0.5
    )
    roof = beam - height * 0.075
    canvas.polygon([(x - width * 0.55, roof), (x, foot - height), (x + width * 0.55, roof)], stone)
    canvas.polygon(
        [
            (x - width * 0.40, roof - height * 0.03),
            (x, foot - height * 0.945),
            (x + width * 0.40, roof - height * 0.03),
        ],
        shadow,
    )
    canvas.circle(x, roof - height * 0.085, height * 0.045, CORAL)
    canvas.circle(x, roof - height * 0.085, height * 0.022, SAND)
