"""Walking through a page with Tab: every stop can be seen, and nothing lies over it."""

import pytest
from playwright.sync_api import Page

from tests.browser.page_types import address_of

#: The name of the element with focus, and what is wrong with how it shows that.
STOP = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const text = (element.innerText || element.ariaLabel || element.name || "").trim();
  const name = `${element.tagName} ${element.id} ${text.slice(0, 40)}`;
  const faults = [];
  const ring = (box) => {
    const style = getComputedStyle(box);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  // A card or the search box shows the focus of what is in it.
  let box = element;
  while (box && !ring(box)) box = box.parentElement;
  if (!box) faults.push("no focus ring");
  const { left, top, width, height } = element.getBoundingClientRect();
  const points = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [left + x * width, top + y * height]));
  const isSeen = points.some(([x, y]) => {
    const over = document.elementFromPoint(x, y);
    return over && (element.contains(over) || over.contains(element) || over.closest("label")?.contains(element));
  });
  if (!isSeen) faults.push("hidden under something, or off the screen");
  return { name, faults };
}"""

MOST_STOPS = 250


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize(
    "page_type", ["home", "list with choices", "full case", "compare", "coalition"]
)
def test_each_stop_is_visible(page_type: str, width: int, page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address_of(page_type))
    stops = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        stops.append(stop)
    assert [stop for stop in stops if stop["faults"]] == []
    assert stops[0]["name"].startswith("A  Naar de inhoud")
    assert 15 < len(stops) < MOST_STOPS
