"""The colours of the family; the stylesheet's tokens share its ink, coral, ochre, mist and sand."""

Colour = str

INK = "#0c3035"
DEEP = "#14525a"
TEAL = "#2f7d82"
SEA = "#6fb0ab"
MIST = "#a9cdc8"
FOG = "#cfe3df"
PALE = "#e6f1ee"

RUST = "#b9482c"
CORAL = "#e8704f"
PEACH = "#f4ab91"
BLUSH = "#fadfd2"

BRONZE = "#b57d1c"
OCHRE = "#e6ab3f"
BUTTER = "#f6d791"
SAND = "#f3e3c6"
CREAM = "#fbf5e9"
WHITE = "#fffdf8"

#: Complexions and hair; no group of pupils in a picture has one of its own.
SKINS = ("#f2caab", "#e3b08d", "#c48a63", "#94603f", "#69422e")
HAIRS = ("#1d2729", "#3b2620", "#6b4226", "#a8703a", "#d9ae62")
