"""Tests of the store; the sample file they share, and ways to break it."""

from tests import DATA

SAMPLE_PATH = DATA / "sample.yaml"
SAMPLE = SAMPLE_PATH.read_text(encoding="utf-8")


def broken(text: str, old: str, new: str) -> tuple[str, int, int]:
    """The text with one change, and line and column of the ¦ in it, which is taken out."""
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
    marked = text.replace(old, new)
    at = marked.index("¦")
    line = marked.count("\n", 0, at) + 1
    return marked.replace("¦", ""), line, at - marked.rfind("\n", 0, at)
