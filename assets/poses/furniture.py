"""What poses need beside a mat and cushions."""


def bed(d, x0, x1, y=44, board=False):
    """A bed whose top is the floor of the pose: mattress, frame, feet."""
    middle, long = (x0 + x1) / 2, x1 - x0
    d.block((middle, 0, -9), (long, 2 * y, 18), r=5, nearer=-40)
    d.block((middle, 0, -24), (long - 6, 2 * y - 6, 12), r=2, nearer=-60)
    for x in (x0 + 8, x1 - 8):
        for side in (-1, 1):
            d.bar((x, side * (y - 8), -28), (x, side * (y - 8), -44), 2.5, nearer=-70)
    if board:
        d.block((x1 + 2, 0, -2), (5, 2 * y, 64), r=2, nearer=-90)


def chair(d, x, side=1, top=43, back=46):
    """A chair whose seat's middle is at x; its back is towards side."""
    for dx in (-1, 1):
        for y in (-18, 18):
            d.bar((x + 18 * dx, y, top - 4), (x + 18 * dx, y, 1.6), 1.6, nearer=-y * 0.2 - 6)
    d.block((x, 0, top - 2.5), (44, 44, 5), r=2)
    for y in (-18, 18):
        d.bar((x + 20 * side, y, top), (x + 23 * side, y, top + back - 6), 1.6, nearer=-6)
    d.block((x + 23 * side, 0, top + back - 10), (4, 44, 20), r=2, nearer=-5)
