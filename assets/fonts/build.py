#!/usr/bin/env python3
"""Makes the TTFs beside this file from the npm package @fontsource/commissioner (OFL).

    npm pack @fontsource/commissioner && tar xzf fontsource-commissioner-*.tgz
    python3 build.py package .          (needs the Python packages fonttools and brotli)

Each weight is merged from the package's parts, which keep the box for what no font has, and gets what they lack: arrows,
and digits of one width for countdowns, at U+E030..U+E039 (a digit's own code + 0xE000). JetBrainsMono-400.ttf
stands here already and only gets such a box.
"""
import os
import sys
import tempfile

from fontTools.merge import Merger
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

PARTS = ["latin", "latin-ext", "greek", "cyrillic", "cyrillic-ext", "vietnamese"]
STEM = {300: 110, 400: 150, 500: 190, 600: 230}


def part(package, name, weight, folder):
    font = TTFont(f"{package}/files/commissioner-{name}-{weight}-normal.woff2")
    options = Options()
    options.hinting = False
    options.glyph_names = False
    # The box that is drawn for what no font has.
    options.notdef_outline = True
    options.layout_features = ["kern", "liga", "ccmp", "locl", "mark", "mkmk"]
    wanted = set(font.getBestCmap())
    if name == "latin-ext":
        wanted = {c for c in wanted if c < 0x250 or 0x1E00 <= c < 0x1F00 or 0x20A0 <= c < 0x20C0}
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    font.flavor = None
    path = f"{folder}/{name}-{weight}.ttf"
    font.save(path)
    return path


def add(font, name, code, glyph, width):
    font.setGlyphOrder([*font.getGlyphOrder(), name] if name not in font.getGlyphOrder() else font.getGlyphOrder())
    font["glyf"][name] = glyph
    xs = [x for x, _ in glyph.getCoordinates(font["glyf"])[0]]
    font["hmtx"][name] = (width, min(xs, default=0))
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name


def arrow(stem, flip):
    """An arrow at the height of a small x, drawn with the weight's own stem."""
    half, mid, left, right, head = stem / 2, 500, 140, 1460, 400
    pen = TTGlyphPen(None)
    out = TransformPen(pen, (-1, 0, 0, 1, 1600, 0) if flip else (1, 0, 0, 1, 0, 0))
    reach = stem * 0.7071

    def outline(points):
        points = points if not flip else points[::-1]
        out.moveTo(points[0])
        for point in points[1:]:
            out.lineTo(point)
        out.closePath()

    outline([(left + half, mid - half), (left + half, mid + half), (right, mid + half), (right, mid - half)])
    outline([(left, mid), (left + head, mid + head), (left + head + reach, mid + head - reach),
             (left + 2 * reach, mid), (left + head + reach, mid - head + reach), (left + head, mid - head)])
    glyph = pen.glyph()
    return glyph


def weight(package, weight, folder, target):
    font = Merger().merge([part(package, name, weight, folder) for name in PARTS])
    cmap = font.getBestCmap()
    glyphs = font.getGlyphSet()
    digits = [cmap[ord(d)] for d in "0123456789"]
    cell = sorted(font["hmtx"][d][0] for d in digits)[-2] + 20
    for number, digit in enumerate(digits):
        pen = TTGlyphPen(None)
        glyphs[digit].draw(TransformPen(pen, (1, 0, 0, 1, round((cell - font["hmtx"][digit][0]) / 2), 0)))
        add(font, f"cell{number}", 0xE030 + number, pen.glyph(), cell)
    add(font, "arrowleft", 0x2190, arrow(STEM[weight], False), 1600)
    add(font, "arrowright", 0x2192, arrow(STEM[weight], True), 1600)
    for tag in ("prep", "cvt ", "fpgm", "STAT"):
        if tag in font:
            del font[tag]
    font["post"].formatType = 3.0
    font["gasp"].gaspRange = {0xFFFF: 15}
    path = f"{target}/Commissioner-{weight}.ttf"
    font.save(path)
    print(path, os.path.getsize(path), len(font.getGlyphOrder()), "glyphs")


def boxed(path):
    """Gives the typeface of one width, which was subset without it, the box for what no font has."""
    font = TTFont(path)
    name = font.getGlyphOrder()[0]
    width, height, stem, side = font["hmtx"][name][0], font["OS/2"].sCapHeight, 60, 80
    pen = TTGlyphPen(None)
    for left, bottom, right, top, outer in [
        (side, 0, width - side, height, True),
        (side + stem, stem, width - side - stem, height - stem, False),
    ]:
        corners = [(left, bottom), (left, top), (right, top), (right, bottom)]
        corners = corners if outer else corners[::-1]
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
    font["glyf"][name] = pen.glyph()
    font["hmtx"][name] = (width, side)
    font.save(path)


with tempfile.TemporaryDirectory() as folder:
    for each in STEM:
        weight(sys.argv[1], each, folder, sys.argv[2])
boxed(f"{sys.argv[2]}/JetBrainsMono-400.ttf")
