"""Holding a file against its shape and its own names; every complaint becomes a finding."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tui.facts import schema
from tui.facts.diagnostics import Report
from tui.facts.interval import NONNEGATIVE
from tui.facts.model import Concept, Dims, Mark
from tui.facts.period import Period, PeriodError, parse_period
from tui.facts.quantity import Quantity, QuantityError, parse_quantity
from tui.facts.schema import ID, FileShape, StatementShape
from tui.facts.units import MEASURES, Units, currency_of, in_currency
from tui.facts.yaml_tree import Map, Node, Seq, Spot


def circular(links: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """The names on a circle, or between two of them; in time linear in the number of links."""
    forward = {name: [to for to in targets if to in links] for name, targets in links.items()}
    backward = _reversed(forward)
    return _endless(forward, backward) & _endless(backward, forward)


def _endless(links: Mapping[str, list[str]], back: Mapping[str, list[str]]) -> frozenset[str]:
    """What is left when names that link to nothing are taken away, again and again."""
    count = {name: len(targets) for name, targets in links.items()}
    ended = [name for name, number in count.items() if not number]
    while ended:
        for name in back[ended.pop()]:
            count[name] -= 1
            if not count[name]:
                ended.append(name)
    return frozenset(name for name, number in count.items() if number)


def _reversed(links: Mapping[str, list[str]]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, targets in links.items():
        for target in targets:
            found[target].append(name)
    return {name: found[name] for name in links}


_ID = re.compile(ID)
_SECTIONS = {
    "source": "sources",
    "concept": "concepts",
    "model": "models",
    "entity": "entities",
    "person": "people",
}

_DECLARE = {kind: f"declare it under {section}:" for kind, section in _SECTIONS.items()} | {
    "trim": "declare it under trims: of the model",
    "fact": "give the statement that is meant an id:",
}


def mark(spot: Spot) -> Mark:
    """The position as people count it."""
    return Mark(spot[0] + 1, spot[1] + 1)


class Reading:
    """One pass over a file: what it declares so far, and where findings go.

    The names that count as declared are those of the text, also where an entry is itself amiss, so
    that one slip gives one finding.
    """

    def __init__(self, root: Map, report: Report, ids: frozenset[str] = frozenset()) -> None:
        """`ids` are those that statements give themselves."""
        self.root = root
        self.report = report
        self.units = Units()
        self.concepts: Mapping[str, Concept] = {}
        self.as_of = parse_period("2200")
        self.today = date.max
        self.places: dict[str, Spot] = {}
        self.names = {kind: _keys(root, section) for kind, section in _SECTIONS.items()}
        self.trims = {key: _keys(node, "trims") for key, node in _entries(root, "models")}
        self.names["fact"] = ids
        self.cited: set[str] = set()
        self._good_sources: set[tuple[str, ...]] = set()
        self.home = next((key for key, _ in _entries(root, "entities")), "")
        self._periods: dict[str, Period] = {}
        self._quantities: dict[tuple[str, str, bool], Quantity] = {}
        self._dims: dict[tuple[str, ...], Dims] = {}

    def period(self, text: str, spot: Spot) -> Period | None:
        """A period; None when there is none or it is reported as unreadable."""
        if not text:
            return None
        found = self._periods.get(text)
        if found is None:
            try:
                found = parse_period(text)
            except PeriodError as error:
                self.inside(spot, text, error.offset, "bad-period", error)
                return None
            self._periods[text] = found
        return found

    def period_of(self, node: Map, key: str) -> Period | None:
        """The period in a field that may be left out."""
        text = node.get(key)
        return self._periods.get(text) or self.period(text, node.value_at(key)) if text else None

    def quantity(
        self, text: str, spot: Spot, *, decimals: str = "", exact: bool = False
    ) -> Quantity | None:
        """A quantity; None when it is reported as unreadable."""
        key = (text, decimals, exact)
        found = self._quantities.get(key)
        if found is None:
            try:
                found = parse_quantity(text, self.units, decimals=decimals or None, exact=exact)
            except QuantityError as error:
                self.inside(spot, text, error.offset, error.code, error)
                return None
            self._quantities[key] = found
        return found

    def inside(
        self, spot: Spot, text: str, offset: int, code: str, error: QuantityError | PeriodError
    ) -> None:
        """Report what a scalar is refused for, at the place inside it."""
        self.report.add_inside(spot, text, offset, code, error.message, error.advice)

    def sources(self, node: Map, ids: Sequence[str], key: str = "source") -> tuple[str, ...]:
        """The ids of sources, each of which must be declared and named once."""
        names = tuple(ids)
        if names in self._good_sources:
            return names
        for index, name in enumerate(names):
            self.known("source", name, listed_at(node, key, index))
        self.cited.update(names)
        distinct = set(names)
        if len(distinct) < len(names):
            self._refuse_repeated(node, names, key)
        elif distinct <= self.names["source"]:
            self._good_sources.add(names)
        return names

    def _refuse_repeated(self, node: Map, ids: Sequence[str], key: str) -> None:
        seen: set[str] = set()
        for index, name in enumerate(ids):
            if name in seen:
                message = f"source '{name}' is named twice"
                self.report.add(listed_at(node, key, index), "duplicate-source", message)
            seen.add(name)

    def known(self, kind: str, name: str, spot: Spot, names: Iterable[str] | None = None) -> bool:
        """Whether a name is declared, or left out; reported when it is not."""
        candidates = self.names[kind] if names is None else names
        if not name or name in candidates:
            return True
        advice = self.report.suggest(name, candidates, _DECLARE[kind])
        self.report.add(spot, f"unknown-{kind}", f"unknown {kind} '{name}'", advice)
        return False

    def speaker(self, name: str, spot: Spot) -> bool:
        """Whether somebody is among the people and entities; by key, though names help to find."""
        keys = self.names["person"] | self.names["entity"]
        if not name or name in keys:
            return True
        spoken = {
            alias.casefold(): key
            for section in ("people", "entities")
            for key, node in _entries(self.root, section)
            for alias in _spoken(key, node)
        }
        word = name.casefold()
        near = next((alias for alias in spoken if word in alias.split()), None)
        near = near or self.report.nearest(word, spoken)
        advice = f"did you mean '{spoken[near]}'?" if near else "declare who it is under people:"
        self.report.add(spot, "unknown-person", f"unknown person '{name}'", advice)
        return False

    def about(
        self, node: Map, entity: str, model: str, trim: str, market: str = "", duration: str = ""
    ) -> Dims:
        """What a figure is about; the first entity when none is named."""
        key = (entity, model, trim, market, duration)
        found = self._dims.get(key)
        if found is None:
            if not self._dims_known(node, entity, model, trim):
                return Dims(entity or self.home, model, trim, market, duration)
            found = self._dims[key] = Dims(entity or self.home, model, trim, market, duration)
        return found

    def _dims_known(self, node: Map, entity: str, model: str, trim: str) -> bool:
        fine = not entity or self.known("entity", entity, node.value_at("entity"))
        if model and not self.known("model", model, node.value_at("model")):
            return False
        if trim and not model:
            message = f"trim '{trim}' of which model?"
            self.report.add(node.key_at("trim"), "missing-field", message, "add model: <id>")
            return False
        if trim and model in self.trims:
            return self.known("trim", trim, node.value_at("trim"), self.trims[model]) and fine
        return fine

    def identifier(self, text: str, spot: Spot) -> None:
        """Report an id that is not written as ids are."""
        if text and not _ID.fullmatch(text):
            advice = 'lower case letters, digits, "-", "_", "."'
            self.report.add(spot, "bad-id", f"'{text}' is not a valid id", advice, length=len(text))


def listed_at(node: Map, key: str, index: int) -> Spot:
    """Where an item of a list stands, or the one value that is written without brackets."""
    value = node[key]
    return value.marks[index] if isinstance(value, Seq) else node.value_at(key)


def _keys(node: Node | None, section: str) -> frozenset[str]:
    found = node.get(section) if isinstance(node, Map) else None
    return frozenset(found.marks) if isinstance(found, Map) else frozenset()


def statement_ids(root: Map) -> frozenset[str]:
    """The ids that statements give themselves."""
    statements = root.get("facts")
    if not isinstance(statements, Seq):
        return frozenset()
    found = (node.get("id") for node in statements if isinstance(node, Map))
    return frozenset(key for key in found if isinstance(key, str) and key)


def _entries(root: Map, section: str) -> list[tuple[str, Any]]:
    found = root.get(section)
    return list(found.items()) if isinstance(found, Map) else []


def _spoken(key: str, node: Node) -> list[str]:
    names = [key]
    if isinstance(node, Map):
        names += [name for name in (node.get("name"), *node.get("aliases", ())) if name]
    return [name for name in names if isinstance(name, str)]


_SIGNED = re.compile(r"[^\d]*[+\-−]\s*\d")


def read_value(
    reading: Reading, concept: Concept, text: str, spot: Spot, decimals: str = ""
) -> Quantity | None:
    """The quantity of a numeric concept; None for text, for a date, and where it does not fit."""
    if concept.unit in ("text", "date", ""):
        if not text:
            message = f"{concept.key} is empty"
            reading.report.add(spot, "empty-value", message, "fill it in or remove it")
        elif concept.unit == "date":
            reading.period(text, spot)
        return None
    quantity = reading.quantity(text, spot, decimals=decimals, exact=concept.exact)
    if quantity is None or not _unit_fits(reading, concept, quantity, spot):
        return None
    if concept.nonnegative and quantity.support.lo < 0:
        return _not_negative(reading, concept, quantity, spot)
    return quantity


def _unit_fits(reading: Reading, concept: Concept, quantity: Quantity, spot: Spot) -> bool:
    unit, key = quantity.unit, concept.key
    if not _same_measure(unit, concept.unit):
        message = _mismatch(concept, unit)
        advice = _UNIT_ADVICE.get(concept.unit.partition("/")[0], "")
        reading.report.add(spot, "unit-mismatch", message, advice, length=len(quantity.text))
        return False
    if concept.unit == "growth" and quantity.value and not _SIGNED.match(quantity.text):
        message = f"{key} is a change and needs a sign"
        advice = f"write +{quantity.value.normalize():f}% for growth, -5% for a decline"
        reading.report.add(spot, "sign-missing", message, advice, length=len(quantity.text))
        return False
    if concept.unit == "%" and quantity.core.lo > 100:
        message = f"{quantity.text} for a share"
        advice = f"write +{quantity.value.normalize():f}% for growth"
        size = len(quantity.text)
        reading.report.add(spot, "percent-range", message, advice, length=size, severity="warning")
    return True


@cache
def _same_measure(unit: str, wanted: str) -> bool:
    """Whether a unit measures what a concept does: any currency money, PS and kW power."""
    if currency_of(unit):
        return in_currency(unit, "money") == wanted
    if wanted == "growth":
        return unit == "%"
    return unit == wanted or any(unit in same and wanted in same for same in MEASURES)


_UNIT_ADVICE = {
    "money": "e.g. 18.6 billion CNY, -6,500 CNY/car",
    "%": "e.g. 23%",
    "growth": "e.g. +23%",
}


def _mismatch(concept: Concept, unit: str) -> str:
    kinds = {
        "money": "an amount of money",
        "%": "percent",
        "growth": "a change in percent",
        "x": "a multiple, such as 3x",
    }
    if concept.unit in kinds:
        return f"{concept.key} is {kinds[concept.unit]}, '{unit}' is not"
    if "/" in concept.unit and concept.unit.startswith("money/"):
        return f"{concept.key} is money per {concept.unit.partition('/')[2]}, '{unit}' is not"
    return f"{concept.key} is counted in {concept.unit}, not {unit}"


def _not_negative(
    reading: Reading, concept: Concept, quantity: Quantity, spot: Spot
) -> Quantity | None:
    """The quantity with bounds that do not reach below zero."""
    core, support = quantity.core.meet(NONNEGATIVE), quantity.support.meet(NONNEGATIVE)
    if core is None or support is None or quantity.value < 0:
        message = f"{concept.key} cannot be negative"
        advice = "a loss is a negative operating_result"
        reading.report.add(spot, "negative", message, advice, length=len(quantity.text))
        return None
    return quantity._replace(core=core, support=support)


def period_fits(concept: Concept, period: Period | None, *, timed: bool, about_car: bool) -> bool:
    """Whether a concept can be measured at or over a period.

    `timed` figures state their own duration, so that one day of several is enough.
    A property of a car may leave its day out.
    """
    if concept.period == "none":
        return True
    if period is None:
        return about_car and concept.period == "instant"
    if concept.period == "instant":
        return period.is_instant
    return timed or period.kind != "set"


def refuse_period(reading: Reading, concept: Concept, period: Period | None, spot: Spot) -> None:
    """Report a period that is missing or of the wrong kind."""
    key, measured = concept.key, _MEASURED[concept.period]
    if period is None:
        message = f"field 'period' is missing: {key} is measured {measured}"
        advice = "e.g. period: 2025-Q2"
        reading.report.add(spot, "missing-field", message, advice)
        return
    if concept.period == "instant":
        last = period.last or "2025-08-19"
        first = period.start or (period.last or date(2025, 8, 19)).replace(day=1)
        what = "a duration"
        advice = f"give the day: {last}, or [{first}..{last}] when the day is not known"
    else:
        what = "one day of several"
        advice = f"for all of these days write {period.text[1:-1].replace('..', '/')}"
    message = f"{key} is measured {measured}, {period.text} is {what}"
    reading.report.add(spot, "period-type", message, advice, length=len(period.text))


_MEASURED = {"duration": "over a stretch of time", "instant": "at an instant"}


PROMISES = ("forecast", "target")
ADD_BY = "add by: <person or company>"
_DECIMALS = re.compile(r"-?[0-9]{1,2}|INF")
_SPANS = {"h": ("hours", "PT{}H"), "m": ("minutes", "PT{}M"), "d": ("days", "P{}D")}

_Check = Callable[[Reading, StatementShape, Spot], None]


def check_statement(reading: Reading, item: StatementShape, node: Map) -> None:
    """Report what is wrong with the fields that a statement has."""
    for field in node.keys() & _CHECKS.keys():
        _CHECKS[field](reading, item, node.value_at(field))


def decimals_of(item: StatementShape) -> str:
    """The last digit that counts, where it is stated as it should be."""
    return item.decimals if _DECIMALS.fullmatch(item.decimals) else ""


def _check_id(reading: Reading, item: StatementShape, spot: Spot) -> None:
    reading.identifier(item.id, spot)
    first = reading.places.setdefault(item.id, spot)
    if first != spot:
        message = f"statement id '{item.id}' is used twice"
        reading.report.add(spot, "duplicate-id", message, f"first on line {first[0] + 1}")


def _check_period(reading: Reading, item: StatementShape, spot: Spot) -> None:
    period = reading.period(item.period, spot) if item.scenario == "actual" else None
    if period and period.start and period.start > reading.today:
        message = f"an actual figure for {item.period} lies in the future"
        reading.report.add(spot, "future-actual", message, "set scenario: forecast")


def _check_scenario(reading: Reading, item: StatementShape, spot: Spot) -> None:
    if item.scenario in PROMISES and not item.by:
        message = f"this {item.scenario} does not say who made it"
        reading.report.add(spot, "by-missing", message, ADD_BY)


def _check_rank(reading: Reading, item: StatementShape, spot: Spot) -> None:
    if item.rank != "normal" and not item.reason:
        advice = "e.g. reason: superseded by the company report"
        message = f"a {item.rank} statement needs a reason"
        reading.report.add(spot, "reason-missing", message, advice)


def _check_duration(reading: Reading, item: StatementShape, spot: Spot) -> None:
    text = item.duration
    if re.fullmatch(schema.DURATION, text):
        return
    plain = re.fullmatch(r"(\d+) ?([hmd])[a-z]*", text)
    word, form = _SPANS[plain[2]] if plain else ("hours", "PT{}H")
    count = plain[1] if plain else "18"
    advice = f"{count} {word} is {form.format(count)}"
    message = f"'{text}' is not an ISO 8601 duration"
    reading.report.add(spot, "bad-duration", message, advice, length=len(text))


def _check_decimals(reading: Reading, item: StatementShape, spot: Spot) -> None:
    if not _DECIMALS.fullmatch(item.decimals):
        message = f"decimals cannot be '{item.decimals}'"
        advice = "-4 is ten thousands, 1 a tenth, INF exact"
        reading.report.add(spot, "bad-value", message, advice)


def _check_market(reading: Reading, item: StatementShape, spot: Spot) -> None:
    reading.identifier(item.market, spot)


def _check_speaker(reading: Reading, item: StatementShape, spot: Spot) -> None:
    reading.speaker(item.by, spot)


_CHECKS: dict[str, _Check] = {
    "id": _check_id,
    "period": _check_period,
    "scenario": _check_scenario,
    "by": _check_speaker,
    "rank": _check_rank,
    "duration": _check_duration,
    "decimals": _check_decimals,
    "market": _check_market,
}


_Path = tuple[str | int, ...]

_SHAPES: dict[_Path, type[BaseModel]] = {
    (): schema.FileShape,
    ("people", "*"): schema.NamedShape,
    ("entities", "*"): schema.NamedShape,
    ("models", "*"): schema.ModelShape,
    ("concepts", "*"): schema.ConceptShape,
    ("calculations", "*"): schema.CalculationShape,
    ("sources", "*"): schema.SourceShape,
    ("facts", "*"): schema.StatementShape,
    ("forecasts", "*"): schema.ForecastShape,
    ("forecasts", "*", "expects"): schema.ExpectsShape,
    ("events", "*"): schema.EventShape,
    ("disputes", "*"): schema.DisputeShape,
    ("disputes", "*", "about"): schema.AboutShape,
    ("disputes", "*", "claims", "*"): schema.ClaimShape,
    ("acknowledge", "*"): schema.AcknowledgeShape,
    ("rates", "*"): schema.RateShape,
    ("rates", "*", "*"): schema.PairShape,
}
_ITEMS = {
    "people": "person",
    "entities": "entity",
    "facts": "statement",
    "acknowledge": "acknowledgement",
}
_OPTIONAL = {name for name, field in FileShape.model_fields.items() if not field.is_required()}
_PASSES = 3
"""What was mended may be amiss in another way, and what was removed may be missed."""
_KINDS = {
    "string_type": "text",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
}


def validate(root: Map, report: Report) -> FileShape | None:
    """The file in its shape; entries that do not fit are reported and left out of `root`.

    None when so much is amiss that nothing can be said about the rest.
    """
    for _ in range(_PASSES):
        try:
            return FileShape.model_validate(root)
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False)
            if not _report(root, details, report):
                return None
    return None


def _report(root: Map, details: Sequence[ErrorDetails], report: Report) -> bool:
    """Report the errors and mend or remove what they are about; whether the rest can be read."""
    missing = _missing(details)
    if () in missing:  # the entries of a section without its name spoil the section before it
        details = [item for item in details if len(item["loc"]) == 1]
        missing = {(): missing[()]}
    unfit: set[_Path] = set()
    for item in details:
        path = tuple(item["loc"])
        if item["type"] == "extra_forbidden" or _is_no_pair(item):
            _unknown_field(root, path, missing, report)
        elif item["type"] != "missing":
            _bad_value(root, item, report)
            unfit.add(path[:2])
    for path, names in missing.items():
        if names:
            _missing_fields(root, path, names, report)
        unfit.update((*path, name)[:2] for name in names)
    for path in sorted(unfit, reverse=True):
        _remove(root, path)
    return all(len(path) > 1 or path[0] in _OPTIONAL for path in unfit)


def _missing(details: Sequence[ErrorDetails]) -> dict[_Path, list[str]]:
    """The fields that are missing from each mapping."""
    found: dict[_Path, list[str]] = {}
    for item in details:
        if item["type"] == "missing":
            found.setdefault(tuple(item["loc"][:-1]), []).append(str(item["loc"][-1]))
    return found


def _unknown_field(root: Map, path: _Path, missing: dict[_Path, list[str]], report: Report) -> None:
    """Report a field; a misspelt one is one slip, though it is both unknown and missing."""
    parent, key = path[:-1], str(path[-1])
    node = _find(root, parent)[1]
    shape = _SHAPES.get(_pattern(parent))
    if not isinstance(node, Map) or shape is None:
        return
    fields = [field for field in shape.model_fields if field not in node]
    lacking = missing.get(parent, [])
    meant = report.nearest(key, lacking) or report.nearest(key, fields)
    if meant in lacking:
        lacking.remove(meant)
    advice = f"did you mean '{meant}'?" if meant else _field_advice(key, shape)
    spot = node.key_at(key)
    report.add(spot, "unknown-field", f"unknown field '{key}'", advice, length=len(key))
    value, marks = node.pop(key), node.marks.pop(key)
    if meant:
        node[meant], node.marks[meant] = value, marks


def _is_no_pair(item: ErrorDetails) -> bool:
    """Whether it is an unknown field of a rate, where CNY/USD and the like are welcome."""
    path = item["loc"]
    unfit = item["type"] == "model_type" and path[0] == "rates" and len(path) == 3
    return unfit and "/" not in str(path[2])


def _missing_fields(root: Map, path: _Path, names: Sequence[str], report: Report) -> None:
    listed = ", ".join(f"'{name}'" for name in names)
    what = f"field {listed} is" if len(names) == 1 else f"fields {listed} are"
    advice = "" if path else f"write {names[0]}: at the very start of a line"
    spot = _find(root, path)[0]
    report.add(spot, "missing-field", f"{what} missing{_item(path)}", advice, length=1)


def _field_advice(key: str, shape: type[BaseModel]) -> str:
    if key[:1].isdigit() or " " in key:
        return "a comma inside { } splits values: quote the value or use block style"
    return f"fields here: {', '.join(shape.model_fields)}"


def _bad_value(root: Map, item: ErrorDetails, report: Report) -> None:
    path, kind, context = tuple(item["loc"]), item["type"], item.get("ctx", {})
    spot, node = _find(root, path)
    name = next((str(part) for part in reversed(path) if isinstance(part, str)), "the file")
    if kind == "literal_error":
        allowed = _allowed(str(context["expected"]))
        advice = report.suggest(str(node), allowed, f"one of {', '.join(allowed)}")
        report.add(spot, "bad-value", f"{name} cannot be '{node}'", advice)
    elif kind in ("too_short", "string_too_short") or node == "":
        report.add(spot, "empty-value", f"{name} is empty", "fill it in or remove it")
    elif kind == "string_too_long":
        limit = context["max_length"]
        message = f"{name} has {len(str(node))} characters, the limit is {limit}"
        report.add(spot, "too-long", message, "say it in fewer words")
    else:
        wanted = "text" if _takes_text(path) else _KINDS.get(kind, "something else")
        message = f"{name} must be {wanted}, found {_kind_of(node)}"
        report.add(spot, "wrong-type", message, _type_advice(name, wanted, node), length=1)


def _allowed(expected: str) -> list[str]:
    return [word.strip("'") for word in expected.replace(" or ", ", ").split(", ") if word != "''"]


def _takes_text(path: _Path) -> bool:
    """Whether a field takes one text as well as a list of them."""
    return path[-1] in ("source", "derived_from") or path[-2:-1] == ("states",)


def _type_advice(name: str, wanted: str, node: Node) -> str:
    if wanted == "text" and isinstance(node, Seq):
        if name in ("period", "said", "date", "published", "as_of", "versus", "read"):
            return 'quote it: "[2025-06-30..2025-08-31]"'
        return "quote it: a comma inside [ ] splits values"
    if wanted == "text":
        return 'quote a value that holds ": " or starts with {'
    return "indent its entries below it"


def _kind_of(node: Node) -> str:
    if isinstance(node, Map):
        return "a mapping"
    return "a list" if isinstance(node, Seq) else "text"


def _find(root: Map, path: _Path) -> tuple[Spot, Node]:
    """The deepest node on a path, and where it stands."""
    spot: Spot = (0, 0)
    node: Node = root
    for part in path:
        if isinstance(node, Map) and part in node:
            spot, node = node.value_at(str(part)), node[str(part)]
        elif isinstance(node, Seq) and isinstance(part, int) and part < len(node):
            spot, node = node.marks[part], node[part]
    return spot, node


def _pattern(path: _Path) -> _Path:
    """The path with a star for every id, number and currency pair in it."""
    named = ("expects", "about", "claims")
    return tuple(part if not index or part in named else "*" for index, part in enumerate(path))


def _item(path: _Path) -> str:
    if not path:
        return ""
    section = str(path[0])
    word = _ITEMS.get(section, section.removesuffix("s"))
    inner = next((f"{part} of " for part in reversed(path[2:]) if isinstance(part, str)), "")
    if len(path) > 1 and isinstance(path[1], str):
        return f" in {inner}{word} '{path[1]}'"
    return f" in {inner}this {word}"


def _remove(root: Map, path: _Path) -> None:
    """Take out an entry of a section, or a section."""
    parent, last = _find(root, path[:-1])[1], path[-1]
    if isinstance(parent, Map):
        parent.pop(str(last), None)
    elif isinstance(parent, Seq) and isinstance(last, int) and last < len(parent):
        del parent[last], parent.marks[last]
