"""The poses on the knees, squatting and sitting: who is upright looks towards −x, who is on all fours towards +x."""
import numpy as np

from body import Body, V, X, Y, Z
from furniture import chair
from picture import pose


@pose(64, 26, "Supported butterfly",
      "Sitting on the floor and leaning back onto cushions, the soles together, each knee let out to its side onto "
      "a cushion, the hands on the belly. Felt along the inside of the thighs.")
def butterfly(d, cam):
    up, front = V(0.79, 0, 0.61), V(-0.61, 0, 0.79)
    d.mat(-52, 84, -56, 56)
    d.block((46, 0, 8), (54, 52, 16), nearer=-20)
    d.block((44, 0, 26), (72, 50, 15), along=up, nearer=-10)
    b = Body(cam, (0, 0, 11), up, front)
    b.trunk().head(at=b.shoulders + up * 21 + front * 2)
    for side, s in (("R", 1), ("L", -1)):
        d.block((-20, 44 * s, 6), (34, 28, 12), nearer=-10)
        b.leg(side, ankle=(-41, 4.5 * s, 7), pole=V(0, s, 0.35), toe=V(-0.8, 0.2 * s, 0.7), sole=V(0, -s, -0.1),
              folded=True)
        b.arm(side, b.pelvis + up * 14 + front * 11 + V(0, 10 * s, 0), V(0.1, s, -0.3), V(-0.3, -s, 0), nearer=(10, 25))
        d.felt(b.joint["hip" + side] * 0.45 + b.joint["knee" + side] * 0.55 + V(0, -5 * s, 4), 5)
        d.arrow(b.joint["knee" + side] + V(0, 9 * s, 25), b.joint["knee" + side] + V(0, 20 * s, 8), V(0, 6 * s, 2))
    d.body(b)


def on_all_fours(cam, at, pelvis_up, chest, chest_up, crown, face, head):
    at = V(*at)
    b = Body(cam, at + V(0, 0, 47), pelvis_up, np.cross(Y, pelvis_up), "L")
    b.chest(at + V(*chest), up=chest_up, front=np.cross(Y, chest_up))
    for side, s in (("L", 1), ("R", -1)):
        b.leg(side, knee=at + V(-2, 10 * s, 5.5), ankle=at + V(-43, 9 * s, 5.5), toe=V(-1, 0, -0.1), sole=Z)
        b.arm(side, b.joint["sh" + side] * V(1, 0, 0) + at * V(0, 1, 1) + V(2, 15 * s, 5), V(-1, 0, 0), X)
    b.trunk(seat=False).head(at=at + V(*head), crown=crown, face=face)
    return b


@pose(14, 10, "Cat and cow",
      "On hands and knees, drawn twice. Above, breathing in: the belly sinks and the head lifts. Below, breathing "
      "out: the back rounds and the head hangs.")
def cat_cow(d, cam):
    for off, cow in ((V(0, 0, 0), True), (cam.right * 80 - cam.up * 72, False)):
        d.ground(*[off + V(x, y, 0) for x, y in ((-54, -22), (72, -22), (72, 22), (-54, 22))])
        if cow:
            b = on_all_fours(cam, off, V(0.7, 0, -0.7), (49, 0, 57), V(0.8, 0, 0.62), V(0.1, 0, 1), V(1, 0, 0.25),
                             (67, 0, 70))
            d.arrow(off + V(25, 0, 30), off + V(25, 0, 9), V(0, 0, 0))
        else:
            b = on_all_fours(cam, off, V(0.45, 0, 0.9), (42, 0, 54), V(0.5, 0, -0.87), V(0.6, 0, -0.8),
                             V(-0.8, 0, -0.5), (56, 0, 36))
            d.arrow(off + V(24, 0, 80), off + V(24, 0, 102), V(0, 0, 0))
        d.body(b)


@pose(56, 42, "Child's pose",
      "Kneeling with the knees apart, sitting back on the heels, the trunk folded forward between the thighs, the "
      "forehead on the floor and the arms stretched out in front. Felt in the lower back.")
def childs_pose(d, cam):
    d.mat(-30, 116, -40, 40)
    b = Body(cam, (0, 0, 26), V(1, 0, -0.12), V(-0.12, 0, -1), "L")
    b.chest((49, 0, 16), up=V(1, 0, -0.2))
    for side, s in (("L", 1), ("R", -1)):
        b.leg(side, knee=(26, 38 * s, 6), ankle=(-2, 10 * s, 5), toe=V(-1, -0.2 * s, 0), sole=Z, folded=True,
              nearer=(0, -8, -8))
        b.arm(side, (104, 20 * s, 4), V(0, s, 0.3), X)
    b.trunk(nearer=8).head(at=(69, 0, 12), crown=V(1, 0, -0.1), face=-Z)
    d.body(b).felt(V(-6, -4, 30))


@pose(22, 10, "Kneeling hip stretch",
      "Kneeling on one knee on a cushion, the other foot flat in front, both hands on the front thigh. The back is "
      "long and the hips drift a little forward. Felt at the front of the hip of the leg that kneels.")
def half_kneeling(d, cam):
    d.mat(-66, 74, -26, 26)
    d.block((14, -9, 4.5), (48, 44, 9), r=3.5, nearer=-12)
    b = Body(cam, (0, 0, 52), Z, -X, "R")
    b.chest((1, 0, 103))
    b.leg("R", knee=(-42, 10, 48), ankle=(-44, 10, 8), toe=-X, sole=-Z)
    b.arm("R", (-30, 8, 60), V(0.3, 1, -0.6), V(-1, 0, -0.25))
    b.trunk().head()
    b.leg("L", knee=(12, -9, 13), ankle=(52, -9, 7), toe=V(1, 0, -0.5), sole=V(0.4, 0, 1), nearer=(4, 4, 4), crease=17)
    b.arm("L", (-27, -3, 60), V(0.5, -1, -0.6), V(-1, 0.2, -0.25), nearer=(10, 20))
    d.body(b).felt(V(-6, -11, 50))
    d.arrow(V(32, -12, 62), V(14, -12, 58), V(0, 0, 3))


@pose(50, 16, "Supported squat",
      "Sitting low on a stack of cushions with the back against a wall, the knees bent high and wide, the feet wide "
      "and flat, the heels on a folded blanket, a hand on each knee.")
def supported_squat(d, cam):
    d.ground(V(20, -58, 0), V(20, 58, 0), V(20, 58, 106), V(20, -58, 106), cls="wall")
    d.mat(-58, 18, -58, 58)
    for z in (5.5, 16.5):
        d.block((2, 0, z), (38, 46, 11), nearer=-30)
    d.block((-26, 0, 3), (15, 92, 6), r=2.5, nearer=-20)
    b = Body(cam, (1, 0, 31), V(0.1, 0, 1), -X)
    b.trunk().head()
    for side, s in (("R", 1), ("L", -1)):
        b.leg(side, ankle=(-28, 32 * s, 14), pole=V(-0.5, 0.9 * s, 1), toe=V(-1, 0.5 * s, -0.2), sole=-Z, folded=True)
        b.arm(side, b.joint["knee" + side] + V(6, -6 * s, 7), V(0.2, s, -0.4), V(-0.9, 0.2 * s, -0.1), nearer=(10, 20))
    d.body(b)


def sitting(cam, lean, far="R"):
    """On a chair, the trunk leaning forward so far for each centimetre upwards."""
    up = V(-lean, 0, 1)
    return Body(cam, (0, 0, 54), up, V(-1, 0, -lean), far)


@pose(38, 14, "Sitting",
      "Sitting upright on a chair, both feet flat on the floor, the hands in the lap.")
def seated(d, cam):
    d.mat(-66, 30, -34, 34)
    chair(d, -4)
    b = sitting(cam, 0)
    b.trunk().head()
    for side, s in (("R", 1), ("L", -1)):
        b.leg(side, knee=(-43, 11 * s, 51), ankle=(-44, 12 * s, 8), toe=V(-1, 0.15 * s, 0), sole=-Z)
        b.arm(side, (-19, 7 * s, 62), V(0.5, s, -0.4), V(-0.5, -0.9 * s, -0.1), nearer=(5, 20))
    d.body(b)


@pose(30, 18, "Figure four on a chair",
      "Sitting on a chair, one ankle laid on the other knee, the back long and leaning a little forward from the "
      "hips, one hand at the knee and one at the ankle. Felt in the buttock of the leg that lies across.")
def seated_figure_four(d, cam):
    d.mat(-66, 30, -36, 34)
    chair(d, -4)
    b = sitting(cam, 0.4)
    b.trunk().head(crown=V(-0.25, 0, 1), face=V(-1, 0, -0.2))
    b.leg("R", knee=(-43, 11, 52), ankle=(-44, 12, 8), toe=-X, sole=-Z)
    b.leg("L", ankle=b.joint["kneeR"] + V(7, -7, 9), pole=V(-0.2, -1, 0.1), toe=V(-0.7, 0.2, 0.5),
          sole=V(-0.1, 1, -0.1), nearer=(10, 10, 10))
    b.arm("R", b.joint["ankleL"] + V(4, 6, 8), V(0.4, 1, 0), V(-1, -0.3, -0.3))
    b.arm("L", b.joint["kneeL"] + V(12, 4, 8), V(0.6, -1, 0), V(-1, -0.1, -0.4), nearer=(20, 30))
    d.body(b).felt(V(2, -14, 50))
    d.arrow(b.shoulders + V(34, 0, 4), b.shoulders + V(18, 0, 24), V(-2, 0, 8))


@pose(38, 16, "Folding forward on a chair",
      "Sitting on a chair, the feet flat and the knees wide, the trunk leaning forward, the forearms resting on the "
      "thighs and the head hanging.")
def seated_fold(d, cam):
    d.mat(-70, 30, -44, 44)
    chair(d, -4)
    b = sitting(cam, 1.5)
    b.trunk().head(crown=V(-0.95, 0, -0.1), face=V(-0.1, 0, -1))
    for side, s in (("R", 1), ("L", -1)):
        b.leg(side, knee=(-38, 24 * s, 51), ankle=(-40, 28 * s, 8), toe=V(-1, 0.4 * s, 0), sole=-Z)
        b.arm(side, (-50, 8 * s, 52), V(0.4, s, -0.5), V(-0.5, -0.3 * s, -0.8), nearer=(5, 20))
    d.body(b)
    d.arrow(b.shoulders + V(36, 0, 24), b.shoulders + V(6, 0, 26), V(-2, 0, 10))
