"""What the texts of a file mean: entries become records, names are held against the declared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, partial
from typing import Any, Literal, TypeVar, get_args, get_origin
from urllib.parse import urlsplit

from tui.facts import model
from tui.facts.currencies import CURRENCIES, currency_meant
from tui.facts.diagnostics import Report
from tui.facts.interval import NONNEGATIVE, POSITIVE
from tui.facts.model import NOTHING, Concept, Mark, fields, names
from tui.facts.period import DURATION, Period, PeriodError, parse_period
from tui.facts.quantity import Quantity, QuantityError, parse_quantity
from tui.facts.schema import ID
from tui.facts.slips import UNKNOWN_UNIT
from tui.facts.units import MEASURES, TECHNICAL, Units, currency_of, in_currency
from tui.facts.yaml_tree import Map, Node, Seq, Spot

_T = TypeVar("_T")
_ID = re.compile(ID)
SECTIONS = {
    "source": "sources",
    "concept": "concepts",
    "model": "models",
    "entity": "entities",
    "person": "people",
}

_DECLARE = {kind: f"declare it under {section}:" for kind, section in SECTIONS.items()} | {
    "source": "add it under sources:",
    "trim": "declare it under trims: of the model",
    "fact": "give the statement that is meant an id:",
}


class Reading:
    """One pass over all files: what they declare so far, and where findings go.

    The names that count as declared are those of the text, also where an entry is itself amiss, so
    that one slip gives one finding. What cannot be read is reported, and something stands in for
    it: a file with a finding becomes no book.
    """

    def __init__(
        self,
        root: Map,
        report: Report,
        ids: frozenset[str] = frozenset(),
        homes: Mapping[str, str] = NOTHING,
        *,
        is_whole: bool = True,
    ) -> None:
        """`ids` are those that statements give themselves, `homes` the first entities of files.

        Unless it `is_whole`, a file could not be read, and an unknown name may be one of its.
        """
        self.root = root
        self.report = report
        self.units = Units()
        self.concepts: Mapping[str, Concept] = {}
        self.names = {kind: _keys(root, section) for kind, section in SECTIONS.items()}
        self.trims = {key: _keys(node, "trims") for key, node in _entries(root, "models")}
        self.names["fact"] = ids
        self.cited: set[str] = set()
        self._homes = homes
        self._home = next((key for key, _ in _entries(root, "entities")), "")
        self._is_whole = is_whole
        self._periods: dict[str, Period] = {}
        self._quantities: dict[tuple[str, str, bool], Quantity] = {}

    def record(self, kind: Callable[..., _T], node: Map, **given: object) -> _T:
        """A mapping of the file as a record; what it leaves out is as the record has it."""
        for name, written, read in _readers(kind):
            if written is None or written in node:
                given[name] = read(self, node, written or "")
        return kind(**given)

    def mark(self, spot: Spot) -> Mark:
        """A position as people count it."""
        file, line, column = self.report.locate(spot)
        return Mark(line, column, file)

    def home(self, file: str) -> str:
        """What an entry of a file is about where it does not say: the file's first entity."""
        return self._homes.get(file, self._home)

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

    def sources(self, node: Map, field: str) -> tuple[str, ...]:
        """The ids of sources, each of which must be declared and named once."""
        ids = listed(node[field])
        seen: set[str] = set()
        for index, name in enumerate(ids):
            if name not in self.names["source"]:
                self.known("source", name, listed_at(node, field, index))
            if name in seen:
                message = f"source '{name}' is named twice"
                self.report.add(listed_at(node, field, index), "duplicate-source", message)
            seen.add(name)
        self.cited |= seen
        return ids

    def known(
        self, kind: str, name: str, spot: Spot, names: Iterable[str] | None = None, advice: str = ""
    ) -> bool:
        """Whether a name is declared, or left out; reported when it is not.

        `advice` is what to type where no name is like it.
        """
        candidates = self.names[kind] if names is None else names
        if not name or name in candidates or not (self._is_whole or kind == "concept"):
            return True
        declare = advice or _DECLARE[kind]
        advice = self.report.suggest(name, candidates, declare)
        if kind == "source" and advice != declare:
            advice += f" if it is new, {declare}"
        self.report.add(spot, f"unknown-{kind}", f"unknown {kind} '{name}'", advice)
        return False

    def speaker(self, name: str, spot: Spot) -> bool:
        """Whether somebody is among the people and entities; by key, though names help to find."""
        keys = self.names["person"] | self.names["entity"]
        if not name or name in keys or not self._is_whole:
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

    def identifier(self, text: str, spot: Spot) -> None:
        """Report an id that is not written as ids are."""
        if text and not _ID.fullmatch(text):
            advice = 'lower case letters, digits, "-", "_", "."'
            self.report.add(spot, "bad-id", f"'{text}' is not a valid id", advice, length=len(text))


def listed(value: Node) -> tuple[str, ...]:
    """The items of a list, or the one value that is written without brackets."""
    return (value,) if isinstance(value, str) else tuple(value)


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
    if concept.nonnegative and quantity.value < 0:
        message = f"{concept.key} cannot be negative"
        advice = "a loss is a negative operating_result"
        reading.report.add(spot, "negative", message, advice, length=len(quantity.text))
        return None
    counts = concept.nonnegative or reading.units.is_count(concept.unit)
    return _above_zero(quantity) if counts and quantity.value >= 0 else quantity


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


def _above_zero(quantity: Quantity) -> Quantity:
    """The quantity with bounds above zero, or from zero on if it is zero itself.

    Of what is said to be about 100,000 there is some: it can be divided by.
    """
    room = POSITIVE if quantity.value else NONNEGATIVE
    core, support = quantity.core.meet(room), quantity.support.meet(room)
    return quantity._replace(core=core or quantity.core, support=support or quantity.support)


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


_Reader = Callable[[Reading, Map, str], Any]
"""Gives the value of one field of a mapping."""


@cache
def _readers(record: Callable[..., object]) -> tuple[tuple[str, str | None, _Reader], ...]:
    """The fields of a record: name, name in the file, and how what is written becomes a value.

    What takes all other names has none of its own.
    """
    own = names(record)
    return tuple(
        (field.name, None, partial(_rest, own, _reader(get_args(field.kind)[1])))
        if field.is_rest
        else (field.name, field.written, _reader(field.kind))
        for field in fields(record)
    )


def _reader(kind: Any) -> _Reader:
    args = get_args(kind)
    if kind in _READERS:
        return _READERS[kind]
    if get_origin(kind) is Literal:
        return _plain
    if get_origin(kind) is tuple:
        return partial(_in_list, args[0])
    return partial(_by_id, args[1]) if get_origin(kind) is Mapping else partial(_inside, kind)


def _plain(reading: Reading, node: Map, field: str) -> str:
    return str(node[field])


def _several(reading: Reading, node: Map, field: str) -> tuple[str, ...]:
    return tuple(node[field])


def _inside(kind: Any, reading: Reading, node: Map, field: str) -> Any:
    return reading.record(kind, node[field])


def _rest(own: Sequence[str], read: _Reader, reading: Reading, node: Map, _: str) -> dict[str, Any]:
    return {name: read(reading, node, name) for name in node if name not in own}


def _in_list(kind: Any, reading: Reading, node: Map, field: str) -> tuple[Any, ...]:
    items: Seq = node[field]
    if "mark" not in kind._fields:
        return tuple(reading.record(kind, item) for item in items)
    return tuple(
        reading.record(kind, item, mark=reading.mark(spot))
        for item, spot in zip(items, items.marks, strict=True)
    )


def _by_id(kind: Any, reading: Reading, node: Map, field: str) -> dict[str, Any]:
    entries: Map = node[field]
    found = {}
    for key, entry in entries.items():
        spot = entries.key_at(key)
        reading.identifier(key, spot)
        found[key] = reading.record(kind, entry, key=key, mark=reading.mark(spot))
    return found


def _concepts(reading: Reading, node: Map, field: str) -> dict[str, Concept]:
    """The concepts, by which the figures after them are read."""
    reading.concepts = found = _by_id(Concept, reading, node, field)
    return found


def _trims(reading: Reading, node: Map, field: str) -> dict[str, str]:
    trims: Map = node[field]
    for trim in trims:
        reading.identifier(trim, trims.key_at(trim))
    return dict(trims)


def _states(reading: Reading, node: Map, field: str) -> dict[str, tuple[str, ...]]:
    return {concept: listed(value) for concept, value in node[field].items()}


def _period(reading: Reading, node: Map, field: str) -> Period | None:
    return reading.period(node[field], node.value_at(field))


def _flag(reading: Reading, node: Map, field: str) -> bool:
    return node[field] in ("yes", "true")


def _count(reading: Reading, node: Map, field: str) -> int:
    text = node[field]
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else 0


def _rate(reading: Reading, node: Map, field: str) -> Decimal:
    text = node[field]
    if re.fullmatch(r"[0-9]{1,12}(?:\.[0-9]{1,12})?", text) and (number := Decimal(text)):
        return number
    message, advice = f"'{text}' is not a rate", "a plain number, e.g. 7.2748"
    reading.report.add(node.value_at(field), "bad-number", message, advice)
    return Decimal(0)


def _own_id(reading: Reading, node: Map, field: str) -> str:
    reading.identifier(node[field], node.value_at(field))
    return str(node[field])


def _reference(kind: str, reading: Reading, node: Map, field: str) -> str:
    """The id of something that must be declared."""
    reading.known(kind, node[field], node.value_at(field))
    return str(node[field])


def _trim(reading: Reading, node: Map, field: str) -> str:
    """The id of a trim, which the model beside it must have."""
    trim, model_id = str(node[field]), node.get("model")
    if not model_id:
        message = f"trim '{trim}' of which model?"
        reading.report.add(node.key_at(field), "missing-field", message, "add model: <id>")
    elif model_id in reading.trims:
        others = [other for other, trims in reading.trims.items() if trim in trims]
        advice = f"write model: {others[0]}, or {_DECLARE['trim']}" if others else ""
        reading.known("trim", trim, node.value_at(field), reading.trims[model_id], advice)
    return trim


def _speaker(reading: Reading, node: Map, field: str) -> str:
    reading.speaker(node[field], node.value_at(field))
    return str(node[field])


def _url(reading: Reading, node: Map, field: str) -> str:
    url = str(node[field])
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in url
    except ValueError:
        fine = False
    if not fine:
        message, spot = f"'{url}' is not a valid url", node.value_at(field)
        reading.report.add(spot, "bad-url", message, "an http(s) address", length=len(url))
    return url


def _currency(reading: Reading, node: Map, field: str) -> str:
    code = str(node[field])
    if code not in CURRENCIES:
        meant = currency_meant(code)
        advice = reading.report.suggest(code, CURRENCIES, "an ISO 4217 code such as CNY")
        advice = f"write {meant}" if meant else advice
        message = f"unknown currency '{code}'"
        reading.report.add(node.value_at(field), "bad-value", message, advice)
    return code


def _units(reading: Reading, node: Map, field: str) -> Units:
    """The count nouns; a spelling stands for one of them only."""
    taken: dict[str, str] = {unit: unit for unit in (*CURRENCIES, *TECHNICAL)}
    nouns: Map = node[field]
    for noun, spellings in nouns.items():
        places = [nouns.key_at(noun), *spellings.marks]
        for word, spot in zip((noun, *spellings), places, strict=True):
            if not re.fullmatch(r"[^\W\d_](?:[\w \-]*\w)?", word):
                message = f"'{word}' cannot be a unit"
                reading.report.add(spot, "bad-id", message, "a word of letters")
            elif taken.setdefault(word, noun) != noun:
                message = f"'{word}' already is a spelling of '{taken[word]}'"
                reading.report.add(spot, "duplicate-id", message, "each word means one unit")
    reading.units = Units({noun: list(spellings) for noun, spellings in nouns.items()})
    return reading.units


def _unit(reading: Reading, node: Map, field: str) -> str:
    """The unit in its canonical spelling: `money/vehicle` is `money/car`; empty when unknown."""
    special = ("money", "growth", "text", "date")
    written = str(node[field])
    if written in special:
        return written
    money = written.startswith("money/")
    unit = reading.units.canonical(in_currency(written, "CNY") if money else written)
    if unit is None:
        known = (*special, "money/car", *reading.units.spellings)
        advice = reading.report.suggest(written, known, "declare it under units:")
        message = f"unknown unit '{written}'"
        reading.report.add(node.value_at(field), UNKNOWN_UNIT, message, advice)
        return ""
    return in_currency(unit, "money") if money else unit


def _duration(reading: Reading, node: Map, field: str) -> str:
    text = str(node[field])
    if re.fullmatch(DURATION, text):
        return text
    plain = re.fullmatch(r"([0-9]{1,9}) ?([hmd])[a-z]*", text)
    spans = {"h": ("hours", "PT{}H"), "m": ("minutes", "PT{}M"), "d": ("days", "P{}D")}
    word, form = spans[plain[2] if plain else "h"]
    count = plain[1] if plain else "18"
    advice = f"{count} {word} is {form.format(count)}"
    message, spot = f"'{text}' is not an ISO 8601 duration", node.value_at(field)
    reading.report.add(spot, "bad-duration", message, advice, length=len(text))
    return text


def _decimals(reading: Reading, node: Map, field: str) -> str:
    text = str(node[field])
    if re.fullmatch(r"-?[0-9]{1,2}|INF", text):
        return text
    message, advice = f"decimals cannot be '{text}'", "-4 is ten thousands, 1 a tenth, INF exact"
    reading.report.add(node.value_at(field), "bad-value", message, advice)
    return ""


def _expected(reading: Reading, node: Map, field: str) -> model.Fact | None:
    """The one figure that a forecast expects, without who expects it."""
    inner: Map = node[field]
    own = names(model.Expects)
    named = [name for name in inner if name not in own]
    known = [*reading.names["concept"], *own]
    unknown = [n for n in named if not reading.known("concept", n, inner.key_at(n), known)]
    if unknown:
        return None
    start = node.value_at(field)
    if len(named) != 1:
        message = f"a forecast expects one concept, not {len(named) or 'none'}"
        advice = "e.g. expects: {deliveries: over 300,000 cars, period: 2025}"
        reading.report.add(start, "expects-one", message, advice, length=1)
        return None
    item = reading.record(model.Expects, inner)
    ((key, text),) = item.states.items()
    concept = reading.concepts.get(key)
    if concept is None or ("period" in inner and item.period is None):
        return None
    if not period_fits(concept, item.period, timed=False, about_car=False):
        where = inner.value_at("period") if item.period else start
        refuse_period(reading, concept, item.period, where)
    spot = inner.value_at(key)
    quantity = read_value(reading, concept, text, spot)
    mark = reading.mark(spot)
    dims = model.Dims(item.entity or reading.home(mark.file), item.model, item.trim)
    return model.Fact(key, dims, item.period, text, quantity, (), mark=mark)


_READERS: dict[Any, _Reader] = {
    **dict.fromkeys((model.Text, model.Note, model.Id, model.Value), _plain),
    **dict.fromkeys((tuple[model.Text, ...], tuple[model.Id, ...]), _several),
    **dict.fromkeys((Period, Period | None), _period),
    **dict.fromkeys((model.Sources, model.Origins), Reading.sources),
    model.ModelId: partial(_reference, "model"),
    model.EntityId: partial(_reference, "entity"),
    model.ConceptId: partial(_reference, "concept"),
    model.Url: _url,
    model.Currency: _currency,
    model.Unit: _unit,
    model.Duration: _duration,
    model.Decimals: _decimals,
    model.OwnId: _own_id,
    model.TrimId: _trim,
    model.SpeakerId: _speaker,
    model.Expects: _expected,
    bool: _flag,
    int: _count,
    Decimal: _rate,
    Units: _units,
    Mapping[str, model.Text]: _trims,
    Mapping[str, model.Values]: _states,
    Mapping[str, Concept]: _concepts,
}
"""How the kinds of fields are read that are neither a record nor made up of records."""
