"""A body as joints in centimetres, its flesh as tapering capsules, seen by a camera from any side.

The floor is z = 0 and z points up. A part knows which joints it shares with others: where a nearer part covers a
farther one a gap is left, except at a joint that both have. Refuses to know poses and colours.
"""
import math

import numpy as np
from shapely.geometry import Point, Polygon
from shapely.ops import unary_union

# Lengths between joints of a person of about 175 cm, rounded.
THIGH, SHIN, UPPER_ARM, FOREARM, TRUNK = 43, 41, 29, 25, 51
HIP, SHOULDER = 9, 17  # half the distance between the two
FARTHER = 12  # what a leg on the far side is put behind the trunk


def V(*a):
    return np.array(a, float)


X, Y, Z = V(1, 0, 0), V(0, 1, 0), V(0, 0, 1)


def unit(v):
    v = np.asarray(v, float)
    return v / np.linalg.norm(v)


def bend(a, b, one, other, pole):
    """The joint between a and b, bending towards pole, and where b is reached: two bones of given lengths."""
    d = b - a
    far = min(np.linalg.norm(d), (one + other) * 0.999)
    u = unit(d)
    along = (one * one - other * other + far * far) / (2 * far)
    height = math.sqrt(max(0, one * one - along * along))
    n = pole - u * np.dot(pole, u)
    return a + u * along + unit(n) * height, a + u * far


def smooth(xs, ys, steps=10):
    """A smooth curve through points: Catmull and Rom's, ends doubled."""
    out, xs, ys = [], [xs[0], *xs, xs[-1]], [ys[0], *ys, ys[-1]]
    for i in range(len(xs) - 3):
        for j in range(steps):
            t = j / steps
            out.append(tuple(
                0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)
                for a, b, c, d in (xs[i:i + 4], ys[i:i + 4])))
    return [*out, (xs[-1], ys[-1])]


def soft(shape, r):
    """Without sharp hollows where limbs meet."""
    return shape.buffer(r, 16).buffer(-2 * r, 16).buffer(r, 16)


class Camera:
    """Turned by `around` degrees from the y axis to the x axis and raised by `above`; one unit is a centimetre."""

    def __init__(self, around, above):
        a, e = math.radians(around), math.radians(above)
        into = V(math.sin(a), math.cos(a), 0)
        self.right = V(math.cos(a), -math.sin(a), 0)
        self.up = V(0, 0, math.cos(e)) + into * math.sin(e)
        self.into = into * math.cos(e) - V(0, 0, math.sin(e))

    def __call__(self, p):
        return float(np.dot(p, self.right)), -float(np.dot(p, self.up))

    def ball(self, p, r):
        return Point(*self(p)).buffer(r, 24)

    def hull(self, *balls):
        return unary_union([self.ball(p, r) for p, r in balls]).convex_hull

    def chain(self, *balls):
        """The flesh around a chain of joints (place, radius)."""
        each = [self.ball(p, r) for p, r in balls]
        return unary_union([unary_union([a, b]).convex_hull for a, b in zip(each, each[1:])])

    def bone(self, a, b, at, radii):
        return self.chain(*[(a + (b - a) * t, r) for t, r in smooth(at, radii)])

    def flat(self, *corners, r=2.5):
        """A flat thing with round corners."""
        return Polygon([self(p) for p in corners]).buffer(r, 16)

    def cap(self, middle, r, way, more):
        """What is seen of half a ball, the half towards `way`; its edge lies `more` beyond the middle."""
        way = unit(way)
        one = unit(np.cross(way, self.into))
        other = np.cross(way, one)
        other = other if np.dot(other, self.into) < 0 else -other
        turns = np.linspace(0, math.pi, 25)
        edge = [middle - way * more + r * (one * math.cos(t) + other * math.sin(t)) for t in turns]
        rim = unit(np.cross(self.into, one))
        rim = rim if np.dot(rim, way) > 0 else -rim
        limb = [middle + r * (one * math.cos(t) + rim * math.sin(t)) for t in turns[::-1]]
        return Polygon([self(p) for p in edge + limb]).buffer(0)

    def depth(self, *points):
        return float(np.mean([np.dot(p, self.into) for p in points]))


class Part:
    """A shape on the picture: its class, its depth, and the joints that it shares, as {name: (place, radius)}."""

    def __init__(self, cls, shape, depth, joints=None, covers=True):
        self.cls, self.shape, self.depth, self.joints, self.covers = cls, shape, depth, joints or {}, covers


class Body:
    """A person: the pelvis and which way its upper end and its front point; everything else follows or is said."""

    def __init__(self, cam, pelvis, up, front, far=()):
        self.cam, self.pelvis, self.up, self.front, self.far = cam, V(*pelvis), unit(up), unit(front), far
        self.left = unit(np.cross(self.up, self.front))
        self.front = unit(np.cross(self.left, self.up))
        self.parts, self.joint = [], {}
        self.chest(self.pelvis + self.up * TRUNK)
        for side, sign in (("L", 1), ("R", -1)):
            self.joint["hip" + side] = self.pelvis + self.left * HIP * sign

    def chest(self, at, up=None, front=None):
        """Where the shoulders' middle is, and how the chest is turned against the pelvis."""
        self.shoulders = V(*at)
        self.chest_up = unit(up if up is not None else self.up)
        ahead = unit(front if front is not None else self.front)
        self.chest_left = unit(np.cross(self.chest_up, ahead))
        self.chest_front = unit(np.cross(self.chest_left, self.chest_up))
        for side, sign in (("L", 1), ("R", -1)):
            self.joint["sh" + side] = self.shoulders + self.chest_left * SHOULDER * sign
        return self

    def spine(self, t):
        """The place and the left of the spine, 0 at the pelvis and 1 between the shoulders."""
        a, b = self.pelvis, self.shoulders
        m = np.linalg.norm(b - a)
        at = (a * (2 * t**3 - 3 * t * t + 1) + self.up * m * (t**3 - 2 * t * t + t)
              + b * (3 * t * t - 2 * t**3) + self.chest_up * m * (t**3 - t * t))
        return at, unit(self.left * (1 - t) + self.chest_left * t)

    def paler(self, cls, side):
        return "far-" + cls if side in self.far else cls

    def add(self, cls, shape, depth, joints=None, covers=True):
        self.parts.append(Part(cls, shape, depth, joints, covers))

    def trunk(self, nearer=0, seat=True):
        """Hips to shoulders, with the seat behind them. `nearer` centimetres are taken off its depth."""
        at = (0, 0.39, 0.78, 1)
        width, deep = smooth(at, (8.2, 7.0, 9.6, 14.4), 8), smooth(at, (9.8, 8.4, 9.4, 5.8), 8)
        hulls = []
        for (t, w), (_, r) in zip(width, deep):
            middle, left = self.spine(t)
            hulls.append(self.cam.hull((middle - left * w, r), (middle + left * w, r)))
        shapes = [unary_union([a, b]).convex_hull for a, b in zip(hulls, hulls[1:])]
        neck = self.shoulders + self.chest_up * 4
        shapes.append(self.cam.hull(*[(self.shoulders + self.chest_left * w, 4.6) for w in (-12, 12)],
                                    *[(neck + self.chest_left * w, 4.0) for w in (-3, 3)]))
        if seat:
            back = self.pelvis - self.up * 3 - self.front * 1.5
            shapes.append(self.cam.hull((back - self.left * 7.5, 9.6), (back + self.left * 7.5, 9.6)))
        joints = {name: (place, 12.5 if name.startswith("hip") else 8.5) for name, place in self.joint.items()
                  if name[:2] in ("hi", "sh")}
        depth = self.cam.depth(self.pelvis, self.shoulders) - nearer
        self.add("cloth", soft(unary_union(shapes), 2.3), depth, joints)
        return self

    def head(self, at=None, crown=None, face=None, nearer=0):
        """Head, hair and neck: its middle, where its crown points and where it looks."""
        crown = unit(crown if crown is not None else self.chest_up)
        at = V(*at) if at is not None else self.shoulders + self.chest_up * 21.5 + self.chest_front * 2
        face = unit(face if face is not None else self.chest_front)
        face = unit(face - crown * np.dot(face, crown))
        cam, depth = self.cam, self.cam.depth(at) - nearer
        jaw, nose = at - crown * 4.6 + face * 3.2, at + face * 9.4 - crown * 1.6
        skull = cam.ball(at + crown * 1.2, 9.8)
        shape = unary_union([skull, cam.hull((at + crown, 9), (jaw, 6.2)),
                             cam.chain((at + face * 8, 2.2), (nose, 1.5))])
        neck = cam.chain((self.shoulders + self.chest_up * 1, 4.8), (at - crown * 4 - face * 1.5, 4.4))
        self.add("skin", soft(unary_union([neck, shape]), 0.8), depth)
        hair = cam.cap(at + crown * 1.4 - face * 0.3, 10.2, crown * 0.65 - face * 0.76, 2.8)
        self.add("hair", hair, depth - 0.1, covers=False)
        return self

    def leg(self, side, knee=None, ankle=None, pole=None, toe=Z, sole=-X, nearer=(0, 0, 0), folded=False, crease=12.5):
        """By the place of the knee and the ankle, or of the ankle and where the knee points.

        `nearer`: thigh, shin, foot, in centimetres. Within `crease` of the hip it is one with the trunk.
        """
        cam, hip = self.cam, self.joint["hip" + side]
        if knee is None:
            knee, ankle = bend(hip, V(*ankle), THIGH, SHIN, V(*pole))
        else:
            knee = hip + unit(V(*knee) - hip) * THIGH
            ankle = knee + unit(V(*ankle) - knee) * SHIN
        cloth, skin = self.paler("cloth", side), self.paler("skin", side)
        thigh = cam.bone(hip, knee, (0, 0.3, 0.7, 1), (9.4, 9.0, 7.2, 5.5))
        shin = cam.bone(knee, ankle, (0, 0.28, 0.62, 0.93), (5.4, 6.0, 4.8, 3.7))
        at_hip, at_knee = {"hip" + side: (hip, crease)}, {"knee" + side: (knee, 7)}
        near, middle, end = (one - FARTHER * (side in self.far) for one in nearer)
        if folded:
            self.add(cloth, thigh, cam.depth(hip, knee) - near, at_hip | at_knee)
            self.add(cloth, shin, cam.depth(knee, ankle) - middle, at_knee)
        else:
            both = soft(unary_union([thigh, shin]), 2.2)
            self.add(cloth, both, cam.depth(hip, knee, ankle) - near, at_hip)
        self.foot(side, skin, ankle, unit(toe), unit(sole), end)
        self.joint["knee" + side], self.joint["ankle" + side] = knee, ankle
        return self

    def foot(self, side, cls, ankle, toe, sole, nearer):
        """A bare foot: where its toes and its sole point."""
        cam = self.cam
        toe = unit(toe - sole * np.dot(toe, sole) * 0.85)
        heel = ankle + sole * 4.2 - toe * 2.4
        ball = heel + toe * 16
        shape = unary_union([cam.chain((ankle - sole * 2, 3.3), (ankle, 3.5), (heel, 3.3)),
                             cam.chain((heel, 3.2), (heel + toe * 8, 2.8), (ball, 2.7), (ball + toe * 4.2, 1.9)),
                             cam.chain((ankle, 3.3), (ankle + toe * 6 + sole * 1.6, 3.0), (ball, 2.5))])
        self.add(cls, soft(shape, 0.8), cam.depth(ankle, ball) - nearer)

    def arm(self, side, wrist, pole, hand, nearer=(0, 0)):
        """By the place of the wrist, where the elbow points and where the hand points. `nearer`: sleeve, arm."""
        cam, shoulder = self.cam, self.joint["sh" + side]
        elbow, wrist = bend(shoulder, V(*wrist), UPPER_ARM, FOREARM, V(*pole))
        cuff = shoulder + (elbow - shoulder) * 0.5
        cloth, skin = self.paler("cloth", side), self.paler("skin", side)
        sleeve = cam.bone(shoulder, cuff, (0, 0.5, 1), (6.0, 5.7, 5.3))
        over, under = nearer
        depth = cam.depth(shoulder, elbow)
        self.add(cloth, sleeve, depth - over, {"sh" + side: (shoulder, 8.5)})
        upper = cam.bone(cuff, elbow, (0, 0.5, 1), (4.5, 4.0, 3.5))
        fore = cam.bone(elbow, wrist, (0, 0.3, 0.7, 1), (3.5, 3.8, 3.1, 2.5))
        way = unit(hand)
        palm = cam.chain((wrist, 2.6), (wrist + way * 5, 3.5), (wrist + way * 9, 3.1), (wrist + way * 13, 2.0))
        self.add(skin, soft(unary_union([upper, fore, palm]), 1.1), cam.depth(shoulder, elbow, wrist) - under)
        self.joint["elbow" + side], self.joint["wrist" + side] = elbow, wrist
        return self
