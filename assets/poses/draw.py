#!/usr/bin/env python3
"""Draws the poses beside this file: python3 draw.py (needs the Python package shapely).

A figure is a skeleton with flesh: each limb a chain of joints, each joint with a radius. Only outlines are written,
all of one weight: what a nearer limb hides is cut away with a small gap, so that a drawing needs no filling and takes
any colour. Drawn for the left side; the program mirrors it for the right.
"""
import os

from shapely.geometry import LineString, Point, box
from shapely.ops import linemerge, unary_union

WEIGHT = 7.0
GAP = 1.5 * WEIGHT
FLOOR = 262


def disc(x, y, r):
    return Point(x, y).buffer(r, 48)


def chain(*joints):
    """The flesh around a chain of joints (x, y, radius)."""
    parts = [disc(*joint) for joint in joints]
    hulls = [unary_union([a, b]).convex_hull for a, b in zip(parts, parts[1:])]
    return unary_union(hulls or parts)


def bend(points, steps=24):
    """A smooth curve through joints (x, y, radius): Catmull and Rom's, ends doubled."""
    p = [points[0], *points, points[-1]]
    out = []
    for a, b, c, d in zip(p, p[1:], p[2:], p[3:]):
        for i in range(steps):
            t = i / steps
            out.append(tuple(
                0.5 * (2 * b[k] + (c[k] - a[k]) * t + (2 * a[k] - 5 * b[k] + 4 * c[k] - d[k]) * t**2
                       + (3 * b[k] - a[k] - 3 * c[k] + d[k]) * t**3) for k in range(3)))
    return chain(*out, points[-1])


def soft(shape, r=6):
    """Without sharp hollows where limbs meet."""
    return shape.buffer(r, 24).buffer(-2 * r, 24).buffer(r, 24) if r else shape


class Drawing:
    def __init__(self, name, title, desc):
        self.name, self.title, self.desc = name, title, desc
        self.layers = []  # (class, geometry, hides), farthest first

    def body(self, *parts, r=6, cls="body"):
        self.layers.append((cls, soft(unary_union(parts), r), True))

    def arm(self, *joints, cls="body", sleeve=1.6):
        """An arm that grows out of the trunk: open at its shoulder."""
        x, y, r = joints[0]
        self.layers.append((cls, bend(list(joints)), disc(x, y, r * sleeve)))

    def far(self, *parts, r=6):
        self.body(*parts, r=r, cls="far")

    def prop(self, shape):
        self.layers.append(("prop", shape, True))

    def line(self, cls, *points):
        self.layers.append((cls, LineString(points), False))

    def svg(self):
        out = []
        for at, (cls, shape, hides) in enumerate(self.layers):
            line = shape.boundary if hides else shape
            if hides not in (True, False):
                line = line.difference(hides)
            nearer = [other.buffer(GAP) if h is True else other.buffer(GAP).difference(h.buffer(GAP))
                      for _, other, h in self.layers[at + 1:] if h]
            if nearer and cls != "floor":
                line = line.difference(unary_union(nearer))
            if line.geom_type == "MultiLineString":
                line = linemerge(line)
            lines = list(line.geoms) if hasattr(line, "geoms") else [line]
            for one in lines:
                if one.length < 4 * WEIGHT:
                    continue
                one = one.simplify(0.25)
                pts = list(one.coords)
                closed = pts[0] == pts[-1]
                pts = pts[:-1] if closed else pts
                d = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in pts) + ("Z" if closed else "")
                out.append(f'  <path class="{cls}" d="{d}"/>')
        body = "\n".join(out)
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300" fill="none" stroke="#9c5730" '
                f'stroke-width="{WEIGHT:g}" stroke-linecap="round" stroke-linejoin="round">\n'
                f"  <title>{self.title}</title>\n  <desc>{self.desc}</desc>\n"
                f"  <style>.far {{ opacity: .55 }} .prop, .floor {{ stroke: #a9b0ae }}</style>\n{body}\n</svg>\n")


DRAWINGS = []


def drawing(function):
    DRAWINGS.append(function)
    return function


def head(x, y, r=25):
    return disc(x, y, r)


def floor(d, y=FLOOR, a=14, b=386):
    d.line("floor", (a, y + WEIGHT), (b, y + WEIGHT))



def mat(d):
    """Seen from above, the floor is a mat, and the head lies on a pillow."""
    d.line("floor", *box(70, 8, 330, 292).buffer(-14).buffer(14).exterior.coords)
    d.prop(cushion(200, 42, 116, 48))


def cushion(cx, cy, width, height):
    return box(cx - width / 2, cy - height / 2, cx + width / 2, cy + height / 2).buffer(-5).buffer(-2).buffer(7)


def trunk(top, bottom):
    """A trunk seen from above or from the front, between the shoulders' and the hips' height."""
    corners = [disc(177, top + 18, 18), disc(223, top + 18, 18), disc(182, bottom, 19), disc(218, bottom, 19)]
    return unary_union(corners).convex_hull


def arms_at_sides(d, left=True, right=True):
    if right:
        d.arm((172, 92, 12), (136, 126, 10), (112, 160, 7), sleeve=1.9)
    if left:
        d.arm((228, 92, 12), (264, 126, 10), (288, 160, 7), sleeve=1.9)


@drawing
def knee_to_chest():
    d = Drawing("knee-to-chest", "Knee to chest",
                "Lying on the back, one knee drawn towards the chest with both hands; the other leg rests bent, its foot on the floor.")
    floor(d)
    d.far(chain((186, 240, 18), (112, 186, 14), (112, 186, 13), (78, 246, 9)), chain((78, 251, 8), (50, 254, 6)))
    d.body(head(362, 236, 23))
    d.body(bend([(306, 240, 20), (260, 236, 24), (200, 236, 26)]),
           chain((200, 236, 26), (246, 152, 16), (246, 150, 14), (178, 136, 9)), chain((176, 134, 8), (168, 108, 6)))
    d.arm((302, 236, 14), (296, 184, 10), (246, 146, 8))
    return d


@drawing
def childs_pose():
    d = Drawing("childs-pose", "Child's pose",
                "Kneeling, the seat back on the heels, the trunk folded forward over the thighs, forehead on the floor, arms stretched out in front.")
    floor(d)
    d.body(bend([(168, 222, 12), (120, 244, 9), (36, 255, 6)]))
    d.body(bend([(164, 222, 21), (216, 190, 28), (274, 184, 31), (306, 212, 29)]), chain((164, 230, 16), (230, 240, 20)))
    d.body(head(118, 232, 24))
    d.body(chain((304, 216, 26), (208, 240, 16), (208, 248, 10), (330, 252, 9)), chain((330, 253, 8), (356, 255, 6)))
    return d


def all_fours(d, dx, back, head_at, scale):
    def at(x, y, r):
        return (dx + x * scale, FLOOR - (262 - y) * scale, r * scale)
    d.body(head(*at(*head_at)))
    d.body(bend([at(*joint) for joint in back]),
           chain(at(*back[-1]), at(290, 238, 15)), chain(at(292, 246, 11), at(356, 251, 8)),
           chain(at(back[0][0] + 8, back[0][1] + 4, 17), at(116, 240, 11)), chain(at(114, 250, 9), at(92, 252, 8)), r=4)
    return d


@drawing
def cat_cow():
    d = Drawing("cat-cow", "Cat and cow",
                "On hands and knees. On the left, breathing in: the belly sinks and the head lifts. On the right, breathing out: the back rounds and the head hangs.")
    floor(d)
    all_fours(d, -6, [(118, 150, 20), (156, 164, 26), (204, 174, 28), (252, 160, 27), (282, 146, 25)], (64, 104, 25), 0.54)
    all_fours(d, 192, [(118, 166, 20), (152, 134, 26), (204, 118, 28), (256, 132, 27), (284, 164, 25)], (60, 204, 25), 0.54)
    return d


@drawing
def half_kneeling():
    d = Drawing("half-kneeling", "Kneeling hip stretch",
                "Kneeling on one knee on a cushion, the other foot flat in front. The back is long and the hips drift a little forward.")
    floor(d)
    d.prop(cushion(262, 254, 84, 18))
    d.far(chain((214, 164, 18), (128, 172, 14), (126, 176, 13), (126, 246, 9)), chain((124, 253, 8), (92, 255, 6)))
    d.body(head(216, 30, 23))
    d.body(bend([(214, 84, 20), (212, 120, 22), (216, 160, 23)]),
           chain((216, 162, 22), (252, 226, 14), (256, 228, 12), (336, 248, 9)), chain((336, 250, 8), (364, 255, 6)))
    d.arm((210, 86, 13), (202, 124, 10), (160, 154, 7))
    return d


@drawing
def supported_squat():
    d = Drawing("supported-squat", "Supported squat",
                "Sitting low on a stack of cushions with the back against a wall, knees bent high and wide, feet flat, heels on a folded blanket.")
    floor(d)
    d.line("floor", (336, FLOOR + WEIGHT), (336, 14))
    for at in (254, 232, 210):
        d.prop(cushion(284, at, 84, 19))
    d.prop(cushion(190, 257, 66, 12))
    d.far(chain((270, 176, 18), (164, 140, 14), (162, 144, 13), (152, 236, 9)), chain((146, 245, 8), (112, 254, 6)))
    d.body(head(298, 40, 23))
    d.body(bend([(300, 96, 20), (298, 134, 23), (290, 174, 24)]),
           chain((286, 174, 22), (204, 130, 16), (202, 134, 14), (192, 228, 9)), chain((190, 236, 8), (154, 251, 6)))
    d.arm((294, 98, 13), (268, 140, 10), (216, 118, 7))
    return d


@drawing
def legs_on_chair():
    d = Drawing("legs-on-chair", "Legs on a chair",
                "Lying on the back, hips and knees bent, both lower legs resting on the seat of a chair, arms beside the body.")
    floor(d)
    seat = box(24, 150, 146, 164)
    d.prop(unary_union([seat, box(28, 150, 42, 258), box(128, 150, 142, 258), box(22, 46, 36, 160)]).buffer(-3).buffer(3))
    d.body(head(362, 236, 23))
    d.body(bend([(306, 240, 20), (262, 236, 24), (196, 236, 26)]),
           chain((196, 236, 25), (172, 138, 17), (168, 126, 14), (78, 128, 10)), chain((76, 126, 9), (66, 92, 6)))
    d.arm((298, 236, 13), (262, 246, 9), (220, 250, 7))
    return d


@drawing
def happy_baby():
    d = Drawing("happy-baby", "Happy baby",
                "Lying on the back, knees bent and drawn wide towards the armpits, shins upright, the hands holding the feet. Head and lower back stay on the floor.")
    floor(d)
    d.far(chain((206, 226, 20), (214, 158, 15), (212, 154, 13), (176, 84, 9)), chain((178, 78, 8), (204, 64, 7)))
    d.body(head(362, 236, 23))
    d.body(bend([(306, 240, 20), (260, 236, 24), (206, 232, 27)]),
           chain((204, 230, 26), (272, 168, 16), (272, 162, 14), (244, 82, 9)), chain((246, 76, 8), (274, 66, 7)))
    d.arm((306, 236, 14), (322, 168, 10), (262, 98, 7))
    return d


@drawing
def figure_four():
    d = Drawing("figure-four", "Figure four",
                "Seen from above: lying on the back, one knee bent and turned out, its ankle resting on the other knee, so that the legs form a four.")
    mat(d)
    d.body(head(200, 40, 22))
    d.body(trunk(76, 158), chain((180, 164, 18), (174, 226, 14), (170, 262, 9)), chain((170, 268, 9), (168, 276, 8)))
    arms_at_sides(d)
    d.body(chain((222, 166, 19), (288, 200, 15), (286, 208, 13), (184, 224, 9)), chain((178, 225, 9), (146, 222, 7)))
    return d


@drawing
def flat_frog():
    d = Drawing("flat-frog", "Flat frog",
                "Seen from above: lying flat on the back, the soles of the feet together, the knees fallen out to both sides.")
    mat(d)
    d.body(head(200, 40, 22))
    legs = [leg for s in (-1, 1) for leg in (chain((200 + s * 20, 162, 19), (200 + s * 92, 202, 15), (200 + s * 90, 208, 13), (200 + s * 22, 254, 9)),
                                            chain((200 + s * 22, 254, 9), (200 + s * 9, 274, 7)))]
    d.body(trunk(76, 158), *legs, r=4)
    arms_at_sides(d)
    return d


@drawing
def butterfly():
    d = Drawing("butterfly", "Supported butterfly",
                "Leaning back on a stack of cushions, the soles of the feet together, each knee resting on a cushion at the side.")
    floor(d)
    d.prop(cushion(200, 116, 200, 132))
    d.prop(cushion(66, 244, 92, 32))
    d.prop(cushion(334, 244, 92, 32))
    d.body(head(200, 52, 23))
    d.body(trunk(88, 176))
    for s in (-1, 1):
        d.arm((200 + s * 28, 104, 12), (200 + s * 66, 142, 10), (200 + s * 92, 180, 8), sleeve=1.9)
    legs = [leg for s in (-1, 1) for leg in (chain((200 + s * 22, 186, 20), (200 + s * 118, 208, 15), (200 + s * 114, 214, 13), (200 + s * 30, 250, 9)),
                                            chain((200 + s * 30, 250, 9), (200 + s * 10, 254, 8)))]
    d.body(*legs, r=3)
    return d


@drawing
def knee_over_to_hand():
    d = Drawing("knee-over-to-hand", "Knee over to hand",
                "Seen from above: lying on the back, one bent knee carried across the body to the other side, where the hand holds it; the other arm lies out to the side.")
    mat(d)
    d.body(head(200, 40, 22))
    d.body(trunk(76, 158), chain((184, 168, 18), (198, 226, 14), (204, 262, 9)), chain((204, 268, 9), (206, 276, 8)))
    d.arm((230, 92, 12), (268, 92, 10), (304, 86, 7), sleeve=1.9)
    d.body(chain((218, 164, 20), (128, 184, 15), (128, 190, 13), (168, 246, 9)), chain((170, 250, 8), (190, 262, 7)))
    d.arm((172, 92, 12), (128, 124, 10), (116, 176, 7), sleeve=1.9)
    return d


@drawing
def knee_to_opposite_shoulder():
    d = Drawing("knee-to-opposite-shoulder", "Knee to opposite shoulder",
                "Seen from above: lying on the back, one knee drawn up and across the trunk towards the opposite shoulder, one hand at the knee and one at the ankle; the other leg lies long.")
    mat(d)
    d.body(head(200, 40, 22))
    d.body(trunk(76, 158), chain((180, 164, 18), (174, 226, 14), (170, 262, 9)), chain((170, 268, 9), (168, 276, 8)))
    d.body(chain((222, 166, 20), (160, 130, 15), (158, 132, 13), (172, 204, 9)), chain((172, 208, 8), (162, 224, 7)), r=3)
    d.arm((172, 92, 12), (124, 112, 10), (140, 134, 7), sleeve=1.9)
    d.arm((228, 92, 12), (246, 122, 10), (182, 126, 7), sleeve=1.9)
    return d


if __name__ == "__main__":
    folder = os.path.dirname(os.path.abspath(__file__))
    for make in DRAWINGS:
        made = make()
        with open(os.path.join(folder, made.name + ".svg"), "w", encoding="utf-8") as file:
            file.write(made.svg())
