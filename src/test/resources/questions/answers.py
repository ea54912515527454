"""The answers to the questions of docs/bigquery.md, out of the files of the sample store and without our own reader.

Needs pydicom:  python answers.py data/samples >answers.json
"""
import collections
import json
import pathlib
import sys

import pydicom

NOT_TEXT = {"OB", "OD", "OF", "OL", "OV", "OW", "SQ"}
PIXELS = ("PixelData", "FloatPixelData", "DoubleFloatPixelData")

files = sorted(path for path in pathlib.Path(sys.argv[1]).rglob("*") if path.is_file())
instances = [(path.stat().st_size, pydicom.dcmread(path)) for path in files]
images = [ds for _, ds in instances if "Rows" in ds]
everything = [ds for _, ds in instances]


def text(ds, keyword):
    """A value as text; an empty one is none."""
    value = ds.get(keyword)
    return None if value is None or str(value) == "" else str(value)


def number(ds, keyword):
    value = text(ds, keyword)
    return None if value is None else float(value)


def grouped(rows, key):
    groups = collections.defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return sorted(groups.items(), key=lambda group: [(part is None, part) for part in group[0]])


def different(rows, keyword):
    return len({str(row.get(keyword)) for row in rows if text(row, keyword) is not None})


def modalities():
    for key, rows in grouped(everything, lambda ds: (text(ds, "Modality"),)):
        yield [*key, different(rows, "StudyInstanceUID"), different(rows, "SeriesInstanceUID"), len(rows)]


def slices():
    scans = [ds for ds in everything if ds.Modality in ("CT", "MR", "PT")]
    names = ("Manufacturer", "ManufacturerModelName", "Modality")
    for key, rows in grouped(scans, lambda ds: tuple(text(ds, name) for name in names)):
        values = [number(ds, "SliceThickness") for ds in rows]
        known = [value for value in values if value is not None]
        yield [*key, min(known), max(known), values.count(None)]


def frames():
    found = []
    for key, rows in grouped(images, lambda ds: (text(ds, "Modality"),)):
        counts = [int(ds.get("NumberOfFrames") or 1) for ds in rows]
        found.append([*key, len(rows), sum(counts), max(counts)])
    return sorted(found, key=lambda row: (-row[2], row[0]))


def stacks():
    oriented = [ds for ds in everything if len(ds.get("ImageOrientationPatient") or []) == 6]
    found = []
    for key, rows in grouped(oriented, lambda ds: (ds.SeriesInstanceUID,)):
        found.append([text(rows[0], "Modality"), text(rows[0], "SeriesDescription"), len(rows)]
                     + [different(rows, name)
                        for name in ("ImageOrientationPatient", "PixelSpacing", "ImagePositionPatient")])
    return sorted(found, key=lambda row: (-row[2], row[0], row[1]))


def shown(element):
    """The first value as text; of unknown bytes only those that are text."""
    value = element.value
    if element.VR == "UN":
        return value.decode("ascii").rstrip(" \0") if all(32 <= byte < 127 for byte in value.rstrip(b"\0")) else None
    return str(value[0] if isinstance(value, (list, pydicom.multival.MultiValue)) else value)


def private():
    found = collections.defaultdict(list)
    for ds in everything:
        for element in ds:
            if element.tag.is_private and element.VR not in NOT_TEXT and shown(element):
                found["Tag_%08X" % element.tag].append(shown(element))
    return [[tag, len(values), min(values)] for tag, values in sorted(found.items())]


def sides():
    silent = [ds for ds in everything if ds.Modality in ("CR", "DX", "MG")
              and text(ds, "ImageLaterality") is None and text(ds, "Laterality") is None]
    names = ("Modality", "BodyPartExamined", "ViewPosition")
    for key, rows in grouped(silent, lambda ds: tuple(text(ds, name) for name in names)):
        yield [*key, len(rows)]


def without_pixels():
    return sorted([ds.SOPInstanceUID, text(ds, "Modality"), text(ds, "SeriesDescription")]
                  for ds in everything if not any(name in ds for name in PIXELS))


def stored():
    sizes = collections.defaultdict(list)
    for size, ds in instances:
        sizes[str(ds.file_meta.TransferSyntaxUID)].append(size)
    found = [[syntax, len(all_of), sum(all_of), max(all_of)] for syntax, all_of in sizes.items()]
    return sorted(found, key=lambda row: -row[2])


def part(name, component):
    return [each or None for each in (name.split("^") + [""] * 5)[component:component + 1]][0]


def patients():
    def key(ds):
        name = ds.PatientName
        return (ds.PatientID, part(name.alphabetic, 0), part(name.alphabetic, 1), part(name.ideographic, 0))
    for name, rows in grouped(everything, key):
        last = max(ds.StudyDate for ds in rows)
        yield [*name, different(rows, "StudyInstanceUID"), last[:4] + "-" + last[4:6]]


def measured():
    found = []
    for ds in everything:
        for item in ds.get("ContentSequence") or []:
            for concept in item.get("ConceptNameCodeSequence") or []:
                for value in item.get("MeasuredValueSequence") or []:
                    for unit in value.get("MeasurementUnitsCodeSequence") or []:
                        found.append([ds.PatientID, concept.CodeMeaning, str(value.NumericValue), unit.CodeValue])
    return sorted(found)


ANSWERS = {
    "How much is there of each modality?": modalities,
    "How thick are the slices that each scanner makes?": slices,
    "How many frames are there?": frames,
    "Which series are stacks of parallel images?": stacks,
    "What private elements are there, and what is in them?": private,
    "Which radiographs don't say which side they show?": sides,
    "Which instances have no pixel data?": without_pixels,
    "How is it stored, and how large is it?": stored,
    "Who are the patients, and when were they here?": patients,
    "What was measured in the reports?": measured,
}

lines = ["%s: [\n    %s\n  ]" % (json.dumps(title), ",\n    ".join(json.dumps(row, ensure_ascii=False) for row in answer()))
         for title, answer in ANSWERS.items()]
print("{\n  " + ",\n  ".join(lines) + "\n}")
