"""Drawing in the picture's own pixels; it is drawn larger and scaled down, for smooth edges."""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise

from PIL import Image, ImageColor, ImageDraw

from demo.illustrations.palette import Colour

Point = tuple[float, float]

SCALE = 3

#: A line of this many points is a curve, and is drawn as one band.
FLOWING = 8


class Canvas:
    """A picture being drawn. Angles are degrees, clockwise from three o'clock."""

    def __init__(self, width: int, height: int, ground: Colour) -> None:
        self.width = width
        self.height = height
        self._image = Image.new("RGB", (width * SCALE, height * SCALE), ground)

    def finish(self) -> Image.Image:
        """Return the picture at its own size."""
        return self._image.resize((self.width, self.height), Image.Resampling.LANCZOS)

    def polygon(self, points: Sequence[Point], fill: Colour, alpha: float = 1) -> None:
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self._draw().polygon(scaled, fill=_rgba(fill, alpha))

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: Colour,
        radius: float = 0,
        corners: tuple[bool, bool, bool, bool] = (True, True, True, True),
        alpha: float = 1,
    ) -> None:
        """Draw a rectangle from its top left; corners go clockwise from there."""
        box = _box(x, y, x + width, y + height)
        self._draw().rounded_rectangle(
            box, radius * SCALE, fill=_rgba(fill, alpha), corners=corners
        )

    def circle(self, x: float, y: float, r: float, fill: Colour, alpha: float = 1) -> None:
        self.ellipse(x, y, r, r, fill, alpha)

    def ellipse(
        self, x: float, y: float, rx: float, ry: float, fill: Colour, alpha: float = 1
    ) -> None:
        self._draw().ellipse(_box(x - rx, y - ry, x + rx, y + ry), fill=_rgba(fill, alpha))

    def pie(
        self, x: float, y: float, r: float, start: float, end: float, fill: Colour, alpha: float = 1
    ) -> None:
        box = _box(x - r, y - r, x + r, y + r)
        self._draw().pieslice(box, start, end, fill=_rgba(fill, alpha))

    def arc(
        self,
        x: float,
        y: float,
        r: float,
        start: float,
        end: float,
        width: float,
        fill: Colour,
        alpha: float = 1,
    ) -> None:
        """Draw part of a ring with round ends; `r` is to the middle of the line."""
        steps = max(8, int(abs(end - start) * max(r, 20) / 120))
        angles = [math.radians(start + (end - start) * i / steps) for i in range(steps + 1)]
        points = [(x + r * math.cos(a), y + r * math.sin(a)) for a in angles]
        self.line(points, width, fill, alpha)

    def line(self, points: Sequence[Point], width: float, fill: Colour, alpha: float = 1) -> None:
        """Draw a line with round ends and joints."""
        if alpha < 1:
            mask = Image.new("L", self._image.size, 0)
            _stroke(ImageDraw.Draw(mask), points, width, round(255 * alpha))
            self._image.paste(ImageColor.getrgb(fill), mask=mask)
        else:
            _stroke(self._draw(), points, width, fill)

    @contextmanager
    def inside(self, **box: float) -> Iterator[None]:
        """Keep what is drawn meanwhile within a circle (x, y, r) or box (x, y, width, height)."""
        before = self._image.copy()
        yield
        x, y, r = box["x"], box["y"], box.get("r")
        far = (x + box["width"], y + box["height"]) if r is None else (x + r, y + r)
        shape = _box(x - (r or 0), y - (r or 0), *far)
        left, top = max(0, math.floor(shape[0])), max(0, math.floor(shape[1]))
        part = self._image.crop((left, top, math.ceil(shape[2]), math.ceil(shape[3])))
        mask = Image.new("L", part.size, 0)
        draw = ImageDraw.Draw(mask)
        placed = (shape[0] - left, shape[1] - top, shape[2] - left, shape[3] - top)
        if r is None:
            draw.rounded_rectangle(placed, box.get("radius", 0) * SCALE, fill=255)
        else:
            draw.ellipse(placed, fill=255)
        before.paste(part, (left, top), mask)
        self._image = before

    def _draw(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self._image, "RGBA")


def bezier(p0: Point, p1: Point, p2: Point, p3: Point, steps: int = 60) -> list[Point]:
    """Return points on a cubic Bézier curve."""
    points = []
    for i in range(steps + 1):
        t = i / steps
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
        points.append(
            (
                a * p0[0] + b * p1[0] + c * p2[0] + d * p3[0],
                a * p0[1] + b * p1[1] + c * p2[1] + d * p3[1],
            )
        )
    return points


def smooth(points: Sequence[Point], steps: int = 24) -> list[Point]:
    """Return points on a curve through the given ones (Catmull-Rom)."""
    padded = [points[0], *points, points[-1]]
    curve: list[Point] = []
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        first = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        second = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        curve.extend(bezier(start, first, second, end, steps)[:-1])
    return [*curve, points[-1]]


def ribbon(points: Sequence[Point], near: float, far: float) -> list[Point]:
    """Return the outline of a band along a flowing line, from one width to another."""
    last = len(points) - 1
    left: list[Point] = []
    right: list[Point] = []
    for i, (x, y) in enumerate(points):
        ahead, behind = points[min(i + 1, last)], points[max(i - 1, 0)]
        dx, dy = ahead[0] - behind[0], ahead[1] - behind[1]
        half = (near + (far - near) * i / last) / 2 / max(math.hypot(dx, dy), 1e-6)
        left.append((x - dy * half, y + dx * half))
        right.append((x + dy * half, y - dx * half))
    return [*left, *reversed(right)]


def _stroke(
    draw: ImageDraw.ImageDraw, points: Sequence[Point], width: float, fill: Colour | int
) -> None:
    scaled = [(x * SCALE, y * SCALE) for x, y in points]
    band, half = width * SCALE, width * SCALE / 2
    if len(scaled) >= FLOWING:
        draw.polygon(ribbon(scaled, band, band), fill=fill)
        joints = [scaled[0], scaled[-1]]
    else:
        for start, end in pairwise(scaled):
            draw.polygon(ribbon((start, end), band, band), fill=fill)
        joints = scaled
    for x, y in joints:
        draw.ellipse((x - half, y - half, x + half, y + half), fill=fill)


def _box(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
    return left * SCALE, top * SCALE, right * SCALE, bottom * SCALE


def _rgba(colour: Colour, alpha: float) -> tuple[int, int, int, int]:
    red, green, blue = ImageColor.getrgb(colour)[:3]
    return red, green, blue, round(255 * alpha)
