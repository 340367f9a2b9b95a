"""Draws the icon: water below one wave, on paper, in a rounded square. Needs Pillow: python3 build.py"""

import math
from pathlib import Path

from PIL import Image, ImageDraw

SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
PAPER, WATER = "#FBF9F5", "#2C6E7F"
CORNER = 0.22
HERE = Path(__file__).parent


def surface(x: float) -> float:
    """Where the water stands at x, from the top; both 0 to 1."""
    return 0.55 - 0.12 * math.sin(math.tau * x)


def slope(x: float) -> float:
    return -0.12 * math.tau * math.cos(math.tau * x)


def svg(side: int = 512, parts: int = 4) -> str:
    step, curve = 1 / parts, f"M0 {side * surface(0):.1f}"
    for part in range(parts):
        a, b = part * step, (part + 1) * step
        points = (
            (a + step / 3, surface(a) + slope(a) * step / 3),
            (b - step / 3, surface(b) - slope(b) * step / 3),
            (b, surface(b)),
        )
        curve += "C" + " ".join(f"{side * x:.1f} {side * y:.1f}" for x, y in points)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}" height="{side}">
  <title>Ebb</title>
  <clipPath id="paper"><rect width="{side}" height="{side}" rx="{side * CORNER:.0f}"/></clipPath>
  <g clip-path="url(#paper)">
    <rect width="{side}" height="{side}" fill="{PAPER}"/>
    <path d="{curve}V{side}H0Z" fill="{WATER}"/>
  </g>
</svg>
"""


def png(side: int) -> Image.Image:
    fine = max(8 * side, 2048)
    picture = Image.new("RGB", (fine, fine), PAPER)
    edge = [(x, fine * surface(x / fine)) for x in range(0, fine + 1)]
    ImageDraw.Draw(picture).polygon([*edge, (fine, fine), (0, fine)], fill=WATER)
    paper = Image.new("L", (fine, fine), 0)
    ImageDraw.Draw(paper).rounded_rectangle((0, 0, fine - 1, fine - 1), CORNER * fine, fill=255)
    picture.putalpha(paper)
    return picture.resize((side, side), Image.Resampling.BOX)


if __name__ == "__main__":
    (HERE / "ebb.svg").write_text(svg())
    for side in SIZES:
        png(side).save(HERE / f"ebb-{side}.png", optimize=True)
