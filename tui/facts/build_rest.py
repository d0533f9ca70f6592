"""Events, disputes, identities and acknowledged findings."""

from __future__ import annotations

import re

from tui.facts.model import Acknowledged, Calculation, Claim, Dispute, Event
from tui.facts.nodes import Map, Seq
from tui.facts.reading import Reading, mark
from tui.facts.schema import CalculationShape, DisputeShape, FileShape

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
