"""`xev-tui add`: a statement of a source, written in its place into the file of its maker."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from tui.cli.common import refuse, refuse_piped
from tui.cli.options import OneOf, facts_option, in_file_spelling

if TYPE_CHECKING:
    from tui.cli.entry import Draft, Entry, Ledger
    from tui.facts.book import FactBook

EXIT_WRONG = 1
"""What `check` exits with where it finds an error."""
_IF_CONTRADICTED = (
    "A figure that is known to be wrong takes --rank deprecated and --reason; where it is open "
    "which one is right, write both into the file."
)
_SHOWN = 12
"""Remarks of the check that are told in full."""

EXAMPLES = """
\b
Examples:
  xev-tui add                            asks for everything, line by line
  xev-tui add --period 2026-Q3 --source example-2026-11-24 \\
      deliveries="131,460 cars" revenue="33.7 billion CNY"
                                         shows it and asks before writing
  xev-tui add --period 2026-Q3 --source example-2026-11-24 \\
      --title "Third quarter" --publisher "Example News" --tier press \\
      --date 2026-11-24 gross_margin=22.4% --yes
                                         with a new source, without asking

\b
Nothing is written if the file has errors or would have some, and
only the new lines are added to the file. A figure of --entity is
written into the file that defines it, such as peers/nio.yaml. ctrl+d ends
without writing. For fields that are not here, edit the file.

\b
Money ends with the code of its currency: revenue="4.7 billion USD",
asp="235,100 CNY/car", operating_result="-3.1 billion CNY" for a loss.
A $ is not read, and between double quotes the shell would drop it.

\b
A whole number that ends in zeros is taken as rounded: 131,460 cars are
131,455 to 131,465. Where all was counted: "exactly 131,460 cars".
"""

_DETAILS = ("at", "entity", "model", "trim", "versus", "by", "rank", "reason", "note")
_SOURCE = {"title": "title", "publisher": "publisher", "url": "url", "date": "published"}


@click.command(epilog=EXAMPLES)
@click.argument("figures", nargs=-1, metavar="[CONCEPT=VALUE]...")
@click.option(
    "--period",
    metavar="PERIOD",
    callback=in_file_spelling,
    help="2026-Q3 or Q3 2026, 2026, 2026-09, 2026-09-30 ...",
)
@click.option("--source", "sources", multiple=True, metavar="ID", help="The source that states it.")
@click.option("--at", metavar="TEXT", help="Where in the source, such as page 3.")
@click.option("--entity", metavar="ID", help="Whose figures, if not the first entity's.")
@click.option("--model", metavar="ID", help="Which car.")
@click.option("--trim", metavar="ID", help="Which trim of it.")
@click.option("--versus", metavar="PERIOD", callback=in_file_spelling, help="The base of a growth.")
@click.option("--by", metavar="ID", help="Who says so, where it matters.")
@click.option("--rank", type=OneOf(["preferred", "normal", "deprecated"]))
@click.option("--reason", metavar="TEXT", help="Why it is preferred or deprecated.")
@click.option("--note", metavar="TEXT", help="What a reader must know.")
@click.option("--title", metavar="TEXT", help="For a new source: its title,")
@click.option("--publisher", metavar="TEXT", help="who published it,")
@click.option("--url", metavar="URL", help="where it is,")
@click.option("--date", metavar="DATE", help="when it appeared,")
@click.option("--tier", metavar="TIER", help="how near it is to the company.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@facts_option
def add(
    figures: tuple[str, ...],
    period: str | None,
    sources: tuple[str, ...],
    tier: str | None,
    yes: bool,
    facts_path: str | None,
    **texts: str | None,
) -> None:
    """Add a figure that a source states, without knowing YAML.

    The program asks for whatever is not given. It shows the block that will be written and the
    check results.
    """
    from tui.cli.entry import Entry, EntryError, refuse_running
    from tui.facts.diagnostics import FactsError
    from tui.facts.insert import NoPlaceError

    try:
        ledger = _ledger(facts_path)
        fields = {name: text for key, name in _SOURCE.items() if (text := texts[key])}
        new_source = _new_source(ledger.book, sources, fields | ({"tier": tier} if tier else {}))
        details = {name: text for name in _DETAILS if (text := texts[name])}
        entry = Entry(period or "", sources, new_source, details)
        refuse_running(ledger.book, entry)
        entry = _given(ledger.book, entry, figures)
        _add(ledger, entry, yes=yes)
    except FactsError as error:
        refuse(f"{error}\nNothing was added.")
    except (EntryError, NoPlaceError) as error:
        refuse(str(error))
    except click.Abort:
        click.echo("\nNothing was written.", err=True)
        raise


def _ledger(facts_path: str | None) -> Ledger:
    from tui.cli.common import patience
    from tui.cli.entry import EntryError, open_ledger
    from tui.facts.load import PACKAGE, find_facts

    refuse_piped(facts_path)
    path = find_facts(facts_path)
    if path.parent == PACKAGE:
        raise EntryError(
            f"These facts are part of the program. Copy them, and add to the copy:\n"
            f"cp -R {path} {path.parent / 'peers'} . && xev-tui --facts {path.name} add"
        )
    with patience(f"Checking {path.name}"):
        return open_ledger(path)


def _new_source(
    book: FactBook, sources: tuple[str, ...], fields: Mapping[str, str]
) -> tuple[str, Mapping[str, str]] | None:
    """The source that the options describe, if they do; every other one must be on file."""
    from tui.cli.entry import EntryError, later_day, read_address, read_day
    from tui.facts.book import TIERS
    from tui.facts.diagnostics import did_you_mean

    unknown = [key for key in sources if key not in book.sources]
    if not fields and unknown:
        near = did_you_mean(unknown[0], book.sources)
        advice = f"{near} For a new one give --title, --publisher and --tier.".strip()
        raise EntryError(f"unknown source '{unknown[0]}' ({advice})")
    if not fields:
        return None
    if len(unknown) != 1:
        raise EntryError("A new source needs one --source ID that is not on file yet.")
    if missing := [name for name in ("title", "publisher", "tier") if name not in fields]:
        raise EntryError(f"A new source needs --{' and --'.join(missing)}, too.")
    readers = {"published": ("--date", read_day), "url": ("--url", read_address)}
    for name, (option, read) in readers.items():
        try:
            if text := fields.get(name):
                fields = {**fields, name: read(text)}
        except EntryError as error:
            raise EntryError(f"{option}: {error}") from None
    if told := later_day(book, fields.get("published", "")):
        click.echo(f"{told}, which moves there.", err=True)
    if fields["tier"] not in TIERS:
        near = did_you_mean(fields["tier"], TIERS, f"one of {', '.join(TIERS)}")
        raise EntryError(f"--tier cannot be '{fields['tier']}' ({near})")
    return unknown[0], fields


def _given(book: FactBook, entry: Entry, figures: tuple[str, ...]) -> Entry:
    """An entry with the figures of the command line, each told as it is read."""
    from tui.cli.entry import EntryError, concept_named, read_back

    wrong: list[str] = []
    for figure in figures:
        name, _, text = figure.partition("=")
        try:
            if not text:
                raise EntryError('a figure is missing (write deliveries="130,000 cars")')
            concept = concept_named(book, name)
            if entry.period or "model" in entry.details:
                click.echo(read_back(book, entry, concept, text.strip()), err=True)
            entry = entry.with_figure(concept.key, text.strip())
        except EntryError as error:
            wrong.append(f"{name}: {error}")
    if wrong:
        raise EntryError("\n".join(wrong))
    return entry


def _add(ledger: Ledger, entry: Entry, *, yes: bool) -> None:
    """Ask for what is missing, show what comes of it, and write it."""
    from tui.cli.add_questions import ask_whether, asked
    from tui.cli.entry import EntryError, draft_of, write_draft
    from tui.facts import fmt

    missing = _missing(entry)
    if missing and yes:
        raise EntryError(f"--yes asks nothing, so give {', '.join(missing)} too.")
    entries = asked(ledger.book, entry)
    if missing:
        entry = next(entries)
    while True:
        draft = draft_of(ledger, entry)
        _show(ledger, draft)
        if draft.is_wrong:
            says = "It cannot be written while" if missing else "Nothing was written:"
            click.echo(f"{says} the check finds an error in it. {_IF_CONTRADICTED}", err=True)
            if not missing:
                sys.exit(EXIT_WRONG)
        elif yes or (answer := ask_whether("Write it?")):
            break
        elif answer is False:
            click.echo("Nothing was written.", err=True)
            return
        entry = next(entries)
    try:
        write_draft(ledger, draft)
    except OSError as error:
        refuse(f"{error.filename or 'The facts'}: {error.strerror}. Nothing was written.")
    wrote = [
        f"{fmt.joined([piece.place for piece in pieces])} of {path}"
        for path, _, pieces in draft.files.values()
    ]
    click.echo(f"Wrote {fmt.joined(wrote)}.", err=True)


def _missing(entry: Entry) -> list[str]:
    """The options that would have to be given."""
    known = {
        "--period": entry.period or "model" in entry.details,
        "--source": entry.sources,
        'figures such as deliveries="130,000 cars"': entry.states,
    }
    return [words for words, given in known.items() if not given]


def _show(ledger: Ledger, draft: Draft) -> None:
    """The lines that are new, and what the check says with them."""
    from tui.checks.report import as_text, gravity

    for path, _, pieces in draft.files.values():
        for piece in pieces:
            click.echo(f"\n{path}, {piece.place}:", err=True)
            click.echo(piece.text)
    if not draft.news:
        click.echo("\nThe check finds nothing new.", err=True)
        return
    click.echo("\nWhat the check says about it:", err=True)
    told = sorted(draft.news, key=gravity)
    grave = sum(item.severity != "info" for item in told)
    left_out = told[: -max(grave, _SHOWN)]
    if left_out:
        click.echo(f"{len(left_out)} more remarks, and", err=True)
    click.echo(as_text(told[len(left_out) :], str(ledger.path)), err=True)
