"""Records as plain JSON values and back, field by field in columns, which is quick to read."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import chain, islice
from typing import Any, NamedTuple

from tui.facts import model
from tui.facts.interval import Interval
from tui.facts.period import parse_period
from tui.facts.quantity import Quantity


class Codec(NamedTuple):
    """How the values of one field are written, all at once, and read again."""

    pack: Callable[[Sequence[Any]], Any]
    unpack: Callable[[Any], Sequence[Any]]


def pack(kind: type, items: Sequence[Any]) -> list[Any]:
    """Records of one class as a list of columns, one for each field."""
    return [codec.pack([getattr(item, name) for item in items]) for name, codec in codecs(kind)]


def unpack(kind: type, columns: Sequence[Any]) -> list[Any]:
    """The records that `pack` wrote. Raises ValueError when the columns do not fit each other."""
    fields = zip(codecs(kind), columns, strict=True)
    found = [codec.unpack(column) for (_, codec), column in fields]
    if len({len(column) for column in found}) > 1:
        raise ValueError("columns of different length")
    return list(map(kind, *found))


@cache
def codecs(kind: type) -> list[tuple[str, Codec]]:
    """The fields of a record and how each is written; raises KeyError for a type of no kind."""
    hints: Mapping[str, Any] = kind.__annotations__
    # A named tuple keeps what is written there as a reference, another class as text.
    texts = {name: getattr(hint, "__forward_arg__", hint) for name, hint in hints.items()}
    return [(name, CODECS[text]) for name, text in texts.items()]


def _record(kind: type) -> Codec:
    return Codec(lambda items: pack(kind, items), lambda columns: unpack(kind, columns))


def _shared(inner: Codec) -> Codec:
    """Values that recur, or are None: each once, and which one stands in each place."""

    def packed(values: Sequence[Hashable]) -> list[Any]:
        places = {value: at for at, value in enumerate(dict.fromkeys(values))}
        places.pop(None, None)
        order = {value: at for at, value in enumerate(places)}
        return [inner.pack(list(order)), [order.get(value) for value in values]]

    def unpacked(packed: Any) -> list[Any]:
        each = inner.unpack(packed[0])
        return [None if at is None else each[at] for at in packed[1]]

    return Codec(packed, unpacked)


def _several(inner: Codec) -> Codec:
    """Tuples of records: how long each is, and all of them in a row."""

    def unpacked(packed: Any) -> list[tuple[Any, ...]]:
        row = iter(inner.unpack(packed[1]))
        return [tuple(islice(row, count)) for count in packed[0]]

    return Codec(lambda v: [list(map(len, v)), inner.pack(list(chain(*v)))], unpacked)


_PLAIN = Codec(list, list)
_TUPLES = Codec(lambda values: list(map(list, values)), lambda found: list(map(tuple, found)))
_PERIODS = Codec(lambda v: [item.text for item in v], lambda texts: list(map(parse_period, texts)))

CODECS: dict[str, Codec] = {
    "str": _PLAIN,
    "bool": _PLAIN,
    "int": _PLAIN,
    "Mapping[str, str]": Codec(lambda values: list(map(dict, values)), list),
    "tuple[str, ...]": _shared(_TUPLES),
    "Decimal": Codec(
        lambda values: list(map(str, values)), lambda found: list(map(Decimal, found))
    ),
    "Period": _shared(_PERIODS),
    "Period | None": _shared(_PERIODS),
    "Mark": _record(model.Mark),
    "Dims": _shared(_record(model.Dims)),
    "Interval": _record(Interval),
    "Quantity | None": _shared(_record(Quantity)),
    "Fact": _record(model.Fact),
    "tuple[Claim, ...]": _several(_record(model.Claim)),
}
"""How a field is written, by the type it is declared with."""
