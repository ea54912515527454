#!/usr/bin/env python3
"""Makes DICOM stores to measure with: Part 10 files, explicit VR little endian, out of the standard library alone.

    bench/make_store.py FOLDER slices COUNT          CT slices of 512 x 512 pixels, 16 bits, noise and all
    bench/make_store.py FOLDER small COUNT BYTES     secondary captures of about BYTES each
    bench/make_store.py FOLDER frames COUNT FRAMES   multi-frame CTs of FRAMES frames of 512 x 512 pixels, 16 bits
    bench/make_store.py FOLDER pictures COUNT        COUNT of each: grey of 8, 12 and 16 bits, 512, 1024 and 2048 pixels
                                                     wide and high, and RGB of 640 x 480

The same arguments make the same bytes. Series have at most 100 instances, studies at most 500.
"""
import array
import functools
import math
import os
import random
import struct
import sys

ROOT = "1.2.826.0.1.3680043.10.1561"  # below a root that is free for everyone to use
CT, ENHANCED_CT, SECONDARY = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.2.1", "1.2.840.10008.5.1.4.1.1.7"
SIZE = 512
AIR = -1024


def element(tag, vr, value):
    """One data element; str, int or bytes."""
    if isinstance(value, int):
        value = struct.pack("<H" if vr == "US" else "<h", value)
    elif isinstance(value, str):
        value = value.encode("ascii")
    if len(value) % 2:
        value += b"\0" if vr in ("UI", "OB") else b" "
    head = struct.pack("<HH", tag >> 16, tag & 0xFFFF) + vr.encode()
    if vr in ("OB", "OW"):
        return head + struct.pack("<HI", 0, len(value)) + value
    return head + struct.pack("<H", len(value)) + value


def header(sop_class, number, rows, columns, bits, frames=1, signed=False, stored=None, samples=1):
    """All of a file before its pixel data, whose length follows it."""
    study = f"{ROOT}.1.{number // 500 + 1}"
    series = f"{ROOT}.2.{number // 100 + 1}"
    instance = f"{ROOT}.3.{number + 1}"
    meta = (
        element(0x00020001, "OB", b"\0\1")
        + element(0x00020002, "UI", sop_class)
        + element(0x00020003, "UI", instance)
        + element(0x00020010, "UI", "1.2.840.10008.1.2.1")
        + element(0x00020012, "UI", f"{ROOT}.4")
    )
    data = [
        element(0x00080008, "CS", "ORIGINAL\\PRIMARY\\AXIAL"),
        element(0x00080016, "UI", sop_class),
        element(0x00080018, "UI", instance),
        element(0x00080020, "DA", "20240102"),
        element(0x00080060, "CS", "OT" if sop_class == SECONDARY else "CT"),
        element(0x00080070, "LO", "Caravan"),
        element(0x00100010, "PN", f"Bench^Number {number // 500 + 1}"),
        element(0x00100020, "LO", f"B{number // 500 + 1}"),
        element(0x0020000D, "UI", study),
        element(0x0020000E, "UI", series),
        element(0x00200010, "SH", "1"),
        element(0x00200011, "IS", str(number // 100 + 1)),
        element(0x00200013, "IS", str(number + 1)),
        element(0x00280002, "US", samples),
        element(0x00280004, "CS", "RGB" if samples == 3 else "MONOCHROME2"),
    ]
    if samples == 3:
        data.append(element(0x00280006, "US", 0))
    if frames > 1:
        data.append(element(0x00280008, "IS", str(frames)))
    data += [
        element(0x00280010, "US", rows),
        element(0x00280011, "US", columns),
        element(0x00280100, "US", bits),
        element(0x00280101, "US", stored or bits),
        element(0x00280102, "US", (stored or bits) - 1),
        element(0x00280103, "US", 1 if signed else 0),
    ]
    if signed:
        data += [
            element(0x00281050, "DS", "40"),
            element(0x00281051, "DS", "400"),
            element(0x00281052, "DS", "0"),
            element(0x00281053, "DS", "1"),
        ]
    return bytes(128) + b"DICM" + element(0x00020000, "UL", struct.pack("<I", len(meta))) + meta + b"".join(data)


def pixel_data(bits, length):
    """The header of the pixel data element."""
    if length >= 0xFFFFFFFF:
        raise ValueError(f"{length} bytes of pixel data do not fit the 32 bits of a length")
    return struct.pack("<HH", 0x7FE0, 0x0010) + (b"OW" if bits > 8 else b"OB") + struct.pack("<HI", 0, length)


def slice_rows(seed):
    """A slice through a chest, as its rows: air, fat, lungs, spine, and the noise that a scanner makes of them."""
    dice = random.Random(seed)
    # Neighbours share noise, as reconstruction kernels have it; 2^16 values are plenty, and fast.
    white = [dice.gauss(0, 1) for _ in range((1 << 16) + 2)]
    noise = [18 * (white[i] + white[i + 1] + white[i + 2]) for i in range(1 << 16)]
    swell = 1 + 0.04 * math.sin(seed)
    rows = []
    for y in range(SIZE):
        v = (y - 256) / 256
        at = dice.randrange(1 << 16)
        row = array.array("h")
        for x in range(SIZE):
            u = (x - 256) / 256
            body = (u / 0.9 / swell) ** 2 + (v / 0.65) ** 2
            if u * u + v * v > 1:
                row.append(AIR)  # outside of what the scanner sees
                continue
            if body > 1:
                tissue = -1000
            elif body > 0.85:
                tissue = -100
            elif ((abs(u) - 0.42) / 0.27) ** 2 + ((v + 0.02) / 0.42) ** 2 < 1:
                tissue = -820 + 90 * math.sin(40 * u * swell) * math.sin(37 * v)
            elif (u / 0.1) ** 2 + ((v - 0.4) / 0.12) ** 2 < 1:
                tissue = 420
            else:
                tissue = 45
            row.append(max(AIR, int(tissue + noise[(at + x) & 0xFFFF])))
        if sys.byteorder == "big":
            row.byteswap()
        rows.append(row.tobytes())
    return rows


def write(folder, number, parts):
    """Writes a file into a folder of its hundred."""
    within = os.path.join(folder, f"{number // 100:05d}")
    if number % 100 == 0:
        os.makedirs(within, exist_ok=True)
    with open(os.path.join(within, f"{number:07d}.dcm"), "wb") as file:
        for part in parts:
            file.write(part)


def slices(folder, count):
    """Sixteen different slices, each moved along by a row and more for every instance that shows it again."""
    bases = [slice_rows(seed) for seed in range(min(16, count))]
    for number in range(count):
        rows, shift = bases[number % 16], number // 16 % SIZE
        head = header(CT, number, SIZE, SIZE, 16, signed=True) + pixel_data(16, 2 * SIZE * SIZE)
        write(folder, number, [head, *rows[shift:], *rows[:shift]])


def small(folder, count, size):
    """Pixels that do not compress, as many as make up the size."""
    columns = min(256, max(2, (size - 900) & ~1))
    lines = max(1, (size - 900) // columns)
    noise = random.Random(1).randbytes(columns * lines + 4096)
    for number in range(count):
        head = header(SECONDARY, number, lines, columns, 8) + pixel_data(8, columns * lines)
        shift = number % 4096
        write(folder, number, [head, noise[shift : shift + columns * lines]])


def multiframe(folder, count, frames):
    """The sixteen slices again and again."""
    bases = [b"".join(slice_rows(seed)) for seed in range(min(16, frames))]
    for number in range(count):
        head = header(ENHANCED_CT, number, SIZE, SIZE, 16, frames, signed=True)
        head += pixel_data(16, 2 * SIZE * SIZE * frames)
        write(folder, number, [head, *(bases[frame % 16] for frame in range(frames))])


@functools.lru_cache(maxsize=None)
def base(number):
    """One of four slices, made when it is first asked for."""
    return slice_rows(number % 4)


def level(value, bits):
    """What a scanner of so many bits has for a value of CT: all of it from 12 bits on, a wide window in 8."""
    return min(255, max(0, (value + 1024) * 255 // 2500)) if bits == 8 else min((1 << 12) - 1, max(0, value + 1024))


def tiled(bases, size, bits):
    """Rows of a square picture: slices side by side."""
    tables = {value: level(value, bits) for value in range(-32768, 32768)} if bits < 16 else None
    for y in range(size):
        row = array.array("B" if bits == 8 else "h")
        for tile in range(size // SIZE):
            values = array.array("h", bases[(y // SIZE + tile) % len(bases)][y % SIZE])
            row.extend(map(tables.__getitem__, values) if tables else values)
        yield row.tobytes()


def colours(rows):
    """Rows of a picture of 640 x 480 in false colours: a slice, its mirror's edge beside it."""
    for y in range(480):
        values = array.array("h", rows[y + 16])
        row = bytearray()
        for x in range(640):
            grey = level(values[x % SIZE], 8)
            row += bytes((grey, min(255, grey * 3 // 4 + 20), 255 - grey if grey > 200 else grey // 2))
        yield bytes(row)


def picture(number, size, bits, shift):
    """A grey picture, as the parts of its file; from 16 bits on with sign."""
    allocated = 8 if bits == 8 else 16
    bases = [base((shift + tile) % 4) for tile in range(4)]
    head = header(SECONDARY if bits == 8 else CT, number, size, size, allocated, signed=bits == 16, stored=bits)
    rows = list(tiled(bases, size, bits))
    turn = shift // 4 % size
    return [head, pixel_data(allocated, size * size * allocated // 8), *rows[turn:], *rows[:turn]]


def pictures(folder, count):
    """Pictures of all kinds, a folder each."""
    number = 0
    for bits in (8, 12, 16):
        for size in (512, 1024, 2048):
            for shift in range(count):
                write(os.path.join(folder, f"grey-{size}-{bits}"), shift, picture(number, size, bits, shift))
                number += 1
    for shift in range(count):
        head = header(SECONDARY, number, 480, 640, 8, samples=3) + pixel_data(8, 640 * 480 * 3)
        write(os.path.join(folder, "colour-640x480"), shift, [head, *colours(base(shift % 4))])
        number += 1


def make(folder, kind, *numbers):
    """Makes a store unless it is there already; returns its folder."""
    if not os.path.isdir(folder):
        unfinished = folder + ".unfinished"
        {"slices": slices, "small": small, "frames": multiframe, "pictures": pictures}[kind](unfinished, *numbers)
        os.rename(unfinished, folder)
    return folder


if __name__ == "__main__":
    if len(sys.argv) < 4 or sys.argv[2] not in ("slices", "small", "frames", "pictures"):
        sys.exit(__doc__)
    make(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
