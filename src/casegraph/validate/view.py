"""How a report is shown, whatever its format; and what XML and HTML can hold."""

from __future__ import annotations

import re
from dataclasses import dataclass

from casegraph.terms import Prefixes
from casegraph.validate.report import Severity

# XML 1.0, section 2.2: what is no Char
_NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class View:
    """How a report is shown.

    Attributes:
        prefixes: how IRIs are written for people.
        title: what was run, such as 'casegraph validate'.
        show: the least grave finding that `text` and `github` show.
        fail_on: the least grave finding that fails.
        folder: the project's folder as seen from where the command runs, for `github`.
    """

    prefixes: Prefixes
    title: str = "casegraph validate"
    show: Severity = Severity.INFO
    fail_on: Severity = Severity.VIOLATION
    folder: str = ""


def markup(text: str) -> str:
    """Replace by U+FFFD what XML and HTML cannot hold, and end lines as they do."""
    return _NO_CHARACTER.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
