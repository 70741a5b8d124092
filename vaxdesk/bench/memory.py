"""How much memory a process held at its most."""

import sys

if sys.platform != "win32":
    import resource


def peak_mb() -> float | None:
    """The most memory this process ever held, in MB; None where the system does not tell."""
    if sys.platform == "win32":
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10
