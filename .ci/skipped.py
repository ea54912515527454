"""Tells of tests that were left out: skipped.py ALONE EVERYTHING, two folders of surefire's reports.

ALONE is a whole run without anything besides a JDK: it skips no test of the packages below. EVERYTHING is a run of those tests
that do more where more is at hand: it skips none at all, and it has run whatever ALONE skipped.
"""

import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

NEVER_SKIPPED = ("dicom", "codec", "render", "transcode")


def tests(folder: str) -> tuple[set[str], set[str]]:
    """(run, skipped), as CLASS.METHOD; CLASS where it was left out whole, or some of it was run."""
    run, skipped = set(), set()
    for report in Path(folder).glob("TEST-*.xml"):
        for case in ElementTree.parse(report).iter("testcase"):
            # Surefire's name for a class of parameterized tests alone that was left out before it had any.
            method = re.match(r"\w*", case.get("name").removeprefix("initializationError"))[0]
            name = f"{case.get('classname')}.{method}".rstrip(".")
            if case.find("skipped") is None:
                run |= {name, case.get("classname")}
            else:
                skipped.add(name)
    return run, skipped


alone_run, alone_skipped = tests(sys.argv[1])
all_run, all_skipped = tests(sys.argv[2])
faults = [f"no reports in {folder}" for folder, run in zip(sys.argv[1:], (alone_run, all_run)) if not run]
faults += [
    f"skipped on a clone that stands alone: {name}"
    for name in sorted(alone_skipped)
    if name.startswith(tuple(f"org.dicomcaravan.{package}." for package in NEVER_SKIPPED))
]
faults += [f"skipped where everything is at hand: {name}" for name in sorted(all_skipped)]
faults += [f"run nowhere: {name}" for name in sorted(alone_skipped - all_run - all_skipped)]
print(*faults, sep="\n")
print(f"{len(alone_run)} tests alone, {len(alone_skipped)} of them in part or not at all; {len(all_run)} with everything")
sys.exit(bool(faults))
