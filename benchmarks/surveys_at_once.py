"""A whole hall of students sends a survey at the same instant, against the real server on this machine.

    python benchmarks/surveys_at_once.py            300 students at once: all acknowledged, none lost, none twice, p95 in 1.5 s
    python benchmarks/surveys_at_once.py storm      100 students, each sends the same form five times at once: 100 rows

It makes a school in a temporary folder, starts ``chalkface serve`` on it, lets every student in at the door with their slip
and open the survey, and only then sends. Wall-clock time: the load of the machine is printed beside it. What is proved with
the same means (kills too) is in ``tests/trust/test_t13_hall.py`` and those after it.
"""

import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "src")]
os.environ.pop("CHALKFACE_DATABASE_URL", None)
os.environ["CHALKFACE_DATA"] = tempfile.mkdtemp(prefix="chalkface-benchmark-")
os.environ["DJANGO_SETTINGS_MODULE"] = "chalkface.config.settings"

import django

django.setup()

from tests.trust.browsers import part_of
from tests.trust.serving import place
from tests.trust.test_t13_hall import RETURNS, sent_by

GOAL = 1.5
MODES = {"hall": (300, 1), "storm": (100, 5)}  # students, and how often each sends the same


def main() -> int:
    """Run the mode that is asked for. Returns 0 when nothing was lost and nothing is there twice."""
    mode = sys.argv[1] if len(sys.argv) > 1 else "hall"
    if mode not in MODES:
        print(__doc__, file=sys.stderr)
        return 2
    students, times = MODES[mode]
    with place(Path(os.environ["CHALKFACE_DATA"], "school")) as where:
        sent = sent_by(where, students, times=times)
        ((rows, who),) = where.rows(RETURNS)
    statuses = Counter(one.status for one in sent)
    others = {status: many for status, many in statuses.items() if status != 302}
    seconds = [one.seconds for one in sent]
    print(f"sent {len(sent)}, acknowledged {statuses[302]}, other answers {others}")
    print(f"rows {rows} of {students} students: lost {students - who}, twice {rows - who}")
    print(f"median {part_of(seconds, 50):.2f} s, p95 {part_of(seconds, 95):.2f} s (goal {GOAL}), longest {max(seconds):.2f} s")
    print(f"different answers: {len({one.body for one in sent})}; load of the machine {os.getloadavg()[0]:.1f}")
    return 0 if statuses[302] == len(sent) and rows == who == students else 1


if __name__ == "__main__":
    sys.exit(main())
