"""The terms of a file: its units, people, entities, models, concepts and sources."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from tui.facts.circles import circular
from tui.facts.model import Concept, Entity, Model, Source
from tui.facts.nodes import Map, Spot
from tui.facts.reading import Reading, listed_at, mark
from tui.facts.schema import ConceptShape, FileShape, NamedShape
from tui.facts.units import CURRENCIES, TECHNICAL, Units, in_currency

_YES = ("yes", "true")
_SPECIAL = ("money", "growth", "text", "date")
_NOUN = re.compile(r"[^\W\d_](?:[\w \-]*\w)?")


def read_units(reading: Reading, shape: FileShape) -> Units:
    """The count nouns; a spelling stands for one of them only."""
    taken: dict[str, str] = {unit: unit for unit in (*CURRENCIES, *TECHNICAL)}
    for noun, spellings in shape.units.items():
        node = reading.root["units"]
        places = [node.key_at(noun), *node[noun].marks]
        for word, spot in zip((noun, *spellings), places, strict=True):
            if not _NOUN.fullmatch(word):
                message = f"'{word}' cannot be a unit"
                reading.report.add(spot, "bad-id", message, "a word of letters")
            elif taken.setdefault(word, noun) != noun:
                message = f"'{word}' already is a spelling of '{taken[word]}'"
                reading.report.add(spot, "duplicate-id", message, "each word means one unit")
    return Units(shape.units)


def read_named(
    reading: Reading, shapes: Mapping[str, NamedShape], section: str
) -> dict[str, Entity]:
    """People, companies and segments."""
    found = {}
    for key, item in shapes.items():
        spot = _key_at(reading, section, key)
        aliases = tuple(item.aliases)
        found[key] = Entity(key, item.name, item.role, aliases, item.note, mark(spot))
    return found


def read_models(reading: Reading, shape: FileShape) -> dict[str, Model]:
    """Cars and their trims."""
    found = {}
    for key, item in shape.models.items():
        spot = _key_at(reading, "models", key)
        for trim in item.trims:
            reading.identifier(trim, reading.root["models"][key]["trims"].key_at(trim))
        found[key] = Model(key, item.name, item.maker, item.body, item.trims, item.note, mark(spot))
    return found


def read_concepts(reading: Reading, shape: FileShape) -> dict[str, Concept]:
    """What is measured."""
    found = {}
    for key, item in shape.concepts.items():
        spot = _key_at(reading, "concepts", key)
        found[key] = Concept(
            key=key,
            name=item.name,
            unit=_concept_unit(reading, item, reading.root["concepts"][key]),
            period=item.period,
            additive=item.additive in _YES,
            cumulative=item.cumulative in _YES,
            nonnegative=item.nonnegative in _YES,
            exact=item.exact in _YES,
            better=item.better,
            note=item.note,
            mark=mark(spot),
        )
    return found


def _concept_unit(reading: Reading, item: ConceptShape, node: Map) -> str:
    """The unit in its canonical spelling: `money/vehicle` is `money/car`; empty when unknown."""
    if item.unit in _SPECIAL:
        return item.unit
    money = item.unit.startswith("money/")
    unit = reading.units.canonical(in_currency(item.unit, "CNY") if money else item.unit)
    if unit is None:
        known = (*_SPECIAL, "money/car", *reading.units.spellings)
        advice = reading.report.suggest(item.unit, known, "declare it under units:")
        spot = node.value_at("unit")
        reading.report.add(spot, "unknown-unit", f"unknown unit '{item.unit}'", advice)
        return ""
    return in_currency(unit, "money") if money else unit


def read_sources(reading: Reading, shape: FileShape) -> dict[str, Source]:
    """Where figures come from, and which source copies which."""
    found = {}
    for key, item in shape.sources.items():
        spot = _key_at(reading, "sources", key)
        node = reading.root["sources"][key]
        if item.url:
            _check_url(reading, item.url, node.value_at("url"))
        found[key] = Source(
            key=key,
            title=item.title,
            publisher=item.publisher,
            tier=item.tier,
            url=item.url,
            published=reading.period_of(node, "published"),
            read=reading.period_of(node, "read"),
            language=item.language,
            derived_from=reading.sources(node, item.derived_from, "derived_from"),
            note=item.note,
            mark=mark(spot),
        )
    _refuse_circles(reading, found)
    return found


def _check_url(reading: Reading, url: str, spot: Spot) -> None:
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in url
    except ValueError:
        fine = False
    if not fine:
        message = f"'{url}' is not a valid url"
        reading.report.add(spot, "bad-url", message, "an http(s) address", length=len(url))


def _refuse_circles(reading: Reading, sources: Mapping[str, Source]) -> None:
    parents = {key: source.derived_from for key, source in sources.items()}
    for key in circular(parents):
        node = reading.root["sources"][key]
        message = f"'{key}' derives from itself"
        if parents[key] != (key,):
            message += f", by way of '{parents[key][0]}'"
        spot = listed_at(node, "derived_from", 0)
        reading.report.add(spot, "derived-cycle", message, "name the one that came first")


def report_uncited(reading: Reading, shape: FileShape) -> None:
    """Warn of sources that nothing in the file rests on."""
    for key in shape.sources:
        if key not in reading.cited:
            spot = reading.root["sources"].key_at(key)
            message = f"nothing cites source '{key}'"
            reading.report.add(
                spot, "uncited-source", message, "remove it, or cite it", severity="warning"
            )


def _key_at(reading: Reading, section: str, key: str) -> Spot:
    spot: Spot = reading.root[section].key_at(key)
    reading.identifier(key, spot)
    return spot
