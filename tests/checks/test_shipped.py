"""What the checks find on the shipped facts, pinned: a new finding is news, a lost one too."""

from tests import DATA, SHIPPED
from tui.checks.finding import Finding, has_errors, listed
from tui.checks.run import run_checks
from tui.facts.load import load_facts

PINNED = DATA / "shipped_findings.txt"


def told(finding: Finding) -> str:
    """A finding without its line, which changes whenever a figure is added above it."""
    dims = "/".join(part for part in (finding.dims.model, finding.dims.trim) if part)
    period = finding.period.text if finding.period else ""
    known = " known" if finding.acknowledged else ""
    return f"{finding.check} {finding.verdict} {finding.concept} {period} {dims}".strip() + known


def test_the_findings_on_the_shipped_facts_are_the_pinned_ones() -> None:
    """To pin them anew after a change of facts.yaml: `make findings`."""
    findings = listed(run_checks(load_facts(SHIPPED)))
    assert sorted(map(told, findings)) == PINNED.read_text(encoding="utf-8").splitlines()


def test_no_conflict_is_left_unexplained() -> None:
    assert not has_errors(run_checks(load_facts(SHIPPED)))


if __name__ == "__main__":
    lines = sorted(map(told, listed(run_checks(load_facts(SHIPPED)))))
    PINNED.write_text("\n".join(lines) + "\n", encoding="utf-8")
