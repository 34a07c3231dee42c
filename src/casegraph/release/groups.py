"""Records in, those that leave out: coarsened, and no group of persons who look alike below k.

A group that is too small is told less of, joins another, or is withheld; and whoever has earlier
releases too must not be able to tell apart fewer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Quad

from casegraph.release.forms import Form, Forms, Rules, Steps
from casegraph.release.isomorphism import hashed
from casegraph.release.records import Record
from casegraph.terms import Prefixes

LEAST: Final = 5
NEVER: Final = ""  # in place of a person: the history of all whom no release told of
_ABSENT: Final = "-"  # in place of a key: the release told nothing


@dataclass(frozen=True)
class Group:
    """Persons of whom a release says the same.

    Attributes:
        key: a hash of what it says.
        steps: the steps of generalisation that they went, by the names of the rules.
        members: their public IRIs.
    """

    key: str
    steps: tuple[str, ...]
    members: tuple[str, ...]


@dataclass(frozen=True)
class Grouped:
    """What became of the records.

    Attributes:
        quads: what leaves.
        groups: the groups that leave.
        withheld: the public IRIs of who stays behind, and why.
    """

    quads: tuple[Quad, ...]
    groups: tuple[Group, ...]
    withheld: Mapping[str, str]

    @property
    def keys(self) -> dict[str, str]:
        """The key of each person who leaves."""
        return {member: group.key for group in self.groups for member in group.members}


def form_groups(
    records: Sequence[Record],
    reference: Iterable[Quad],
    rules: Rules,
    prefixes: Prefixes,
    *,
    least: int = LEAST,
    before: Mapping[str, str] | None = None,
    force: bool = False,
) -> Grouped:
    """Coarsen records, and let leave whom k - 1 others are like.

    Args:
        records: a record of each person.
        reference: statements on places that the rules may read.
        rules: the queries.
        prefixes: the project's.
        least: k, the smallest group that may leave.
        before: what earlier releases told of each person, as a key; None if there were none.
        force: let small additions to what earlier releases told leave.
    """
    forms = Forms(records, reference, rules, prefixes)
    everybody = {record.public for record in records}
    held: dict[str, str] = {}
    while True:
        settling = _Settling(forms, everybody - held.keys(), least)
        settling.as_before(before or {})
        settling.anew()
        withheld = settling.withheld()
        settled = sorted(settling.groups.items())
        groups = [Group(key, steps, tuple(members)) for (steps, key), members in settled]
        small = [] if before is None or force else _small_additions(groups, before, least)
        if not small:
            break
        held |= dict.fromkeys(small, "few are told of so after what earlier releases told")
    quads = [q for group in groups for q in forms[group.steps].quads_of(group.members)]
    return Grouped(tuple(sorted(quads, key=str)), tuple(groups), held | withheld)


class _Settling:
    """Who leaves in which form, as far as it is settled."""

    def __init__(self, forms: Forms, persons: Collection[str], least: int) -> None:
        self.forms, self.least = forms, least
        self.left = set(persons)
        self.groups: dict[tuple[Steps, str], list[str]] = {}

    def as_before(self, before: Mapping[str, str]) -> None:
        """Let groups leave as the last release told of them: what never changes tells no more."""
        last = {person: key.rpartition(" ")[2] for person, key in before.items()}
        waiting = self.left & last.keys()
        for steps in self.forms.choices():
            if not waiting:
                break
            keys = self.forms[steps].keys
            found = {person for person in waiting if keys[person] == last[person]}
            for key, members in _by_key(self.forms[steps], found).items():
                if len(members) >= self.least:
                    self._settle((steps, key), members)
            waiting -= found

    def anew(self) -> None:
        """Let groups of k and more leave in the finest form in which they are such groups.

        Who is left over joins a group that becomes alike by being told less of: a few who are told
        less of by themselves would be told apart by that.
        """
        for steps in self.forms.choices():
            if not self.left:
                break
            for key, members in _by_key(self.forms[steps], self.left).items():
                partner = self._partner(steps, key) if len(members) < self.least else None
                if partner is not None:
                    members = [*members, *self.groups.pop(partner)]
                if partner is not None or len(members) >= self.least:
                    self._settle((steps, key), members)

    def _settle(self, place: tuple[Steps, str], members: Iterable[str]) -> None:
        self.groups[place] = sorted({*self.groups.get(place, ()), *members})
        self.left -= set(members)

    def _partner(self, steps: Steps, key: str) -> tuple[Steps, str] | None:
        """Find the smallest group that has a key, or would have it if it were told less of."""
        keys = self.forms[steps].keys
        fitting = [
            place
            for place, members in self.groups.items()
            if set(place[0]) <= set(steps) and all(keys[member] == key for member in members)
        ]
        return min(fitting, key=lambda place: (len(self.groups[place]), place), default=None)

    def withheld(self) -> dict[str, str]:
        """Withhold who is left; if few are, a group more, so that who is withheld is not told."""
        withheld = dict.fromkeys(sorted(self.left), "fewer than k persons are like this one")
        while 0 < len(withheld) < self.least and self.groups:
            place = min(self.groups, key=lambda p: (len(self.groups[p]), p))
            reason = "withheld so that those who are withheld are not fewer than k"
            withheld |= dict.fromkeys(self.groups.pop(place), reason)
        return withheld


def _by_key(form: Form, persons: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for person in sorted(persons):
        found[form.keys[person]].append(person)
    return dict(sorted(found.items()))


def _small_additions(groups: Iterable[Group], before: Mapping[str, str], least: int) -> list[str]:
    """Name who is alike in this release and yet told apart by what earlier releases told.

    Whoever has all releases sees which of a group are new, and which were told of in another way:
    there must be none of a sort, or k.
    """
    found = []
    for group in groups:
        sorts: dict[str, list[str]] = defaultdict(list)
        for member in group.members:
            sorts[before.get(member, before.get(NEVER, ""))].append(member)
        found += [m for members in sorts.values() if len(members) < least for m in members]
    return sorted(found)


def with_history(before: Mapping[str, str] | None, told: Mapping[str, str]) -> dict[str, str]:
    """Add what a release tells of each person, if anything, to what earlier ones told.

    Args:
        before: by person, a hash of what all releases before the last told, and the key of what the
            last told; None if there was none.
        told: the keys of the new release.
    """
    before = before or {}
    never = before.get(NEVER, "")
    return {
        person: f"{hashed(before.get(person, never))} {told.get(person, _ABSENT)}"
        for person in {NEVER, *before, *told}
    }
