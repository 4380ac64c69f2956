"""Draw what other sites show beside a link to a page without a picture: `python -m scripts.sharing_picture`."""

from PIL import Image

from demo.illustrations import draw
from scripts.console import ROOT

PICTURE = ROOT / "static" / "images" / "sharing.png"
#: 1.91 to 1, as the sites want it; few colours, so that the file is small.
WIDTH, HEIGHT = 1200, 630
COLOURS = 128


def sharing_picture() -> Image.Image:
    """Return the children on their way to one school, with a little less sky and grass."""
    scene = draw("samen-naar-school")
    height = scene.height * WIDTH // scene.width
    top = (height - HEIGHT) * 2 // 3
    scene = scene.resize((WIDTH, height), Image.Resampling.LANCZOS)
    return scene.crop((0, top, WIDTH, top + HEIGHT)).quantize(COLOURS)


if __name__ == "__main__":
    sharing_picture().save(PICTURE, optimize=True)
