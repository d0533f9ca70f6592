"""The makers of one day: another one on file changes places, and none of these tests."""

from dataclasses import replace

import pytest

from tui.facts.book import FactBook

MAKERS = {
    *("byd", "ford-model-e", "geely-auto", "leapmotor", "li-auto", "lucid", "nio", "polestar"),
    *("rivian", "segment", "seres", "tesla", "xpeng", "zeekr", "zeekr-group"),
}


@pytest.fixture(scope="session")
def shipped(shipped: FactBook) -> FactBook:
    """What the shipped facts say of these."""
    later = {key for key, entity in shipped.entities.items() if entity.is_maker} - MAKERS
    return replace(
        shipped,
        entities={key: entity for key, entity in shipped.entities.items() if key not in later},
        facts=tuple(fact for fact in shipped.facts if fact.dims.entity not in later),
    )
