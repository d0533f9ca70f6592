#!/usr/bin/env bash
# Run the tests with the lowest or the newest version of every dependency that pyproject.toml allows.
set -euo pipefail
cd "$(dirname "$0")/.."
case "${1:-}" in lowest | newest) ;; *) echo "usage: scripts/versions.sh lowest|newest" >&2; exit 2 ;; esac

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
python="$folder/venv/bin/python"

"$python" - "$1" > "$folder/bounds.txt" <<'END'
import re, sys, tomllib
from pathlib import Path

project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
wanted = project["dependencies"] + [d for e in project["optional-dependencies"].values() for d in e]
if sys.argv[1] == "lowest":
    print(*(re.sub(r">=([^,]+).*", r"==\1", line) for line in wanted if ">=" in line), sep="\n")
END
"$python" -m pip install --quiet --disable-pip-version-check --constraint "$folder/bounds.txt" '.[test,web]'
"$python" -m pip list --disable-pip-version-check
"$python" -m pytest -q -n auto --dist worksteal -p no:cacheprovider
