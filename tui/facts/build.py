"""From the shape of a file to the book: what the texts mean and whether they fit together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from urllib.parse import urlsplit

from tui.facts.book import FactBook
from tui.facts.diagnostics import Report
from tui.facts.model import (
    Acknowledged,
    Calculation,
    Claim,
    Concept,
    Dispute,
    Entity,
    Event,
    Fact,
    Forecast,
    Model,
    Rate,
    Source,
)
from tui.facts.period import Period
from tui.facts.schema import (
    CalculationShape,
    ConceptShape,
    DisputeShape,
    FileShape,
    ForecastShape,
    NamedShape,
    PairShape,
    RateShape,
    StatementShape,
)
from tui.facts.units import CURRENCIES, TECHNICAL, Units, in_currency
from tui.facts.validate import (
    ADD_BY,
    PROMISES,
    Reading,
    check_statement,
    circular,
    decimals_of,
    listed_at,
    mark,
    period_fits,
    read_value,
    refuse_period,
)
from tui.facts.yaml_tree import Map, Seq, Spot

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
        node = reading.root["models"][key]
        others = set(shape.models) - {key}
        if item.replaces:
            reading.known("model", item.replaces, node.value_at("replaces"), others)
        named = (item.name, item.maker, item.body, item.trims, item.note, item.replaces)
        found[key] = Model(key, *named, mark(spot))
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


def read_facts(reading: Reading, shape: FileShape) -> tuple[Fact, ...]:
    """Every figure of every statement, in the order of the file."""
    facts: list[Fact] = []
    nodes = reading.root["facts"]
    for item, node in zip(shape.facts, nodes, strict=True):
        check_statement(reading, item, node)
        facts += _figures(reading, item, node)
    _check_superseded(reading, shape)
    return tuple(facts)


def _figures(reading: Reading, item: StatementShape, node: Map) -> list[Fact]:
    """A fact for each figure of a statement."""
    period = reading.period_of(node, "period")
    stated = _template(reading, item, node, period)
    decimals = decimals_of(item) if item.decimals else ""
    states: Map = node["states"]
    if not states.keys() <= reading.concepts.keys() and _refuse_split(reading, states):
        return []
    found = []
    for key, values in item.states.items():
        concept = reading.concepts.get(key)
        if concept is None:
            reading.known("concept", key, states.key_at(key))
            continue
        _check_period(reading, concept, period, item, node)
        for index, text in enumerate(values):
            spot = listed_at(states, key, index)
            quantity = read_value(reading, concept, text, spot, decimals)
            found.append(stated(concept=key, text=text, quantity=quantity, mark=mark(spot)))
    return found


def _template(
    reading: Reading, item: StatementShape, node: Map, period: Period | None
) -> partial[Fact]:
    """A fact but for what differs from figure to figure."""
    return partial(
        Fact,
        dims=reading.about(node, item.entity, item.model, item.trim, item.market, item.duration),
        period=period,
        sources=reading.sources(node, item.source),
        scenario=item.scenario,
        by=item.by,
        rank=item.rank,
        reason=item.reason,
        supersedes=item.supersedes,
        versus=reading.period_of(node, "versus") if item.versus else None,
        at=item.at,
        note=item.note,
        key=item.id,
    )


def _check_period(
    reading: Reading, concept: Concept, period: Period | None, item: StatementShape, node: Map
) -> None:
    """Report a period that a concept cannot be measured over, unless it could not be read."""
    fits = period_fits(concept, period, timed=bool(item.duration), about_car=bool(item.model))
    if fits or (item.period and period is None):
        return
    where = node.value_at("period") if period else node["states"].key_at(concept.key)
    refuse_period(reading, concept, period, where)


def _refuse_split(reading: Reading, states: Map) -> bool:
    """Report figures that a comma inside braces has cut in two."""
    cut = [key for key in states if key[:1].isdigit()]
    for key in cut:
        advice = "a comma inside { } splits values: quote the value or use block style"
        message = f"unknown concept '{key}'"
        reading.report.add(states.key_at(key), "unknown-concept", message, advice, length=len(key))
    return bool(cut)


def _check_superseded(reading: Reading, shape: FileShape) -> None:
    """A statement may replace another one that exists, and never itself."""
    older = {item.id: (item.supersedes,) for item in shape.facts if item.id and item.supersedes}
    circles = circular(older)
    for item, node in zip(shape.facts, reading.root["facts"], strict=True):
        if not item.supersedes:
            continue
        spot = node.value_at("supersedes")
        if not reading.known("fact", item.supersedes, spot):
            continue
        if item.id in circles:
            way = "" if item.supersedes == item.id else f", by way of '{item.supersedes}'"
            message = f"'{item.id}' supersedes itself{way}"
            reading.report.add(spot, "supersedes-cycle", message, "name the older statement")


def read_forecasts(reading: Reading, shape: FileShape) -> tuple[Forecast, ...]:
    """Every promise with the figure it expects."""
    if not shape.forecasts:
        return ()
    found = [
        _forecast(reading, item, node)
        for item, node in zip(shape.forecasts, reading.root["forecasts"], strict=True)
    ]
    return tuple(item for item in found if item)


def _forecast(reading: Reading, item: ForecastShape, node: Map) -> Forecast | None:
    said = reading.period(item.said, node.value_at("said"))
    sources = reading.sources(node, item.source)
    if item.by:
        reading.speaker(item.by, node.value_at("by"))
    elif item.kind in PROMISES:
        message = f"{item.kind} '{item.title}' does not say who made it"
        reading.report.add(node.value_at("title"), "by-missing", message, ADD_BY)
    expects = _expected(reading, item, node, sources)
    if said is None or expects is None:
        return None
    title, kind = item.title, item.kind
    place = expects.mark
    return Forecast(said, item.by, title, expects, sources, kind, item.note, place)


def _expected(
    reading: Reading, item: ForecastShape, node: Map, sources: tuple[str, ...]
) -> Fact | None:
    """The one figure that a forecast expects."""
    expects, inner = item.expects, node["expects"]
    named = expects.__pydantic_extra__
    names = [*reading.names["concept"], *type(expects).model_fields]
    unknown = [n for n in named if not reading.known("concept", n, inner.key_at(n), names)]
    if unknown:
        return None
    start = node.value_at("expects")
    if len(named) != 1:
        message = f"a forecast expects one concept, not {len(named) or 'none'}"
        advice = "e.g. expects: {deliveries: over 300,000 cars, period: 2025}"
        reading.report.add(start, "expects-one", message, advice, length=1)
        return None
    ((key, text),) = named.items()
    dims = reading.about(inner, expects.entity, expects.model, expects.trim)
    period = reading.period_of(inner, "period")
    concept = reading.concepts.get(key)
    if concept is None or (expects.period and period is None):
        return None
    if not period_fits(concept, period, timed=False, about_car=False):
        where = inner.value_at("period") if period else start
        refuse_period(reading, concept, period, where)
    spot = inner.value_at(key)
    quantity = read_value(reading, concept, text, spot)
    by, kind, place = item.by, item.kind, mark(spot)
    return Fact(key, dims, period, text, quantity, sources, kind, by, mark=place)


_NUMBER = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,12})?")


def read_rates(reading: Reading, shape: FileShape) -> tuple[Rate, ...]:
    """One rate for each pair and period, in the currency that the maker reports in."""
    found: list[Rate] = []
    base = shape.currency
    for index, item in enumerate(shape.rates):
        node = reading.root["rates"][index]
        sources = reading.sources(node, item.source)
        period = reading.period_of(node, "period")
        for pair, values in item.__pydantic_extra__.items():
            numbers = _numbers(reading, values, node[pair])
            if (
                _pair_known(reading, pair, base, node)
                and period
                and _in_order(reading, numbers, pair, node)
            ):
                other, place = pair.partition("/")[2], mark(node.key_at(pair))
                found.append(Rate(base, other, period, sources=sources, mark=place, **numbers))
    return tuple(found)


def _pair_known(reading: Reading, pair: str, base: str, node: Map) -> bool:
    """Whether a field is a pair such as CNY/USD; reported when it is not."""
    pairs = [f"{base}/{code}" for code in sorted(CURRENCIES - {base})]
    if pair in pairs:
        return True
    known = [*pairs, *RateShape.model_fields]
    advice = reading.report.suggest(pair, known, f"e.g. {pairs[-1]}")
    reading.report.add(node.key_at(pair), "unknown-field", f"unknown field '{pair}'", advice)
    return False


def _numbers(reading: Reading, values: PairShape, node: Map) -> dict[str, Decimal]:
    """Mean, low, high and end, without those that are reported as unreadable."""
    numbers = {}
    for name in PairShape.model_fields:
        text = getattr(values, name)
        if _NUMBER.fullmatch(text) and Decimal(text):
            numbers[name] = Decimal(text)
        else:
            advice = "a plain number, e.g. 7.2748"
            message = f"'{text}' is not a rate"
            reading.report.add(node.value_at(name), "bad-number", message, advice)
    return numbers


def _in_order(reading: Reading, numbers: dict[str, Decimal], pair: str, node: Map) -> bool:
    """Whether all four are there and low and high hold the others; reported when they do not."""
    if len(numbers) < len(PairShape.model_fields):
        return False
    low, high = numbers["low"], numbers["high"]
    if low <= numbers["mean"] <= high and low <= numbers["end"] <= high:
        return True
    message = "mean and end must lie between low and high"
    reading.report.add(node.value_at(pair), "bad-rate", message, "compare with the source")
    return False


_NEEDS = {
    "total": ("parts",),
    "ratio": ("of", "per"),
    "margin": ("of", "per"),
    "growth": ("of",),
    "step": ("of",),
}


def read_events(reading: Reading, shape: FileShape) -> tuple[Event, ...]:
    """What happened when."""
    found = []
    for index, item in enumerate(shape.events):
        node = reading.root["events"][index]
        date = reading.period(item.date, node.value_at("date"))
        sources = reading.sources(node, item.source)
        if item.model:
            reading.known("model", item.model, node.value_at("model"))
        if date:
            place = mark(reading.root["events"].marks[index])
            found.append(Event(date, item.kind, item.title, sources, item.model, item.note, place))
    return tuple(found)


def read_disputes(reading: Reading, shape: FileShape) -> tuple[Dispute, ...]:
    """What the sources mean differently."""
    return tuple(
        _dispute(reading, item, reading.root["disputes"], index)
        for index, item in enumerate(shape.disputes)
    )


def _dispute(reading: Reading, item: DisputeShape, nodes: Seq, index: int) -> Dispute:
    node = nodes[index]
    claims = tuple(
        Claim(claim.says, reading.sources(place, claim.source))
        for claim, place in zip(item.claims, node["claims"], strict=True)
    )
    about = node.get("about", Map())
    for kind in ("concept", "model"):
        if name := getattr(item.about, kind):
            reading.known(kind, name, about.value_at(kind))
    return Dispute(
        topic=item.topic,
        kind=item.kind,
        claims=claims,
        verdict=item.verdict,
        preferred=_preferred(reading, item, node),
        concept=item.about.concept,
        period=reading.period_of(about, "period"),
        model=item.about.model,
        mark=mark(nodes.marks[index]),
    )


def _preferred(reading: Reading, item: DisputeShape, node: Map) -> int:
    if not item.preferred:
        return 0
    number = int(item.preferred) if re.fullmatch(r"[0-9]{1,4}", item.preferred) else 0
    if not 1 <= number <= len(item.claims):
        message = f"preferred cannot be '{item.preferred}'"
        advice = f"the number of a claim, 1 to {len(item.claims)}"
        reading.report.add(node.value_at("preferred"), "bad-value", message, advice)
    return number


def read_calculations(reading: Reading, shape: FileShape) -> tuple[Calculation, ...]:
    """The identities."""
    found = [
        _calculation(reading, item, reading.root["calculations"], index)
        for index, item in enumerate(shape.calculations)
    ]
    return tuple(item for item in found if item)


def _calculation(
    reading: Reading, item: CalculationShape, nodes: Seq, index: int
) -> Calculation | None:
    node, spot = nodes[index], nodes.marks[index]
    kinds = [kind for kind in _NEEDS if getattr(item, kind)]
    if len(kinds) != 1:
        message = f"a calculation is one of {', '.join(_NEEDS)}"
        advice = "e.g. {ratio: profit_per_car, of: operating_result, per: deliveries}"
        reading.report.add(spot, "bad-calculation", message, advice, length=1)
        return None
    kind = kinds[0]
    needed = _NEEDS[kind]
    odd = [field for field in ("parts", "of", "per") if (field in node) != (field in needed)]
    if odd:
        message = f"a {kind} has the fields {', '.join((kind, *needed))}"
        advice = f"{'remove' if odd[0] in node else 'add'} {odd[0]}"
        reading.report.add(spot, "bad-calculation", message, advice, length=1)
        return None
    operands = tuple(item.parts) if kind == "total" else tuple(getattr(item, f) for f in needed)
    reading.known("concept", getattr(item, kind), node.value_at(kind))
    for position, operand in enumerate(operands):
        if kind == "total":
            reading.known("concept", operand, node["parts"].marks[position])
        else:
            reading.known("concept", operand, node.value_at(needed[position]))
    return Calculation(kind, getattr(item, kind), operands, mark(spot))


def read_acknowledged(reading: Reading, shape: FileShape) -> tuple[Acknowledged, ...]:
    """The findings that are known."""
    found = []
    for index, item in enumerate(shape.acknowledge):
        nodes = reading.root["acknowledge"]
        node = nodes[index]
        reading.known("concept", item.concept, node.value_at("concept"))
        if item.model:
            reading.known("model", item.model, node.value_at("model"))
        found.append(
            Acknowledged(
                item.check,
                item.concept,
                item.expect,
                item.reason,
                reading.period_of(node, "period"),
                item.model,
                mark(nodes.marks[index]),
            )
        )
    return tuple(found)


def build(root: Map, shape: FileShape, reading: Reading, report: Report) -> FactBook | None:
    """The book that a file describes; None when anything in it is wrong."""
    _read_head(root, shape, reading)
    book = FactBook(
        title=shape.title,
        as_of=reading.as_of,
        path=report.path,
        currency=shape.currency,
        units=reading.units,
        people=read_named(reading, shape.people, "people"),
        entities=read_named(reading, shape.entities, "entities"),
        models=read_models(reading, shape),
        concepts=reading.concepts,
        sources=read_sources(reading, shape),
        facts=read_facts(reading, shape),
        forecasts=read_forecasts(reading, shape),
        events=read_events(reading, shape),
        disputes=read_disputes(reading, shape),
        calculations=read_calculations(reading, shape),
        acknowledged=read_acknowledged(reading, shape),
        rates=read_rates(reading, shape),
    )
    if report.has_errors:
        return None
    report_uncited(reading, shape)
    return book


def _read_head(root: Map, shape: FileShape, reading: Reading) -> None:
    """What everything after it is read with: the day, the units and the concepts."""
    reading.as_of = reading.period(shape.as_of, root.value_at("as_of")) or reading.as_of
    reading.today = reading.as_of.last or reading.today
    if shape.currency not in CURRENCIES:
        advice = reading.report.suggest(shape.currency, CURRENCIES, "an ISO 4217 code such as CNY")
        message = f"unknown currency '{shape.currency}'"
        reading.report.add(root.value_at("currency"), "bad-value", message, advice)
    reading.units = read_units(reading, shape)
    reading.concepts = read_concepts(reading, shape)
