"""A store of small instances, some of which can't be exported."""
import os
import random
import shutil
import sys

from cluster.services import HOME

sys.path.insert(0, str(HOME / "bench"))
import make_store  # noqa: E402

FRAMES, SIDE = 4, 16


def make(folder, count, broken=True):
    """
    ``count`` files: one in forty is no whole DICOM file, one in forty has three frames and half of its fourth, one in forty a
    second file of the same UIDs beside it, the others are whole; all are, where none is to be broken. The same count makes the
    same bytes.
    """
    shutil.rmtree(folder, ignore_errors=True)
    make_store.small(str(folder), count, 1500)
    if broken:
        _damage(folder, count)


def _damage(folder, count):
    dice = random.Random(count)
    for number in range(count):
        path = os.path.join(folder, f"{number // 100:05d}", f"{number:07d}.dcm")
        kind = number % 40
        if kind == 7:
            with open(path, "r+b") as file:
                file.truncate(200)
        elif kind == 17:
            with open(path, "wb") as file:
                file.write(make_store.header(make_store.SECONDARY, number, SIDE, SIDE, 8, FRAMES))
                file.write(make_store.pixel_data(8, FRAMES * SIDE * SIDE))
                file.write(dice.randbytes(FRAMES * SIDE * SIDE - SIDE * SIDE // 2))
        elif kind == 27:
            shutil.copy(path, path.replace(".dcm", "-again.dcm"))
