"""Finding what refers back to itself, however long the way round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping


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
