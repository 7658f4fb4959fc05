"""Hide more until nothing hidden can be worked out: the greedy half of the small-number rule, and its exact proof.

Plain numbers in, plain sets out; what counts as small, and what a table is, is said in ``disclosure``.
"""

from collections import deque
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass

from chalkface.core.subtraction import recoverable

Key = Hashable
# Numbers that add up along a sum: a group's size alone, or a figure's reached, missed and people.
Amounts = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """``total`` is what ``parts`` add up to. A total of ``None`` is a number that the reader always knows.

    ``across``: all count the same people, and only those reached add up.
    """

    total: Key | None
    parts: tuple[Key, ...]
    across: bool = False


class Layer:
    """Numbers joined by sums, some hidden.

    ``amounts``: key → its numbers, the people last. ``least``: for each of those numbers, the least that may be left of
    a published total after its published parts. ``hidden``: the keys hidden to begin with; grows. ``last``: keys to
    spare as long as anything else can be hidden instead; ``first``: keys that nobody would miss. ``known``: hidden keys
    whose people the reader knows.
    """

    def __init__(
        self,
        amounts: dict[Key, Amounts],
        sums: Iterable[Sum],
        *,
        least: Amounts,
        hidden: Collection[Key],
        last: Collection[Key],
        known: Collection[Key] = (),
        first: Collection[Key] = (),
    ) -> None:
        self.amounts, self.sums, self.least, self.known = amounts, tuple(sums), least, set(known)
        self.small, self.hidden = frozenset(hidden), set(hidden)
        self.keys = list(amounts)
        self.at = {key: at for at, key in enumerate(self.keys)}
        # Small groups go first: the least is lost. Their order of arrival decides between equals.
        self.cost = {
            key: (key not in first, key in last, numbers[-1], numbers[0], self.at[key]) for key, numbers in amounts.items()
        }
        self.sums_of: dict[Key, list[Sum]] = {}
        for one in self.sums:
            for key in self._members(one):
                self.sums_of.setdefault(key, []).append(one)

    def protect(self) -> None:
        """Hide more until every remainder is safe and exact algebra recovers nothing that is hidden."""
        self._settle(self.sums)
        while given_away := self._given_away():
            key = self._cheapest_beside(given_away) or self._cheapest_beside(self.hidden)
            if key is None:
                return
            self.hidden.add(key)
            self._settle(self.sums_of[key])

    def _given_away(self) -> set[Key]:
        """The hidden keys of which a number can be recovered, but for what a published 0 % or 100 % says by itself."""
        if len(self.least) == 1:
            return self._recovered(self._equations(0, set()))
        told = [self._told(0), self._told(1)]
        equations = self._equations(0, told[0])
        if any(told):
            # Where a nought is told, the reached no longer mirror the missed: both are asked, and what joins them.
            equations += self._equations(1, told[1])
            equations += [{2 * self.at[key]: 1, 2 * self.at[key] + 1: 1} for key in self.known & self.hidden]
        # A figure hidden only for the sake of others, of a group whose size nobody knows, is not yet recovered.
        return {key for key in self._recovered(equations) - told[0] - told[1] if key in self.small or key in self.known}

    def _recovered(self, equations: list[dict[int, int]]) -> set[Key]:
        return {self.keys[unknown // 2] for unknown in recoverable(equations)}

    def _told(self, which: int) -> set[Key]:
        """The hidden keys whose number must be nought, because a published one that contains them is."""
        nought = {key for key, numbers in self.amounts.items() if numbers[which] == 0 and key not in self.hidden}
        waiting = [one for key in nought for one in self.sums_of.get(key, ())]
        while waiting:
            one = waiting.pop()
            if one.total is None or (one.across and which):
                continue
            follows = one.parts if one.total in nought else (one.total,) if nought.issuperset(one.parts) else ()
            for key in set(follows) - nought:
                nought.add(key)
                waiting += self.sums_of[key]
        return nought & self.hidden

    def _settle(self, sums: Iterable[Sum]) -> None:
        """Hide more until, in each of ``sums`` and in those that this disturbs, what is left over is safe."""
        waiting = deque(sums)
        while waiting:
            key = self._next_to_hide(waiting[0])
            if key is None:
                waiting.popleft()
            else:
                self.hidden.add(key)
                waiting.extend(self.sums_of[key])

    def _next_to_hide(self, one: Sum) -> Key | None:
        """What this sum asks to be hidden, the cheapest first; ``None`` when it is safe as it stands."""
        concealed = [key for key in one.parts if key in self.hidden]
        if one.total in self.hidden:
            return None if concealed else min(one.parts, key=self.cost.__getitem__)
        if not concealed:
            return None
        whole = self._add(self.amounts[key] for key in one.parts)
        if len(concealed) > 1 and self._is_enough(one, whole):
            return None
        offered = sorted(self._open_below(one), key=self.cost.__getitem__)
        if not offered:
            return one.total if len(concealed) == 1 else None
        for key in offered:
            self.hidden.add(key)
            enough = self._is_enough(one, whole)
            self.hidden.discard(key)
            if enough:
                return key
        return offered[0]

    def _is_enough(self, one: Sum, whole: Amounts) -> bool:
        """Whether what stays unknown of a published total is much enough."""
        remainder = self._add(self._unknown_in(key) for key in one.parts if key in self.hidden)
        # A total that is itself 0 % or 100 % says so of every part: asking more of the remainder would hide for nothing.
        return all(left >= min(least, total) for left, least, total in zip(remainder, self.least, whole, strict=True))

    def _unknown_in(self, key: Key) -> Amounts:
        """What stays unknown of a hidden number after taking off the published parts of its own."""
        below = [
            self._add(self._unknown_in(part) for part in one.parts if part in self.hidden)
            for one in self.sums_of.get(key, ())
            if one.total == key
        ]
        return tuple(map(min, zip(self.amounts[key], *below, strict=True)))

    def _open_below(self, one: Sum) -> set[Key]:
        """The published parts of a sum, and those of its hidden parts."""
        found = {key for key in one.parts if key not in self.hidden}
        for key in one.parts:
            if key in self.hidden:
                found = found.union(*(self._open_below(lower) for lower in self.sums_of.get(key, ()) if lower.total == key))
        return found

    def _add(self, amounts: Iterable[Amounts]) -> Amounts:
        return tuple(map(sum, zip(*amounts, strict=True))) or (0,) * len(self.least)

    def _cheapest_beside(self, keys: Iterable[Key]) -> Key | None:
        """The cheapest published number that shares a sum with one of ``keys``."""
        offered = {key for near in keys for one in self.sums_of.get(near, ()) for key in self._members(one)} - self.hidden
        return min(offered, key=self.cost.__getitem__, default=None)

    def _equations(self, which: int, told: set[Key]) -> list[dict[int, int]]:
        """What the published numbers say of the hidden ones: an equation for each sum that holds any.

        An unknown is twice the key's place, plus ``which`` of its numbers is meant: whole numbers are quick to look up.
        """
        unknown = self.hidden - told
        found = []
        for one in self.sums:
            if one.across and which:
                continue
            equation = {2 * self.at[key] + which: 1 for key in one.parts if key in unknown}
            if one.total in unknown:
                equation[2 * self.at[one.total] + which] = -1
            if equation:
                found.append(equation)
        return found

    @staticmethod
    def _members(one: Sum) -> tuple[Key, ...]:
        return one.parts if one.total is None else (one.total, *one.parts)
