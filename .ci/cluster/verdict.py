"""Compares an export under faults with the same one undisturbed."""
import collections

MOST_REDONE = 0.02


def repeated(writes, prefix):
    """How often objects below a prefix were sent beyond the first time, those of one name one after another."""
    times = collections.Counter(write.name for write in writes if write.name.startswith(prefix))
    return sum(count - 1 for count in times.values())


def longest_silence(times, outages):
    """
    The longest time in which nothing was done that could have been, as (seconds, begin).

    times: when something was done, the begin and the end of all among them; outages: (begin, end) of what nothing is done without.
    """
    longest = (0.0, 0.0)
    times = sorted(times)
    for begin, end in zip(times, times[1:]):
        free = begin  # of what is not an outage
        for away, back in sorted(outages) + [(end, end)]:
            if away > free:
                longest = max(longest, (min(away, end) - free, free))
            free = max(free, min(back, end))
    return longest


def failures(lines, prefix):
    """How often each failure is in a log."""
    return collections.Counter(
        (code, resource, message.replace(prefix, "")) for severity, resource, code, message in lines if severity == "ERROR")


def differences(calm, chaos):
    """What is not as in the undisturbed run; both are dicts with done, counters, objects, lines, prefix."""
    found = []
    if not chaos["operation"] or not chaos["operation"].get("done"):
        found.append(f"the operation is not done: {chaos['operation']}")
    elif "error" in chaos["operation"]:
        found.append(f"the operation ended in an error: {chaos['operation']['error']}")
    counters = [run["operation"]["metadata"].get("counter") if run["operation"] else None for run in (calm, chaos)]
    if counters[0] != counters[1]:
        found.append(f"counters are {counters[1]}, undisturbed {counters[0]}")
    missing, added = calm["objects"].keys() - chaos["objects"].keys(), chaos["objects"].keys() - calm["objects"].keys()
    other = [name for name in calm["objects"].keys() & chaos["objects"].keys() if calm["objects"][name] != chaos["objects"][name]]
    for what, names in (("missing", missing), ("there that should not be", added), ("of another content", other)):
        if names:
            found.append(f"{len(names)} objects {what}, such as {sorted(names)[:3]}")
    before, after = failures(calm["lines"], calm["prefix"]), failures(chaos["lines"], chaos["prefix"])
    for key in sorted(before.keys() | after.keys()):
        if before[key] != after[key]:
            found.append(f"{after[key]} lines instead of {before[key]}: {key}")
    return found
