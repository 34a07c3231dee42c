"""Dates as EDTF in, the days on which an edge begins and ends out, by a stated policy.

What an expression says at least and at most is `casegraph.dates`' work.
"""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal, get_args

from casegraph.dates import Bounds, bounds
from casegraph.errors import UsageError, nearest

Policy = Literal["earliest", "latest", "span"]
POLICIES: Final[tuple[str, ...]] = get_args(Policy)
MEANINGS: Final = {
    "earliest": "an uncertain date is taken as the first day that it may mean",
    "latest": "an uncertain date is taken as the last day that it may mean",
    "span": "an uncertain date is taken as all days that it may mean",
}
_OPEN: Final = ("", "..")
_NOWHERE: Final = Bounds(None, None, "")


def check_policy(name: str) -> Policy:
    """Return the policy of this name.

    Raises:
        UsageError: there is none.
    """
    for policy in get_args(Policy):
        if policy == name:
            return policy  # type: ignore[no-any-return]
    raise UsageError(f"there is no policy for dates {name!r}", remedy=nearest(name, POLICIES))


def begins(expression: str, policy: Policy) -> dt.date | None:
    """Return the day on which something dated so begins; None where the beginning is open.

    Raises:
        DateError: the expression is no EDTF that is read here.
    """
    side = _side(expression, first=True)
    return (side.latest or side.earliest) if policy == "latest" else side.earliest


def ends(expression: str, policy: Policy) -> dt.date | None:
    """Return the day on which something dated so ends; None where the end is open.

    Raises:
        DateError: the expression is no EDTF that is read here.
    """
    side = _side(expression, first=False)
    return (side.earliest or side.latest) if policy == "earliest" else side.latest


def _side(expression: str, *, first: bool) -> Bounds:
    """Return the bounds of one end of a span, or of a date that is no span."""
    text = expression.strip()
    left, slash, right = text.partition("/")
    if not slash:
        return bounds(text)
    bounds(text)  # also a span as a whole has to be one
    part = left if first else right
    return _NOWHERE if part in _OPEN else bounds(part)
