"""Worker processes on the measured database, run to their end while somebody looks at their memory."""

import os
import subprocess
import sys
import time
from pathlib import Path

LOOK = 5.0  # seconds between two readings of the memory


def worked(code: str, workers: int, look: float = LOOK) -> list[int]:
    """`code` in so many processes, to the end; what they held together, in MB, at each look."""
    started = [subprocess.Popen([sys.executable, "-c", code], env=dict(os.environ)) for _ in range(workers)]
    held = []
    while any(worker.poll() is None for worker in started):
        time.sleep(look)
        held.append(sum(_megabytes(worker.pid) for worker in started))
    if any(worker.returncode for worker in started):
        raise RuntimeError([worker.returncode for worker in started])
    return held


def _megabytes(pid: int) -> int:
    """The resident memory of a process; none once it has ended."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) // 1024
    return 0
