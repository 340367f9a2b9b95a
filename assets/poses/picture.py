"""A drawing: parts laid over each other, things to lie and sit on, arrows, and where a stretch is felt, written as SVG.

Beside each path stand the triangles that fill it, as numbers of its points: a program needs no rule for filling. Every
ring runs so that its inside lies on the same hand. Refuses to know bodies.
"""
import numpy as np
import shapely
from shapely.affinity import affine_transform
from shapely.geometry import LineString, Polygon
from shapely.geometry.polygon import orient
from shapely.ops import unary_union

from body import Camera, Part, V, unit

FIELD = (400, 300)
MARGIN = 10
GAP = 3.2
ARROW, ARROWHEAD = 4.8, 13
LARGEST = 3.2  # units per centimetre
# What an SVG viewer shows; the program has colours of its own.
TONES = {
    "wall": "#efe6dd", "mat": "#e6d6c9", "edge": "#a98a74", "prop": "#dcc6b4", "far-cloth": "#a9735a",
    "far-skin": "#b98c74", "cloth": "#7c4325", "skin": "#b5774f", "hair": "#45261a", "arrow": "#5f3520",
    "felt": "#ff9a4a",
}


def polygons(shape):
    if isinstance(shape, Polygon):
        return [shape] if not shape.is_empty else []
    return [one for one in getattr(shape, "geoms", []) if isinstance(one, Polygon)]


class Drawing:
    def __init__(self, name, title, desc, cam):
        self.name, self.title, self.desc, self.cam = name, title, desc, cam
        self.grounds, self.parts, self.arrows, self.spots = [], [], [], []

    # What a body lies, sits and leans on. `at` is taken for the depth when it is given.

    def ground(self, *corners, cls="mat", r=2.5):
        self.grounds.append((cls, self.cam.flat(*corners, r=r)))
        return self

    def mat(self, x0, x1, y0, y1):
        return self.ground(V(x0, y0, 0), V(x1, y0, 0), V(x1, y1, 0), V(x0, y1, 0))

    def thing(self, shape, depth):
        self.parts.append(Part("edge", shape, depth))
        self.parts.append(Part("prop", shape.buffer(-0.85), depth - 0.01, covers=False))
        return self

    def block(self, middle, size, r=4, along=V(1, 0, 0), across=V(0, 1, 0), nearer=0):
        """A cushion or a box: its middle, its size along, across and upwards, and how round it is."""
        middle, along, across = V(*middle), unit(along), unit(across)
        up = unit(np.cross(along, across))
        a, b, c = (max(0.01, one / 2 - r) for one in size)
        both = (-1, 1)
        corners = [middle + along * i * a + across * j * b + up * k * c for i in both for j in both for k in both]
        shape = self.cam.hull(*[(p, r) for p in corners])
        return self.thing(shape, self.cam.depth(middle) - nearer)

    def bar(self, a, b, r, nearer=0):
        """A leg of a chair or a roll."""
        return self.thing(self.cam.chain((V(*a), r), (V(*b), r)), self.cam.depth(V(*a), V(*b)) - nearer)

    def body(self, *bodies):
        for body in bodies:
            self.parts += body.parts
        return self

    def arrow(self, start, end, bulge):
        """From a place to a place, bent towards `bulge`: all in centimetres."""
        start, end = V(*start), V(*end)
        self.arrows.append([self.cam(p) for p in (start, (start + end) / 2 + V(*bulge), end)])
        return self

    def felt(self, at, r=6):
        self.spots.append((self.cam(V(*at)), r))
        return self

    # Onto the field.

    def placed(self):
        """Everything as large as fits: grounds, parts with what covers them cut away, arrows, spots."""
        solid = unary_union([part.shape for part in self.parts] + [shape for _, shape in self.grounds])
        bounds = solid.bounds
        for _ in range(4):
            (x0, y0, x1, y1), (w, h) = bounds, FIELD
            k = min((w - 2 * MARGIN) / (x1 - x0), (h - 2 * MARGIN) / (y1 - y0), LARGEST)
            move = [k, 0, 0, k, w / 2 - k * (x0 + x1) / 2, h / 2 - k * (y0 + y1) / 2]
            arrows = [arrow(*[(k * x + move[4], k * y + move[5]) for x, y in points]) for points in self.arrows]
            drawn = unary_union([affine_transform(solid, move), *arrows]).bounds
            bounds = [(b - move[4 + i % 2]) / k for i, b in enumerate(drawn)]
        grounds = [(cls, affine_transform(shape, move)) for cls, shape in self.grounds]
        spots = [((k * x + move[4], k * y + move[5]), k * r) for (x, y), r in self.spots]
        return grounds, self.cut(k, move, arrows), arrows, spots

    def cut(self, k, move, arrows):
        """The parts without what nearer ones, and arrows, cover of them."""
        clear = unary_union([one.buffer(GAP) for one in arrows])
        order = sorted(self.parts, key=lambda part: -part.depth)
        shapes = [affine_transform(part.shape, move) for part in order]
        out = []
        for i, (part, shape) in enumerate(zip(order, shapes)):
            for other, over in zip(order[i + 1:], shapes[i + 1:]):
                if not other.covers or not shape.intersects(over.buffer(GAP)):
                    continue
                away = over.buffer(GAP)
                for name in part.joints.keys() & other.joints.keys():
                    place, r = part.joints[name]
                    away = away.difference(affine_transform(self.cam.ball(place, r), move))
                shape = shape.difference(away)
            shape = shape.difference(clear).buffer(-0.6).buffer(1.1).buffer(-0.5)
            out += [(part.cls, one) for one in polygons(shape.simplify(0.22)) if one.area > 14]
        return out

    def svg(self):
        grounds, parts, arrows, spots = self.placed()
        lines = [path(cls, shape) for cls, shape in grounds + parts]
        lines += [path("arrow", shape.simplify(0.15)) for shape in arrows]
        lines += [f'  <circle class="felt" cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"/>' for (x, y), r in spots]
        style = " ".join(f".{cls} {{ fill: {tone} }}" for cls, tone in TONES.items() if cls != "felt")
        glow = "".join(f'<stop offset="{at}" stop-color="{TONES["felt"]}" stop-opacity="{alpha}"/>'
                       for at, alpha in ((0, 0.9), (0.45, 0.5), (1, 0)))
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {FIELD[0]} {FIELD[1]}" fill-rule="evenodd">\n'
                f"  <title>{self.title}</title>\n  <desc>{self.desc}</desc>\n"
                f'  <defs><radialGradient id="felt">{glow}</radialGradient></defs>\n'
                f"  <style>{style} .felt {{ fill: url(#felt) }}</style>\n" + "\n".join(lines) + "\n</svg>\n")


def arrow(start, through, end):
    """A bent arrow with an open head, as one shape."""
    p, c, q = np.array(start), np.array(through), np.array(end)
    points = [(1 - t) ** 2 * p + 2 * t * (1 - t) * c + t * t * q for t in np.linspace(0, 1, 21)]
    line = LineString([tuple(one) for one in points]).buffer(ARROW / 2)
    way = unit(points[-1] - points[-4])
    side, tip = np.array([-way[1], way[0]]), points[-1] + way * ARROWHEAD * 0.2
    ends = [tip - way * ARROWHEAD + side * s * ARROWHEAD * 0.72 for s in (1, -1)]
    return unary_union([line, LineString([tuple(ends[0]), tuple(tip), tuple(ends[1])]).buffer(ARROW / 2)])


def path(cls, shape):
    """A path element, with the triangles that fill it."""
    rings = []
    polygon = orient(shapely.make_valid(shapely.set_precision(shape, 0.1)))
    if not isinstance(polygon, Polygon):
        polygon = orient(max(polygons(polygon), key=lambda one: one.area))
    for ring in (polygon.exterior, *polygon.interiors):
        rings.append([(round(x, 1), round(y, 1)) for x, y in list(ring.coords)[:-1]])
    polygon = Polygon(rings[0], rings[1:])
    number = {}
    for at, point in enumerate(point for ring in rings for point in ring):
        number.setdefault(point, at)
    triangles = []
    for triangle in shapely.constrained_delaunay_triangles(polygon).geoms:
        triangles.append(" ".join(str(number[round(x, 1), round(y, 1)]) for x, y in list(triangle.exterior.coords)[:3]))
    d = "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "Z" for ring in rings)
    return f'  <path class="{cls}" d="{d}" data-triangles="{",".join(triangles)}"/>'


class Pose:
    """A drawing that can be made: what a function lays out, named like it, seen by a camera."""

    def __init__(self, layout, around, above, title, desc):
        self.layout, self.around, self.above, self.title, self.desc = layout, around, above, title, desc

    def draw(self):
        name = self.layout.__name__.replace("_", "-")
        drawing = Drawing(name, self.title, self.desc, Camera(self.around, self.above))
        self.layout(drawing, drawing.cam)
        return drawing


def pose(around, above, title, desc):
    """Makes a pose of the function below it; `around` and `above` are the camera's."""
    return lambda layout: Pose(layout, around, above, title, desc)
