#!/usr/bin/env python3
"""Draws the poses beside this file: python3 draw.py (needs the Python package shapely, which brings numpy).

The files are the same to the byte with shapely 2.2.0 (GEOS 3.14.1) and numpy 2.4.6. A pose is where its joints are, in
centimetres (`body.py`), and what it lies, sits and leans on (`picture.py`, `furniture.py`). The poses stand in
`lying.py` and `upright.py`, drawn for the left side; the program mirrors them for the right.
"""
import os

import lying
import picture
import upright


def main():
    folder = os.path.dirname(os.path.abspath(__file__))
    for module in (lying, upright):
        for pose in vars(module).values():
            if isinstance(pose, picture.Pose):
                drawing = pose.draw()
                with open(os.path.join(folder, drawing.name + ".svg"), "w", encoding="utf-8", newline="\n") as file:
                    file.write(drawing.svg())


if __name__ == "__main__":
    main()
