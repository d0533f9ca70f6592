"""Writes docs/facts-file.md from the shape of facts.yaml: `make docs`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import fill
from typing import Any

from tui.facts.model import File
from tui.facts.quantity import Hedge
from tui.facts.schema import FORM, shape

PAGE = Path(__file__).parent.parent / "docs" / "facts-file.md"
SECTIONS = {
    "FileShape": "The whole file",
    "PersonShape": "`people`",
    "EntityShape": "`entities`",
    "ModelShape": "`models`",
    "ConceptShape": "`concepts`",
    "CalculationShape": "`calculations`",
    "SourceShape": "`sources`",
    "StatementShape": "`facts`",
    "ForecastShape": "`forecasts`",
    "ExpectsShape": "`expects` of a forecast",
    "EventShape": "`events`",
    "DisputeShape": "`disputes`",
    "AboutShape": "`about` of a dispute",
    "ClaimShape": "`claims` of a dispute",
    "AcknowledgeShape": "`acknowledge`",
    "RateShape": "`rates`",
    "PairShape": "a currency pair of `rates`",
}
KINDS = {
    "2025-Q1": "a [period](#periods)",
    "about 70": "a [quantity](#quantities), any text where the unit is text",
    "18 hours": "a length of time: 18 hours is `PT18H`",
    "-4 is": "a power of ten: `-4` is ten thousands; `INF` is exact",
    "1, 2, 3": "1, 2, 3 …",
    "a plain": "a plain number",
}
"""What a field takes in words, by how the shape's own words for it begin."""
_WORDS = [", ".join(hedge.words) for hedge in Hedge if hedge.words]
HEAD = """\
# The facts file

<!-- Written by `make docs` from the schema in tui/facts/model.py: change that, not this page. -->

`facts.yaml` is plain YAML, written by hand. Every value is read as text, so `2.50` keeps its zero
and `yes` stays a word. There are no anchors, aliases, tags or duplicate keys, and an unknown field
is an error with its line, its column and the nearest name that is known.

```sh
xev-tui check facts.yaml      # what is wrong, and what does not agree
xev-tui schema > facts.schema.json
```

With the second line an editor with a YAML language server completes fields and shows
what they mean; begin the file with `# yaml-language-server: $schema=facts.schema.json`.

## Quantities

Written as the source writes them: hedge, sign, number, scale, unit.

| written | read as |
|---|---|
| `75,869 cars` | exactly that: a full count |
| `131,460 cars` | 131,455 to 131,465: zeros at the end of a whole number count as rounding |
| `exactly 131,460 cars` | exactly that |
| `18.6 billion CNY` | 18.55 to 18.65: accurate to its last digit |
| `about -70 million USD` | a loss of about 70 million; rounded, and hedged |
| `over 300,000 cars` | more than that, with no upper end |
| `nearly 24 billion CNY` | slightly less than that |
| `1.0±0.2 billion CNY` | 0.8 to 1.2, as stated |
| `23.17%` | 23.165 to 23.175 |
| `+234%` | a growth, where the concept's unit is `growth` |
| `-5亿元` | −500 million CNY; 万 is ten thousand, 亿 a hundred million |

"""
HEAD += fill(
    f"Hedges: {' · '.join(f'*{words}*' for words in _WORDS)}. "
    "Money takes an ISO 4217 code after the number; thousands are grouped by three with commas. A "
    'loss is negative, so "over 5,000 USD lost per car" is `under -5,000 USD/car`: bounds are of '
    "the number itself. Any other hedge is of its size: `nearly -5 billion CNY` is −5 to −4.5 "
    "billion.",
    100,
    break_on_hyphens=False,
)
HEAD += """

## Periods

`2025-Q1` `2025-H1` `2025` `2025-06` `2025-06-26` are spans; `2025-01/2025-09` runs from the first
to the end of the second; `../2025-06-30` is from the beginning; `[2025-06-30..2025-08-31]` is one
unknown day in that range. A `~` at the end means approximate, `?` uncertain, `%` both.

## Quotation marks

Put a value in quotation marks when it holds `: ` or ` #`, when a comma stands in it inside braces
or brackets (`{price: "329,900 CNY"}`), and when it begins with one of
``% @ ` ! & * | > { [``.
"""


def page() -> str:
    """The page. Raises KeyError for a field that has no note, and for a shape without a section."""
    schema = shape(File).model_json_schema()
    shapes = {"FileShape": schema, **schema["$defs"]}
    if missing := shapes.keys() - SECTIONS.keys():
        raise KeyError(*missing)
    return HEAD + "".join(_section(name, shapes[name]) for name in SECTIONS)


def _section(name: str, shape: dict[str, Any]) -> str:
    lines = ["", f"## {SECTIONS[name]}", "", shape["description"].replace("\n", " "), ""]
    lines += ["| field | holds | means |", "|---|---|---|"]
    needed = shape.get("required", ())
    for field, kind in shape["properties"].items():
        note = kind.pop("description")
        mark = " (needed)" if field in needed else ""
        lines.append(f"| `{field}`{mark} | {' '.join(_holds(kind))} | {note} |")
    return "\n".join(lines) + "\n"


def _holds(kind: Mapping[str, Any]) -> Iterator[str]:
    """What a field takes, in words."""
    if "const" in kind:
        yield f"`{kind['const']}`"
    elif "enum" in kind:
        yield ", ".join(f"`{value}`" for value in kind["enum"] if value and value is not True)
    elif "$ref" in kind:
        yield f"{_named(kind['$ref'])}"
    elif "items" in kind:
        held = " ".join(_holds(kind["items"]))
        yield f"a list of {'ids' if held == 'an id' else held}"
    elif "additionalProperties" in kind:
        yield "by id:"
        yield from _holds(kind["additionalProperties"])
    elif "anyOf" in kind and "array" in str(kind["anyOf"]):
        yield from (*_holds(kind["anyOf"][0]), "or a list")
    elif FORM in kind or "description" in kind:
        shown = kind.get(FORM) or kind["description"]
        yield next(words for begin, words in KINDS.items() if shown.startswith(begin))
    else:
        yield "an id" if "pattern" in kind else "text"


def _named(reference: str) -> str:
    title = SECTIONS[reference.rpartition("/")[2]]
    anchor = title.replace("`", "").replace(" ", "-")
    return f"[{title}](#{anchor})"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
