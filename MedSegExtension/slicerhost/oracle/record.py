"""Asks the probes in the application and writes its answers: `Slicer --python-script record.py FILE`.

Needs nothing of the host but this folder.
"""

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def record(target: Path) -> int:
    """Write all probes with the answers of the Qt binding that runs now.

    Args:
        target: The file to write, in the form of `probes.json`.

    Returns:
        How many answers differ from the recorded ones.
    """
    import qt

    sys.path.insert(0, str(HERE))
    from probe import probes

    answers = {probe.label: probe.ask(qt) for probe in probes()}
    rows = [{"label": p.label, "setup": p.setup, "code": p.code, "answer": answers[p.label]} for p in probes()]
    target.write_text("[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n", encoding="utf-8")
    return sum(answers[probe.label] != probe.answer for probe in probes())


if __name__ == "__main__":
    sys.stdout.write(f"{record(Path(sys.argv[1]))} answers differ\n")
