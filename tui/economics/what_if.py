"""What a period would have earned under other assumptions, with what was reported for the rest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

from tui.economics import per_car
from tui.economics.account import Account
from tui.economics.moves import MOST_FIXED, NOTATIONS, ZERO, Kind, Move
from tui.facts.figure import Figure, Same, assumed, derive, places

HOLDS = ("cost", "margin")
FULL = Decimal(100)
NONE = Decimal(0)


class Assumptions(NamedTuple):
    """Assumptions that replace or move the inputs of a base; what is None stays as it was.

    A step or a share starts from what was reported, whose bounds go on counting: for the price that
    is the ASP, for the others the figure itself. Deliveries are a new amount, in whole cars. Costs
    are those at the reported deliveries; the two fixed shares are in percent. When the price
    changes, `hold` says whether the cost of sales per car or the gross margin stays.
    """

    deliveries: Move | None = None
    price: Move | None = None
    cost_per_car: Move | None = None
    gross_margin: Move | None = None
    opex: Move | None = None
    opex_fixed_share: Decimal = FULL
    cost_fixed_share: Decimal = NONE
    hold: str = "cost"

    def against(self, base: Account) -> Assumptions:
        """The same without assumptions that only repeat what was reported.

        A gross margin that is repeated is the reported one held.
        """
        change = self
        for name, move in self.moves.items():
            if _repeats(move, name, base):
                change = change.put(name, None)
                if name == "gross_margin":
                    change = change._replace(hold="margin")
        return change

    def put(self, name: str, value: Move | Decimal | None) -> Assumptions:
        """The same with one assumption, named as the field, set or (by None) taken back."""
        settings: dict[str, Any] = {name: value}
        return self._replace(**settings)

    @property
    def moves(self) -> dict[str, Move]:
        """What is assumed that can move a figure, by name."""
        found = {name: getattr(self, name) for name in MOVED}
        return {name: move for name, move in found.items() if move is not None}

    def amount(self, name: str, base: Account) -> Decimal | None:
        """What one assumption comes to at the reported values: of price and cost of sales what is
        added per car, of all else the new amount."""
        move: Move | Decimal | None = getattr(self, name)
        if not isinstance(move, Move):
            return move
        now = start_of(base, name)
        start = now.value if now else ZERO
        return move.step(start) if name in ("price", "cost_per_car") else move.over(start)

    @property
    def by_margin(self) -> bool:
        """Whether the cost of sales follows from a gross margin, assumed or held."""
        return self.gross_margin is not None or self.hold == "margin"

    @property
    def gives_opex(self) -> bool:
        """Whether all of opex is assumed, whatever was reported."""
        return self.opex is not None and self.opex.kind == "to"


CALLED = {
    "deliveries": "deliveries",
    "price": "price",
    "cost_per_car": "cost of sales per car",
    "gross_margin": "gross margin",
    "opex": "opex",
    "opex_fixed_share": "fixed share of opex",
    "cost_fixed_share": "fixed share of cost of sales",
}
"""What can be assumed, in words."""
CHANGES = tuple(CALLED)
"""The figures that are assumed."""
MOVED = tuple(name for name in CHANGES if name not in MOST_FIXED)
"""Those of them that assumptions move, named as in `NOTATIONS`."""
REPORTED = Assumptions()
"""Nothing assumed."""


def _repeats(move: Move, name: str, base: Account) -> bool:
    """Whether it only repeats what was reported. One end of a range counts also where it does."""
    if move.is_end or move.kind != "to":
        return not (move.is_end or move.value)
    reported = None if name == "cost_per_car" else base.get("asp" if name == "price" else name)
    return reported is not None and move.value == reported.value


Number: TypeAlias = Any
"""A Decimal, or the Interval of one point with its arithmetic rounded outwards."""

ONE = Decimal(1)


class CvpInputs(NamedTuple):
    """Reported inputs and what is assumed; shares and margins as fractions.

    `volume` is deliveries as a multiple of the reported ones. `margin` is None while the cost per
    car is held.
    """

    reported_cars: Number
    reported_revenue: Number
    reported_margin: Number
    reported_opex: Number
    cars: Number
    volume: Number = ONE
    price: Number = ZERO
    cost_per_car: Number = ZERO
    margin: Number = None
    opex_fixed: Number = ONE
    cost_fixed: Number = ZERO


class CvpModel(CvpInputs):
    """An account at one point of its inputs; what several figures rest on is calculated once."""

    @cached_property
    def revenue(self) -> Number:
        """Reported revenue per car and the change of price, times deliveries."""
        return self.reported_revenue * self.volume + self.cars * self.price

    @cached_property
    def cost_of_sales(self) -> Number:
        """Cost of the cars delivered."""
        added = self.cars * self.cost_per_car
        if self.margin is not None:
            return self.revenue * (ONE - self.margin) + added
        return self._reported_cost * self._share(self.cost_fixed) + added

    @cached_property
    def opex(self) -> Number:
        """Operating expenses at these deliveries."""
        return self.reported_opex * self._share(self.opex_fixed)

    @cached_property
    def result(self) -> Number:
        """Revenue less cost of sales less opex."""
        return self.revenue - self.cost_of_sales - self.opex

    @property
    def revenue_per_car(self) -> Number:
        """Reported revenue per car and the change of price."""
        return self.revenue / self.cars

    @property
    def cost_of_sales_per_car(self) -> Number:
        """Cost of sales per car."""
        return self.cost_of_sales / self.cars

    @cached_property
    def gross_profit(self) -> Number:
        """Revenue less cost of sales."""
        return self.revenue - self.cost_of_sales

    @property
    def gross_profit_per_car(self) -> Number:
        """Gross profit per car."""
        return self.gross_profit / self.cars

    @property
    def gross_margin(self) -> Number:
        """Gross profit in percent of revenue."""
        return self.gross_profit / self.revenue * 100

    @property
    def opex_per_car(self) -> Number:
        """Operating expenses per car."""
        return self.opex / self.cars

    @property
    def result_per_car(self) -> Number:
        """Result per car."""
        return self.result / self.cars

    @property
    def operating_margin(self) -> Number:
        """Result in percent of revenue."""
        return self.result / self.revenue * 100

    @property
    def operating_leverage(self) -> Number:
        """By how many percent the result moves when deliveries do by one percent."""
        return self.contribution * self.cars / self.result

    @property
    def margin_of_safety(self) -> Number:
        """By how many percent deliveries may fall before break-even."""
        return 100 - self.fixed_cost / self.contribution / self.cars * 100

    @property
    def fixed_cost(self) -> Number:
        """What does not move with deliveries."""
        fixed = self.reported_opex * self.opex_fixed
        return fixed if self.margin is not None else fixed + self._reported_cost * self.cost_fixed

    @property
    def contribution(self) -> Number:
        """What each additional car adds to the result."""
        revenue = self.reported_revenue / self.reported_cars + self.price
        variable_opex = self.reported_opex * (ONE - self.opex_fixed) / self.reported_cars
        if self.margin is not None:
            return revenue * self.margin - self.cost_per_car - variable_opex
        cost = self._reported_cost * (ONE - self.cost_fixed) / self.reported_cars
        return revenue - cost - self.cost_per_car - variable_opex

    @property
    def _reported_cost(self) -> Number:
        return self.reported_revenue * (ONE - self.reported_margin)

    def _share(self, fixed: Number) -> Number:
        """What a cost that is fixed by a share comes to, as a multiple of the reported one."""
        return fixed + (ONE - fixed) * self.volume


def _can_be_reached(field: tuple[str, Figure]) -> bool:
    """Whether an input has ends that an account can be calculated at."""
    name, figure = field
    return figure.core.bounded and (name != "deliveries" or figure.low > 0)


@dataclass(frozen=True)
class WhatIf:
    """The account of a base under a change. Figures are None where an input is missing.

    With nothing changed every figure is the reported one itself.
    """

    base: Account
    change: Assumptions = REPORTED

    @cached_property
    def assumptions(self) -> Assumptions:
        """The change without what only repeats the reported figures."""
        return self.change.against(self.base)

    @cached_property
    def deliveries(self) -> Figure | None:
        """Cars delivered."""
        return self._assumed.get(_new("deliveries"), self.base.deliveries)

    @cached_property
    def result_per_car(self) -> Figure | None:
        """Result per car, signed."""
        formula = "(revenue − cost of sales − opex) ÷ deliveries"
        unit, reported = self.base.per_car, per_car.result_per_car
        figure = self._named("result_per_car", formula, unit, reported)
        return figure and figure._replace(concept=per_car.PRINTED)

    @cached_property
    def result(self) -> Figure | None:
        """Result of the period."""
        formula = "revenue − cost of sales − opex"
        return self._named("result", formula, self.base.currency, per_car.result)

    @cached_property
    def revenue(self) -> Figure | None:
        """Revenue of the period."""
        formula, unit = "revenue per car × deliveries", self.base.currency
        return self._named("revenue", formula, unit, lambda base: base.revenue)

    @property
    def has_revenue(self) -> bool:
        """Whether revenue is above zero for certain."""
        return self.revenue is not None and self.revenue.support.lo > 0

    @cached_property
    def revenue_per_car(self) -> Figure | None:
        """Reported revenue per car and the change of price."""
        formula, unit = "reported revenue per car + change of price", self.base.per_car
        return self._named("revenue_per_car", formula, unit, per_car.revenue_per_car)

    @cached_property
    def cost_of_sales_per_car(self) -> Figure | None:
        """Cost of sales per car."""
        formula, unit = "cost of sales ÷ deliveries", self.base.per_car
        return self._named("cost_of_sales_per_car", formula, unit, per_car.cost_of_sales_per_car)

    @cached_property
    def gross_profit(self) -> Figure | None:
        """Revenue less cost of sales."""
        formula, unit = "revenue − cost of sales", self.base.currency
        return self._named("gross_profit", formula, unit, per_car.gross_profit)

    @cached_property
    def gross_profit_per_car(self) -> Figure | None:
        """Gross profit per car."""
        formula, unit = "(revenue − cost of sales) ÷ deliveries", self.base.per_car
        return self._named("gross_profit_per_car", formula, unit, per_car.gross_profit_per_car)

    @cached_property
    def gross_margin(self) -> Figure | None:
        """Gross margin in percent; None where revenue may be zero."""
        if self._moves and not self.has_revenue:
            return None
        formula = "(revenue − cost of sales) ÷ revenue"
        return self._named("gross_margin", formula, "%", lambda base: base.gross_margin)

    @cached_property
    def opex(self) -> Figure | None:
        """Operating expenses of the period."""
        formula = "reported opex × (fixed share + variable share × change of deliveries)"
        return self._named("opex", formula, self.base.currency, per_car.opex)

    @cached_property
    def opex_per_car(self) -> Figure | None:
        """Operating expenses per car."""
        formula, unit = "opex ÷ deliveries", self.base.per_car
        return self._named("opex_per_car", formula, unit, per_car.opex_per_car)

    @cached_property
    def operating_margin(self) -> Figure | None:
        """Result in percent of revenue; None where that may be zero."""
        if self._moves and not self.has_revenue:
            return None
        return self._named("operating_margin", "result ÷ revenue", "%", per_car.operating_margin)

    @cached_property
    def contribution(self) -> Figure | None:
        """What each additional car adds: its revenue less the costs that move with it."""
        formula = "revenue per car − variable cost of sales per car − variable opex per car"
        change, unit = self.assumptions, self.base.per_car
        # No facts say that commissions and warranty are taken off it: so it is no contribution.
        is_gross = change.opex_fixed_share == FULL and change.cost_fixed_share == NONE
        label = "gross profit per car" if is_gross else "added by each additional car"
        return self.figure(label, formula, unit, lambda c: c.contribution)

    @cached_property
    def fixed_cost(self) -> Figure | None:
        """What does not move with deliveries."""
        formula = "opex × fixed share + cost of sales × fixed share"
        return self.figure("fixed cost", formula, self.base.currency, lambda c: c.fixed_cost)

    @cached_property
    def operating_leverage(self) -> Figure | None:
        """By how many percent the result moves when deliveries do by one percent.

        None where the result may be zero.
        """
        if self.result is None or self.result.may_be_zero:
            return None
        formula = "what each additional car adds × deliveries ÷ result"
        unit, label = "x", "operating leverage"
        return self.figure(label, formula, unit, lambda c: c.operating_leverage)

    def _named(
        self, name: str, formula: str, unit: str, reported: Callable[[Account], Figure | None]
    ) -> Figure | None:
        """A figure by its name in `CvpModel`; as reported where nothing moves it."""
        if not self._moves:
            return reported(self.base)
        return self.figure(name.replace("_", " "), formula, unit, attrgetter(name))

    def figure(
        self,
        label: str,
        formula: str,
        unit: str,
        compute: Callable[[CvpModel], Number],
        *extra: Figure,
    ) -> Figure | None:
        """A figure of this account; None when an input is missing or a divisor may be zero.

        `extra` are inputs that `compute` holds fixed anyway, such as a target.
        """
        inputs = self._inputs
        if inputs is None:
            return None
        models = self._models

        def at_corner(*values: Any) -> Any:
            given = values[: len(inputs)]
            if given not in models:
                models[given] = self.corner(dict(zip(inputs, given, strict=True)))
            return compute(models[given])

        try:
            figures = (*inputs.values(), *extra)
            return derive(label, formula, at_corner, figures, unit, self.base.period, jointly=True)
        except ArithmeticError:
            return None

    @cached_property
    def _models(self) -> dict[tuple[Number, ...], CvpModel]:
        """The account at the corners that figures were calculated at."""
        return {}

    @cached_property
    def corners(self) -> tuple[CvpModel, ...]:
        """The account at the values of the inputs, then at every corner of their bounds.

        In plain Decimals, for charts. Only the first where an input has no bounds, or the cars come
        as near to none as one likes; none where an input is missing, or there are no cars.
        """
        inputs, typed = self._reported, self._typed
        if inputs is None or not inputs["deliveries"].value:
            return ()
        point = self.corner({name: figure.value for name, figure in inputs.items()} | typed)
        if not all(map(_can_be_reached, inputs.items())):
            return (point,)
        boxes = (at.values for at in places([*inputs.values()], "core"))
        ends = ({name: end.lo for name, end in zip(inputs, box, strict=True)} for box in boxes)
        return point, *(self.corner(end | typed) for end in ends)

    def beside(self, other: WhatIf) -> tuple[tuple[CvpModel, CvpModel], ...]:
        """This account and another one at every corner of the bounds of what both rest on.

        What they have in common is the same in both, so that its rounding counts once in what lies
        between them. None as for `corners`.
        """
        mine, theirs = self._reported or {}, other._reported or {}
        inputs = [*mine.items(), *theirs.items()]
        if not mine or not theirs or not all(map(_can_be_reached, inputs)):
            return ()
        pairs = []
        for place in places([figure for _, figure in inputs], "core"):
            ends = [end.lo for end in place.values]
            pairs.append((self._at(mine, ends), other._at(theirs, ends[len(mine) :])))
        return tuple(pairs)

    def _at(self, inputs: Collection[str], ends: Sequence[Decimal]) -> CvpModel:
        typed = {name: figure.low for name, figure in self._assumed.items()}
        return self.corner(dict(zip(inputs, ends, strict=False)) | typed)

    def varied(self, name: str) -> tuple[Decimal, ...]:
        """The result per car as it stands, then with one reported input at either end."""
        inputs = self._inputs or {}
        point = {key: figure.value for key, figure in inputs.items()}
        places = [point] if inputs else []
        if name in inputs and _can_be_reached((name, inputs[name])):
            places += [point | {name: end} for end in (inputs[name].low, inputs[name].high)]
        return tuple(corner.result / corner.cars for corner in map(self.corner, places))

    def corner(self, values: Mapping[str, Number]) -> CvpModel:
        """The account at one point of the inputs, which are keyed as in `_inputs`."""
        change, cars, revenue = self.assumptions, values["deliveries"], values["revenue"]
        margin = values["gross_margin"] / 100
        # Where all of it is assumed nothing is reported.
        opex: Number = values.get("opex")
        if "result" in values:
            opex = revenue * margin - values["result"]
        new = {name: move._replace(value=values[_new(name)]) for name, move in self._moves.items()}
        price = cost_per_car = ZERO
        if "price" in new:
            asp = values["asp"] if "asp" in values else values.get("car_revenue", revenue) / cars
            price = new["price"].step(asp)
        if "cost_per_car" in new:
            cost_per_car = new["cost_per_car"].step(revenue * (ONE - margin) / cars)
        held = margin if change.hold == "margin" else None
        if "gross_margin" in new:
            held = new["gross_margin"].over(values["gross_margin"]) / 100
        delivered = new["deliveries"].value if "deliveries" in new else None
        return CvpModel(
            reported_cars=cars,
            reported_revenue=revenue,
            reported_margin=margin,
            reported_opex=new["opex"].over(opex) if "opex" in new else opex,
            cars=cars if delivered is None else delivered,
            volume=ONE if delivered is None else delivered / cars,
            price=price,
            cost_per_car=cost_per_car,
            margin=held,
            opex_fixed=values[_new("opex_fixed_share")] / 100,
            cost_fixed=values.get(_new("cost_fixed_share"), ZERO) / 100,
        )

    @cached_property
    def _moves(self) -> dict[str, Move]:
        return self.assumptions.moves

    @cached_property
    def _assumed(self) -> dict[str, Figure]:
        change = self.assumptions
        shares = {"opex_fixed_share": Move(change.opex_fixed_share)}
        if change.cost_fixed_share:
            shares["cost_fixed_share"] = Move(change.cost_fixed_share)
        return {
            _new(name): _typed(self.base, name, move)
            for name, move in (self._moves | shares).items()
        }

    @cached_property
    def _typed(self) -> dict[str, Decimal]:
        return {name: figure.value for name, figure in self._assumed.items()}

    @cached_property
    def _reported(self) -> dict[str, Figure] | None:
        change, names = self.assumptions, self.base.account
        if change.gives_opex:
            names = tuple(name for name in names if name not in ("result", "opex"))
        if change.price and change.price.kind != "by":
            names = tuple(dict.fromkeys((*names, *self.base.price)))
        known = self.base.known(*names)
        if known is None:
            return None
        found = dict(zip(names, known, strict=True))
        if change.price and change.by_margin:
            # A price at a held margin multiplies the margin by more than the revenue it is of.
            found["gross_margin"] = _alone(Same(found["gross_margin"]))
        return found

    @cached_property
    def _inputs(self) -> dict[str, Figure] | None:
        return None if self._reported is None else self._reported | self._assumed


def _new(name: str) -> str:
    """What an assumption is called among the inputs of an account."""
    return f"new {name}"


def unit_of(base: Account, name: str, kind: Kind = "to") -> str:
    """The unit of what is assumed of a figure of `NOTATIONS`."""
    units = {"cars": "cars", "each": base.per_car, "percent": "%", "sum": base.currency}
    return "%" if kind == "percent" else units[NOTATIONS[name].kind]


def _typed(base: Account, name: str, move: Move) -> Figure:
    """What is assumed as it was typed: a new amount, or a step or a share."""
    called = CALLED[name] if name in MOST_FIXED else f"{CALLED[name]} assumed"
    label = called if move.kind == "to" else f"change of {CALLED[name]}"
    return assumed(move.value, unit_of(base, name, move.kind), label, base.period)


def moved(base: Account, name: str, move: Move) -> Figure:
    """A figure as it is assumed: after a step or a share with the bounds of the reported one."""
    typed, now = _typed(base, name, move), start_of(base, name)
    if move.kind == "to" or now is None:
        return typed
    return derive(
        f"{CALLED[name]} assumed",
        f"{now.label} + {typed.label}",
        lambda start, value: move._replace(value=value).over(start),
        (now, typed),
        now.unit,
        base.period,
    )


@lru_cache(maxsize=16)
def _alone(margin: Same) -> Figure:
    """A margin apart from the profit and the revenue that it is of."""
    figure: Figure = margin.things[0]
    return figure._replace(ratio=())


def start_of(base: Account, name: str) -> Figure | None:
    """What a step or a share of a figure starts from, as reported."""
    starts = {
        "price": per_car.price_per_car,
        "cost_per_car": per_car.cost_of_sales_per_car,
        "opex": per_car.opex,
    }
    return starts[name](base) if name in starts else base.get(name)
