"""`python -m slicerhost.lint FOLDER ...`: prints what PythonQt would refuse, a line each; fails if there is any."""

import sys

from slicerhost.lint import check_folder


def main(folders: list[str]) -> int:
    """Check folders and print the findings."""
    findings = [found for folder in folders for found in check_folder(folder)]
    for found in findings:
        sys.stdout.write(f"{found}\n")
    return 1 if findings else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:] or ["."]))
