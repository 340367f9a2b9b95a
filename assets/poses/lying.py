"""The poses on the back and on the side: the head is towards +x, the left side of who lies on the back towards −y."""
from body import Body, V, X, Y, Z
from furniture import bed, chair
from picture import pose


def supine(cam, pelvis=(0, 0, 10), front=Z, far="R"):
    """Lying on the back."""
    body = Body(cam, pelvis, X, front, far)
    return body.chest(V(*pelvis) + V(51, 0, 1.5), front=Z)


def beside(body, side, wrist=(6, 31, 5), nearer=(0, 0)):
    """An arm that lies on the floor beside the trunk."""
    sign = -1 if side == "L" else 1
    x, y, z = wrist
    return body.arm(side, (x, sign * y, z), V(0, sign, 0.1), V(-1, sign * 0.15, 0), nearer=nearer)


def straight(body, side, nearer=(0, 0, 0)):
    """A leg that lies straight on the floor."""
    sign = -1 if side == "L" else 1
    return body.leg(side, knee=(-43, sign * 10, 11), ankle=(-84, sign * 11, 5.5), toe=V(-0.3, sign * 0.2, 1),
                    nearer=nearer)


@pose(42, 26, "Figure four",
      "On the back. One knee is bent with its foot off the floor; the ankle of the other leg lies across that "
      "thigh, close to the knee, so that the legs form a four. Both hands hold behind the thigh. Felt in the "
      "buttock of the leg that lies across.")
def figure_four(d, cam):
    d.mat(-30, 86, -24, 26)
    b = supine(cam)
    b.leg("R", knee=(6, 10, 60), ankle=(-36, 11, 48), toe=V(-0.2, 0, 1), sole=V(-1, 0, -0.2), nearer=(-14, 0, -14))
    hold = b.joint["hipR"] + (b.joint["kneeR"] - b.joint["hipR"]) * 0.62 + V(-7, 0, 0)
    b.trunk().head(at=(73, 0, 14))
    b.leg("L", ankle=b.joint["kneeR"] + V(5, -3, -4), pole=V(0.3, -1, 0.1), toe=V(0.1, 0.1, 1), sole=V(-0.1, 1, -0.2))
    b.arm("R", hold + V(3, 7, 0), V(0.2, 1, -0.3), V(-0.4, -1, 0), nearer=(-40, -50))
    b.arm("L", hold + V(4, -7, -1), V(0.2, -1, -0.4), V(-0.8, 0.6, 0.1), nearer=(30, 30))
    d.body(b).felt(V(-4, -12, 9), 6.5)
    d.arrow(b.joint["kneeR"] + V(-34, 0, 16), b.joint["kneeR"] + V(-8, 0, 17), V(0, 0, 8))


@pose(24, 22, "Knee to chest",
      "On the back, one knee drawn close to the chest with both hands clasped below it; the other leg lies "
      "straight. Felt in the buttock.")
def knee_to_chest(d, cam):
    d.mat(-90, 86, -26, 26)
    b = supine(cam)
    straight(b, "R")
    b.trunk().head()
    b.leg("L", knee=(34, -10, 36), ankle=(-4, -9, 38), toe=V(-0.6, 0, 0.9), sole=V(-0.9, 0, -0.4), folded=True,
          nearer=(0, 8, 8))
    knee = b.joint["kneeL"]
    b.arm("R", knee + V(-5, 6, 8), V(0.2, 1, -0.2), V(-0.2, -1, 0.3))
    b.arm("L", knee + V(-7, -6, 5), V(0.3, -1, -0.3), V(-0.1, 0.9, 0.5), nearer=(20, 25))
    d.body(b).felt(V(-4, -12, 8))
    d.arrow(knee + V(-20, 0, 20), knee + V(14, 0, 14), V(4, 0, 8))


@pose(14, 56, "Knee to opposite shoulder",
      "Seen from above: on the back, one knee drawn up and across the body towards the opposite shoulder by the "
      "hand of that side; the other leg lies straight. Felt in the buttock.")
def knee_to_opposite_shoulder(d, cam):
    d.mat(-90, 86, -30, 30)
    b = supine(cam)
    straight(b, "R")
    b.trunk().head()
    b.leg("L", knee=(25, 5, 41), ankle=(0, 34, 36), toe=V(-0.8, -0.4, 0.6), sole=V(-0.4, 0.9, 0), folded=True,
          nearer=(0, 8, 8))
    knee = b.joint["kneeL"]
    b.arm("R", knee + V(6, 8, 4), V(0.3, 1, -0.2), V(-0.9, -0.7, 0.3), nearer=(0, 30))
    beside(b, "L", wrist=(4, 36, 5))
    d.body(b).felt(V(-5, -12, 9))
    d.arrow(knee + V(-8, 26, 8), V(52, 36, 14), V(0, 16, 8))


@pose(14, 62, "Knee over to hand",
      "Seen from above: on the back, one bent knee carried across the body to the other side, where that hand holds "
      "it. The other arm lies out to the side, both shoulders stay down, and the head looks away from the knee. "
      "Felt in the outer hip.")
def knee_over_to_hand(d, cam):
    d.mat(-92, 90, -44, 44)
    b = supine(cam, pelvis=(0, 0, 15), front=V(0, 0.87, 0.5))
    b.chest((51, 0, 11.5), front=V(0, 0.1, 1))
    b.leg("R", knee=(-43, 4, 8), ankle=(-84, 6, 6), toe=V(-0.3, 0.7, 0.6))
    b.trunk().head(face=V(0, -0.7, 0.7))
    b.leg("L", knee=(26, 36, 14), ankle=(-14, 44, 9), toe=V(-0.4, 0.9, 0), sole=V(-1, -0.2, 0), nearer=(10, 10, 10))
    b.arm("R", b.joint["kneeL"] + V(8, -2, 8), V(1, 0.6, 0), V(-1, 0, 0.2), nearer=(10, 20))
    b.arm("L", (58, -70, 5), V(1, 0, 0), V(0.1, -1, 0))
    d.body(b).felt(V(-2, -8, 22))
    d.arrow(V(14, -26, 20), V(16, 12, 40), V(12, 0, 16))


@pose(80, 34, "Happy baby",
      "On the back, seen from the feet: both knees bent and wide beside the ribs, the soles towards the ceiling, a "
      "hand on the outside of each foot. Head and lower back stay down. Felt along the inside of the thighs.")
def happy_baby(d, cam):
    d.mat(-20, 90, -44, 44)
    b = supine(cam, far="")
    b.trunk().head(at=(72, 0, 15), crown=V(1, 0, 0.45), face=Z)
    for side, s in (("R", 1), ("L", -1)):
        b.leg(side, knee=(22, 38 * s, 24), ankle=(22, 36 * s, 66), toe=V(0.7, 0.5 * s, 0.1), sole=V(-0.2, 0, 1),
              folded=True,
              nearer=(0, 5, 10))
        ankle = b.joint["ankle" + side]
        b.arm(side, ankle + V(9, 9 * s, 2), V(0.2, s, -0.6), V(-0.7, -0.3 * s, 0.6), nearer=(0, 45))
        d.felt(V(2, 16 * s, 14))
        d.arrow(b.joint["knee" + side] + V(-4, 10 * s, 16), b.joint["knee" + side] + V(-2, 16 * s, -10), V(0, 8 * s, 0))
    d.body(b)


@pose(16, 58, "Flat frog",
      "Seen from above: flat on the back, the soles together, the knees let out to both sides, the arms beside the "
      "body. Felt along the inside of the thighs.")
def flat_frog(d, cam):
    d.mat(-64, 88, -54, 54)
    b = supine(cam, far="")
    b.trunk().head()
    for side, s in (("R", 1), ("L", -1)):
        b.leg(side, ankle=(-42, 4.5 * s, 6), pole=V(0, s, 0.05), toe=V(-0.9, 0.1 * s, 0.5), sole=V(0, -s, 0),
              folded=False)
        beside(b, side, wrist=(6, 34, 5))
        d.felt(b.joint["hip" + side] * 0.45 + b.joint["knee" + side] * 0.55 + V(-4, -4 * s, 4), 5.5)
    d.body(b)


@pose(16, 56, "Knee out to the side",
      "Seen from above: on the back, one knee bent and let out to the side onto a cushion, its foot beside the "
      "other leg, which lies straight; both hands lie on the belly. Felt along the inside of the thigh.")
def adductor_lying(d, cam):
    d.mat(-92, 88, -62, 34)
    d.block((-28, -44, 5.5), (40, 30, 11), nearer=-40)
    b = supine(cam)
    straight(b, "R")
    b.trunk().head()
    b.leg("L", ankle=(-44, -5, 7), pole=V(0, -1, 0.15), toe=V(-0.9, 0, 0.5), sole=V(-0.2, 1, 0))
    for side, s in (("R", 1), ("L", -1)):
        b.arm(side, (20, 11 * s, 22), V(0.2, s, -0.2), V(-0.4, -s, 0.1), nearer=(20, 30))
    d.body(b).felt(b.joint["hipL"] * 0.45 + b.joint["kneeL"] * 0.55 + V(-4, 4, 4), 5.5)
    d.arrow(V(-66, -18, 10), V(-60, -50, 6), V(-8, -2, 0))


@pose(24, 16, "Legs on a chair",
      "On the back, hips and knees bent, both lower legs resting on the seat of a chair, the arms beside the body.")
def legs_on_chair(d, cam):
    d.mat(-14, 88, -34, 34)
    chair(d, -38, side=-1)
    b = supine(cam)
    b.trunk().head()
    for side, s in (("R", 1), ("L", -1)):
        b.leg(side, knee=(-8, 9 * s, 52), ankle=(-50, 9 * s, 49), toe=V(-0.4, 0, 1))
        beside(b, side)
    d.body(b)


@pose(24, 18, "At the edge of the bed",
      "On the back at the end of a bed, one knee held to the chest with both hands, the other leg hanging over the "
      "edge. Felt at the front of the hip of the leg that hangs.")
def bed_edge(d, cam):
    bed(d, -5, 112)
    d.block((80, 0, 6), (34, 56, 12), nearer=-15)
    b = supine(cam)
    b.leg("R", knee=(34, 10, 36), ankle=(-4, 9, 40), toe=V(-0.6, 0, 0.9), sole=V(-0.9, 0, -0.4), folded=True,
          nearer=(0, 8, 8))
    b.trunk().head(at=(73, 0, 20))
    b.leg("L", knee=(-42, -10, -2), ankle=(-46, -10, -42), toe=V(-1, 0, -0.7), sole=V(0.2, 0, -1), nearer=(10, 10, 10))
    knee = b.joint["kneeR"]
    b.arm("R", knee + V(-5, 6, 8), V(0.2, 1, -0.2), V(-0.2, -1, 0.3))
    b.arm("L", knee + V(-7, -6, 6), V(0.3, -1, -0.3), V(-0.1, 0.9, 0.5), nearer=(20, 25))
    d.body(b).felt(V(-8, -10, 14))
    d.arrow(V(-56, -10, 4), V(-60, -10, -24), V(-4, 0, 0))


@pose(24, 18, "Legs up on cushions",
      "On the back on a bed, hips and knees bent, both lower legs resting on a pile of cushions, the arms beside "
      "the body.")
def legs_up_cushions(d, cam):
    bed(d, -88, 104, board=True)
    d.block((80, 0, 6), (34, 56, 12), nearer=-15)
    for i, z in enumerate((6.5, 19.5, 32.5)):
        d.block((-42 + i, 0, z), (48 - 2 * i, 54 - 2 * i, 13), r=5)
    b = supine(cam)
    b.trunk().head(at=(73, 0, 20))
    for side, s in (("R", 1), ("L", -1)):
        b.leg(side, knee=(-12, 9 * s, 50), ankle=(-54, 9 * s, 45), toe=V(-0.4, 0, 1))
        beside(b, side)
    d.body(b)


def on_the_side(cam, back=False):
    """Lying on the right side: seen from the front, head to the left, or from the back, head to the right."""
    up, front = (X, Y) if back else (-X, -Y)
    b = Body(cam, (0, 0, 17), up, front, "R")
    return b.chest(V(0, 0, 20) + up * 51)


@pose(8, 36, "Lying on the side",
      "On the side, the knees bent one above the other with a cushion between them, the head on a cushion, the arms "
      "in front.")
def side_lying(d, cam):
    d.mat(-74, 96, -50, 26)
    d.block((77, -4, 8), (30, 44, 16), nearer=-20)
    b = Body(cam, (0, 0, 17), X, -Y, "L").chest((51, 0, 20))
    b.leg("L", knee=(-24, -36, 7), ankle=(-58, -14, 6), toe=V(-0.6, -0.8, 0), sole=V(-0.9, 0.5, 0))
    d.block((-34, -24, 16), (44, 24, 10), along=V(-0.8, 0.5, 0), across=V(-0.5, -0.8, 0))
    b.trunk().head(at=(74, -3, 23))
    b.leg("R", knee=(-26, -34, 27), ankle=(-58, -13, 25), toe=V(-0.6, -0.8, 0), sole=V(-0.9, 0.5, 0), nearer=(5, 5, 5))
    b.arm("L", (66, -34, 5), V(-1, -0.5, 0), V(0.9, 0.1, 0))
    b.arm("R", (38, -32, 7), V(-1, -0.3, 0.6), V(0.6, -0.8, -0.1), nearer=(10, 15))
    d.body(b)


@pose(-8, 36, "Side-lying, knee drawn up",
      "On the side, the head on a cushion. The top knee is drawn up in front and rests on a cushion; the lower leg "
      "lies long. Felt in the buttock of the top leg.")
def side_lying_knee(d, cam):
    d.mat(-94, 94, -62, 24)
    d.block((-77, -4, 8), (30, 44, 16), nearer=-20)
    b = on_the_side(cam)
    b.leg("R", knee=(42, -8, 7), ankle=(82, 2, 6), toe=V(0.4, -1, 0), sole=V(1, 0.3, 0))
    d.block((-8, -44, 8), (52, 30, 16), along=V(1, -0.15, 0), across=V(0.15, 1, 0), nearer=10)
    b.trunk().head(at=(-74, -3, 23))
    b.leg("L", knee=(-22, -40, 22), ankle=(16, -50, 20), toe=V(0.4, -0.9, 0), sole=V(1, 0.3, 0), nearer=(20, 20, 20))
    b.arm("R", (-66, -36, 5), V(1, -0.5, 0), V(-0.9, 0.1, 0))
    b.arm("L", (-44, -36, 7), V(1, -0.3, 0.6), V(-0.6, -0.8, -0.1), nearer=(10, 15))
    d.body(b).felt(V(5, -4, 32))
    d.arrow(V(62, -22, 6), V(30, -62, 6), V(6, -10, 0))


@pose(8, 58, "Side-lying thigh stretch",
      "On the side, seen from behind, the head on a cushion. The top hand holds the foot of the top leg behind the "
      "body and draws the heel towards the buttock; the lower knee is bent in front. Felt at the front of the hip "
      "and thigh.")
def side_lying_quad(d, cam):
    d.mat(-72, 96, -46, 50)
    d.block((77, 4, 6), (30, 46, 12), nearer=-20)
    b = on_the_side(cam, back=True)
    b.leg("R", knee=(-24, 36, 7), ankle=(-58, 20, 6), toe=V(-0.6, 0.8, 0), sole=V(-0.9, -0.5, 0))
    b.arm("R", (66, 34, 5), V(-1, 0.5, 0), V(0.9, -0.1, 0), nearer=(-20, -20))
    b.trunk().head(at=(74, 2, 21))
    b.leg("L", knee=(-41, -11, 26), ankle=(-10, -39, 24), toe=V(1, 0.4, 0.3), sole=V(-0.4, 1, 0), folded=True,
          nearer=(4, 10, 34))
    b.arm("L", b.joint["ankleL"] + V(20, 5, 5), V(0.2, -1, 0.8), V(-1, -0.3, -0.1), nearer=(15, 30))
    d.body(b).felt(V(-10, 6, 32))
    d.arrow(V(-40, -44, 20), V(-6, -50, 20), V(0, -6, 0))


@pose(-10, 46, "Open book",
      "On the side, the head on a cushion, both knees bent in front and kept together. The top arm opens backwards "
      "towards the floor, and the chest and the eyes follow it. Felt across the chest.")
def open_book(d, cam):
    d.mat(-96, 62, -60, 66)
    d.block((-77, 0, 6), (30, 44, 12), nearer=-20)
    b = on_the_side(cam)
    b.chest((-51, 2, 17), up=-X, front=V(0, 0.1, 1))
    b.arm("R", (-56, -68, 4), V(1, 0, 0), -Y, nearer=(-20, -20))
    b.arm("L", (-60, 72, 12), V(-1, 0, 0.2), V(0, 1, -0.1))
    b.leg("R", knee=(-8, -43, 7), ankle=(34, -46, 6), toe=V(0.3, -1, 0), sole=V(1, 0.3, 0))
    b.trunk().head(at=(-74, 1, 19), face=V(0, 0.5, 0.85))
    b.leg("L", knee=(-6, -42, 21), ankle=(36, -44, 19), toe=V(0.3, -1, 0), sole=V(1, 0.3, 0), nearer=(10, 10, 10))
    d.body(b).felt(V(-46, 8, 26))
    d.arrow(V(-30, -46, 20), V(-30, 56, 20), V(30, 0, 60))
