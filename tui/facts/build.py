"""From the files to the book: figures out of statements, and whether what is said fits together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from tui.facts.book import FactBook
from tui.facts.currencies import CURRENCIES
from tui.facts.model import (
    OPERANDS,
    Acknowledged,
    Concept,
    Dims,
    Dispute,
    Fact,
    File,
    Forecast,
    Rate,
    RatesOfPeriod,
    Statement,
    names,
)
from tui.facts.reading import Reading, listed, listed_at, period_fits, read_value, refuse_period
from tui.facts.yaml_tree import Map, Seq, Spot

_PROMISES = ("forecast", "target")
_ADD_BY = "add by: <person or company>"
_FAR = 366
"""Days from today beyond which a date of the file is a slip, also where a clock is wrong."""


def build(reading: Reading) -> FactBook | None:
    """The book that files of the right shape describe; None when anything in them is wrong."""
    root, report = reading.root, reading.report
    file = _owned(reading, reading.record(File, root))
    facts = tuple(_facts(reading, file))
    rates = tuple(_rates(reading, file))
    _check_replaced(reading, file)
    _check_derived(reading, file)
    _check_superseded(reading, file)
    _check_forecasts(reading, file)
    _check_calculations(reading, file)
    _check_disputes(reading, file)
    if report.has_errors:
        return None
    _report_uncited(reading, file)
    _report_later(reading, file)
    kept = _shared(file, FactBook)
    kept |= {"facts": facts, "rates": rates, "forecasts": tuple(map(_forecast, file.forecasts))}
    kept["currency"] = next(iter(file.entities.values())).currency
    return FactBook(acknowledged=file.acknowledge, warnings=report.sorted(), **kept)


def _owned(reading: Reading, file: File) -> File:
    """The entries with whose they are, and the entities with the currency that they report in.

    What stands in an included file is about its first entity where it does not say. Disputes and
    acknowledgements of the entrance are about any then.
    """

    def own(item: Acknowledged | Dispute) -> str:
        return reading.home(item.mark.file) if item.mark.file else ""

    return file._replace(
        entities={
            key: entity._replace(currency=entity.currency or file.currency)
            for key, entity in file.entities.items()
        },
        events=tuple(
            item._replace(entity=item.entity or reading.home(item.mark.file))
            for item in file.events
        ),
        disputes=tuple(
            item._replace(about=item.about._replace(entity=item.about.entity or own(item)))
            for item in file.disputes
        ),
        acknowledge=tuple(
            item._replace(entity=item.entity or own(item)) for item in file.acknowledge
        ),
    )


def _shared(record: Any, kind: Any) -> dict[str, Any]:
    """The values of a record whose names another kind of record has too."""
    return {name: getattr(record, name) for name in _in_both(record._fields, kind)}


@cache
def _in_both(names: tuple[str, ...], kind: Any) -> tuple[str, ...]:
    return tuple(name for name in names if name in kind.__annotations__)


def _facts(reading: Reading, file: File) -> Iterator[Fact]:
    """Every figure of every statement, in the order of the file."""
    today = file.as_of.last if file.as_of else None
    places: dict[str, Spot] = {}
    for item, node in zip(file.facts, reading.root["facts"], strict=True):
        _check_statement(reading, item, node, today or date.max)
        if item.id in places:
            spot = node.value_at("id")
            message = f"statement id '{item.id}' is used twice"
            advice = f"first {reading.report.told(places[item.id], spot)}"
            reading.report.add(spot, "duplicate-id", message, advice)
        elif item.id:
            places[item.id] = node.value_at("id")
        yield from _figures(reading, item, node)


def _check_statement(reading: Reading, item: Statement, node: Map, today: date) -> None:
    """Report what does not fit together in a statement."""
    add = reading.report.add
    start = item.period.start if item.period else None
    if start and start > today and item.scenario == "actual":
        message = f"an actual figure for {item.period} lies in the future"
        add(node.value_at("period"), "future-actual", message, "set scenario: forecast")
    if item.scenario in _PROMISES and not item.by:
        message = f"this {item.scenario} does not say who made it"
        add(node.value_at("scenario"), "by-missing", message, _ADD_BY)
    if item.rank != "normal" and not item.reason:
        message = f"a {item.rank} statement needs a reason"
        advice = "e.g. reason: superseded by the company report"
        add(node.value_at("rank"), "reason-missing", message, advice)


def _figures(reading: Reading, item: Statement, node: Map) -> Iterator[Fact]:
    """A fact for each figure of a statement."""
    shared = _shared(item, Fact)
    states: Map = node["states"]
    about = item.entity or reading.home(reading.report.locate(node.key_at("states")).file)
    dims = Dims(about, item.model, item.trim, item.market, item.duration)
    if not states.keys() <= reading.concepts.keys() and _refuse_split(reading, states):
        return
    for key, values in item.states.items():
        concept = reading.concepts.get(key)
        if concept is None:
            reading.known("concept", key, states.key_at(key))
            continue
        _check_period(reading, concept, item, node)
        for index, text in enumerate(values):
            spot = listed_at(states, key, index)
            quantity = read_value(reading, concept, text, spot, item.decimals)
            yield Fact(
                concept=key,
                dims=dims,
                text=text,
                quantity=quantity,
                key=item.id,
                mark=reading.mark(spot),
                **shared,
            )


def _check_period(reading: Reading, concept: Concept, item: Statement, node: Map) -> None:
    """Report a period that a concept cannot be measured over, unless it could not be read."""
    period, timed = item.period, bool(item.duration)
    fits = period_fits(concept, period, timed=timed, about_car=bool(item.model))
    if fits or ("period" in node and period is None):
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


def _check_replaced(reading: Reading, file: File) -> None:
    """A model may replace another one."""
    for key, model in file.models.items():
        if model.replaces:
            spot = reading.root["models"][key].value_at("replaces")
            reading.known("model", model.replaces, spot, file.models.keys() - {key})


def _check_derived(reading: Reading, file: File) -> None:
    """No source may derive from itself, by whatever way."""
    parents = {key: source.derived_from for key, source in file.sources.items()}
    for key in circular(parents):
        message = f"'{key}' derives from itself"
        if parents[key] != (key,):
            message += f", by way of '{parents[key][0]}'"
        spot = listed_at(reading.root["sources"][key], "derived_from", 0)
        reading.report.add(spot, "derived-cycle", message, "name the one that came first")


def _check_superseded(reading: Reading, file: File) -> None:
    """A statement may replace another one that exists, and never itself."""
    older = {item.id: (item.supersedes,) for item in file.facts if item.id and item.supersedes}
    circles = circular(older)
    for item, node in zip(file.facts, reading.root["facts"], strict=True):
        if not item.supersedes:
            continue
        spot = node.value_at("supersedes")
        if not reading.known("fact", item.supersedes, spot):
            continue
        if item.id in circles:
            way = "" if item.supersedes == item.id else f", by way of '{item.supersedes}'"
            message = f"'{item.id}' supersedes itself{way}"
            reading.report.add(spot, "supersedes-cycle", message, "name the older statement")


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


def _check_forecasts(reading: Reading, file: File) -> None:
    """A promise says who made it."""
    for item, node in zip(file.forecasts, reading.root.get("forecasts", ()), strict=True):
        if item.kind in _PROMISES and not item.by:
            message = f"{item.kind} '{item.title}' does not say who made it"
            reading.report.add(node.value_at("title"), "by-missing", message, _ADD_BY)


def _forecast(item: Forecast) -> Forecast:
    """A promise whose figure tells who expects it."""
    expects = item.expects._replace(sources=item.sources, scenario=item.kind, by=item.by)
    return item._replace(expects=expects, mark=expects.mark)


def _rates(reading: Reading, file: File) -> Iterator[Rate]:
    """One rate for each pair and period, in the currency that the maker reports in."""
    base = file.currency
    for item, node in zip(file.rates, reading.root.get("rates", ()), strict=True):
        for pair, rates in item.pairs.items():
            if not _pair_known(reading, pair, base, node) or not item.period or not all(rates):
                continue
            if not all(rates.low <= rate <= rates.high for rate in (rates.mean, rates.end)):
                message = "mean and end must lie between low and high"
                spot = node.value_at(pair)
                reading.report.add(spot, "bad-rate", message, "compare with the source")
            place = reading.mark(node.key_at(pair))
            currency = pair.partition("/")[2]
            yield Rate(base, currency, item.period, *rates, sources=item.sources, mark=place)


def _pair_known(reading: Reading, pair: str, base: str, node: Map) -> bool:
    """Whether a field is a pair such as CNY/USD; reported when it is not."""
    pairs = [f"{base}/{code}" for code in sorted(CURRENCIES - {base})]
    if pair in pairs:
        return True
    known = [*pairs, *names(RatesOfPeriod)]
    advice = reading.report.suggest(pair, known, f"e.g. {pairs[-1]}")
    reading.report.add(node.key_at(pair), "unknown-field", f"unknown field '{pair}'", advice)
    return False


def _check_disputes(reading: Reading, file: File) -> None:
    """The claim that holds is one of them."""
    for item, node in zip(file.disputes, reading.root.get("disputes", ()), strict=True):
        if "preferred" in node and not 1 <= item.preferred <= len(item.claims):
            message = f"preferred cannot be '{node['preferred']}'"
            advice = f"the number of a claim, 1 to {len(item.claims)}"
            reading.report.add(node.value_at("preferred"), "bad-value", message, advice)


def _check_calculations(reading: Reading, file: File) -> None:
    """A calculation is of one kind, with what that kind needs and no more."""
    nodes = reading.root.get("calculations", Seq())
    for node, spot in zip(nodes, nodes.marks, strict=True):
        kinds = [kind for kind in OPERANDS if kind in node]
        if len(kinds) != 1:
            message = f"a calculation is one of {', '.join(OPERANDS)}"
            advice = "e.g. {ratio: profit_per_car, of: operating_result, per: deliveries}"
            reading.report.add(spot, "bad-calculation", message, advice, length=1)
            continue
        needed = OPERANDS[kinds[0]]
        odd = [field for field in ("parts", "of", "per") if (field in node) != (field in needed)]
        if odd:
            message = f"a {kinds[0]} has the fields {', '.join((kinds[0], *needed))}"
            advice = f"{'remove' if odd[0] in node else 'add'} {odd[0]}"
            reading.report.add(spot, "bad-calculation", message, advice, length=1)
            continue
        for field in (kinds[0], *needed):
            for index, concept in enumerate(listed(node[field])):
                reading.known("concept", concept, listed_at(node, field, index))


def _report_uncited(reading: Reading, file: File) -> None:
    """Warn of sources that nothing in the file rests on."""
    for key in file.sources:
        if key not in reading.cited:
            message, advice = f"nothing cites source '{key}'", "remove it, or cite it"
            spot = reading.root["sources"].key_at(key)
            reading.report.add(spot, "uncited-source", message, advice, severity="warning")


def _report_later(reading: Reading, file: File) -> None:
    """Warn of what happened after the day that the file tells of."""
    root, sources = reading.root, file.sources.items()
    if "as_of" in root and file.as_of.start and (file.as_of.start - date.today()).days > _FAR:
        message = f"{file.as_of} is more than a year away"
        spot, advice = root.value_at("as_of"), "write the day up to which the facts are known"
        reading.report.add(spot, "as-of-far", message, advice, severity="warning")
    days = [
        *((item.published, root["sources"][key], "published", "a source of")
          for key, item in sources),
        *((item.read, root["sources"][key], "read", "a source read on") for key, item in sources),
        *((item.date, node, "date", "an event of")
          for item, node in zip(file.events, root.get("events", ()), strict=True)),
        *((item.said, node, "said", f"a {item.kind} of")
          for item, node in zip(file.forecasts, root.get("forecasts", ()), strict=True)),
    ]  # fmt: skip
    for day, node, field, what in days:
        if day and day.start and file.as_of.last and day.start > file.as_of.last:
            message = f"{what} {day} is after as_of: {file.as_of}"
            advice = f"correct it, or write as_of: {day.start} at the head"
            spot = node.value_at(field)
            reading.report.add(spot, "after-as-of", message, advice, severity="warning")
