#!/usr/bin/env python3
"""Whether DCMTK, GDCM and pydicom read what an export wrote in a transfer syntax, and read the same.

    read_back.py TRUTH EXPORTED SYNTAX

TRUTH and EXPORTED are folders of the same store's exports: in Explicit VR Little Endian, and in SYNTAX. Of each kind of
pixels, the smallest instances are read. Lossless syntaxes have to give the samples of TRUTH in every tool, lossy ones
something close to them.
"""
import collections
import pathlib
import subprocess
import sys
import tempfile
import warnings
import zlib

import numpy
import pydicom
import pydicom.encaps

P = "1.2.840.10008.1.2"
HTJ2K = {P + ".4.201", P + ".4.202", P + ".4.203"}
LOSSY = {P + ".4.50", P + ".4.51", P + ".4.81", P + ".4.91", P + ".4.203"}
DCMTK = {
    P + ".5": "dcmdrle", P + ".4.50": "dcmdjpeg", P + ".4.51": "dcmdjpeg", P + ".4.57": "dcmdjpeg", P + ".4.70": "dcmdjpeg",
    P + ".4.80": "dcmdjpls", P + ".4.81": "dcmdjpls", P: "dcmconv", P + ".1.99": "dcmconv",
}
# What these tools don't know at all: DCMTK no JPEG 2000, GDCM no high-throughput one, pydicom no JPEG of 12 bits, and none of them deflated frames, for
# which pydicom finds the frames and zlib reads them.
DEFLATED_FRAME = P + ".8.1"
GDCM = set(DCMTK) | {P + ".4.90", P + ".4.91"}
PYDICOM = set(GDCM) - {P + ".4.51"} | HTJ2K | {DEFLATED_FRAME}
EACH = 2


def rgb(ybr):
    """YBR_FULL of 8 bits as RGB (PS3.3 C.7.6.3.1.2)."""
    y, cb, cr = ybr[..., 0], ybr[..., 1] - 128, ybr[..., 2] - 128
    exact = numpy.stack([y + 1.402 * cr, y - 0.344136 * cb - 0.714136 * cr, y + 1.772 * cb], -1)
    return numpy.clip(numpy.rint(exact), 0, 255).astype(numpy.int64)


def words(dataset, lossy=False):
    """The samples of a native data set, as numbers without sign, a frame after the other; lossy colours as RGB."""
    kind = {8: "u1", 16: "<u2", 32: "<u4"}[dataset.BitsAllocated]
    count = dataset.Rows * dataset.Columns * dataset.SamplesPerPixel * int(dataset.get("NumberOfFrames", 1) or 1)
    found = numpy.frombuffer(dataset.PixelData, kind)[:count].astype(numpy.int64) & (1 << dataset.BitsStored) - 1
    if dataset.SamplesPerPixel == 3:
        ybr = dataset.PhotometricInterpretation.startswith("YBR_FULL")
        frames = int(dataset.get("NumberOfFrames", 1) or 1)
        shape = (frames, 3, -1) if dataset.get("PlanarConfiguration", 0) == 1 else (frames, -1, 3)
        found = found.reshape(shape)
        found = found.transpose(0, 2, 1) if shape[1] == 3 else found
        found = rgb(found) if ybr and lossy else found
    return found.ravel()


def chosen(truth, exported):
    """Files of both, the smallest of each kind of pixels."""
    kinds = collections.defaultdict(list)
    for file in sorted(exported.rglob("*.dcm"), key=lambda one: (one.stat().st_size, one.name)):
        twin = truth / file.relative_to(exported)
        if not twin.exists():
            continue
        before = pydicom.dcmread(twin, force=True)
        if "Rows" in before and "PixelData" in before and before.get("BitsAllocated", 0) in (8, 16) \
                and not before.PhotometricInterpretation.endswith("_422"):  # whose samples are not one a pixel
            kind = tuple(str(before.get(name)) for name in (
                "PhotometricInterpretation", "BitsAllocated", "BitsStored", "PixelRepresentation", "SamplesPerPixel"))
            if len(kinds[kind]) < EACH:
                kinds[kind].append(file)
    return [file for files in kinds.values() for file in files]


def by_tools(file, syntax, folder):
    """The samples as each tool has them."""
    raw = folder / "raw.dcm"
    if syntax in DCMTK:
        options = ["+te"] if DCMTK[syntax] == "dcmconv" else []
        yield "dcmtk", [DCMTK[syntax], *options, str(file), str(raw)], raw
    if syntax in GDCM:
        yield "gdcm", ["gdcmconv", "--raw", str(file), str(raw)], raw
    if syntax in PYDICOM:
        yield "pydicom", None, file


def read(command, file, lossy):
    if command:
        file.unlink(missing_ok=True)
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode or not file.exists():
            raise ValueError(f"{command[0]} refuses it: {done.stderr.decode(errors='replace').strip()[-200:]}")
        return words(pydicom.dcmread(file), lossy)
    dataset = pydicom.dcmread(file)
    if dataset.file_meta.TransferSyntaxUID == DEFLATED_FRAME:
        frames = pydicom.encaps.generate_frames(dataset.PixelData, number_of_frames=int(dataset.get("NumberOfFrames", 1) or 1))
        dataset.PixelData = b"".join(zlib.decompressobj(-zlib.MAX_WBITS).decompress(frame) for frame in frames)
    elif dataset.file_meta.TransferSyntaxUID.is_compressed and dataset.file_meta.TransferSyntaxUID.is_encapsulated:
        dataset.decompress()
    return words(dataset, lossy)


def off(found, expected, lossy):
    """What is wrong with samples; empty if nothing."""
    if found.shape != expected.shape:
        return f"{found.shape[0]} samples instead of {expected.shape[0]}"
    if not lossy:
        return "" if (found == expected).all() else f"{(found != expected).sum()} samples differ"
    error = float(numpy.mean((found - expected).astype(float) ** 2))
    peak = max(255.0, float(expected.max() - expected.min()))
    return "" if error <= peak ** 2 / 10 ** 2.8 else f"an error of {error ** 0.5:.1f} where values span {peak:.0f}"


def main():
    truth, exported, syntax = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
    warnings.simplefilter("ignore")
    wrong, read_files = [], 0
    with tempfile.TemporaryDirectory() as temporary:
        for file in chosen(truth, exported):
            name = file.relative_to(exported)
            read_files += 1
            dump = subprocess.run(["dcmdump", "-q", str(file)], capture_output=True, check=False)
            if dump.returncode or dump.stderr:
                wrong.append(f"{name}: dcmdump: {dump.stderr.decode(errors='replace').strip()[-200:]}")
            lossy = syntax in LOSSY
            expected = words(pydicom.dcmread(truth / name, force=True), lossy)
            for tool, command, result in by_tools(file, syntax, pathlib.Path(temporary)):
                try:
                    complaint = off(read(command, result, lossy), expected, lossy)
                except Exception as error:  # whatever a tool says is a finding
                    complaint = f"{type(error).__name__}: {error}"
                if complaint:
                    wrong.append(f"{name}: {tool}: {complaint}")
    print(f"{syntax}: {read_files} instances read back, {len(wrong)} complaints")
    print("\n".join(wrong))
    sys.exit(1 if wrong or not read_files else 0)


if __name__ == "__main__":
    main()
