"""What a page points at in, relative addresses out: on a server, or in a folder of files.

All links are relative, so that pages work below any path, behind any proxy, and from a disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode

from casegraph.terms import CG, KINDS, VOCABULARY

_OUTSIDE: Final = ("https://", "http://")


@dataclass(frozen=True)
class Links:
    """The links of one page.

    Attributes:
        base: the base of the project's things.
        up: the way from the page to the top, such as `../../`; empty at the top.
    """

    base: str
    up: str

    # whether a page can ask a server: forms make no sense without
    asks: bool = True
    # how the name of a page ends
    ending: str = ""

    def thing(self, iri: str) -> str:
        """Return where a thing, or a part of it, is described; empty where no page says."""
        inside = iri.removeprefix(self.base)
        if inside == iri or inside.partition("/")[0] not in KINDS:
            return ""
        path, _, mark = inside.partition("#")
        return self.document(path) + (f"#{quote(mark)}" if mark else "")

    def document(self, path: str, form: str = "") -> str:
        """Return where the document of a path below the base is, in a form or as a page."""
        return f"{self.up}doc/{quote(path)}" + (f".{form}" if form else "")

    def outside(self, address: str) -> str:
        """Return an address of another site, if a page may link to it; else nothing.

        Terms are no pages to read: what they mean is told beside them.
        """
        own = address.startswith((CG, VOCABULARY))
        return address if address.startswith(_OUTSIDE) and not own else ""

    def has(self, _name: str, /, **_fields: str) -> bool:
        """Say whether there is a page of its own for what is given: a server makes any."""
        return True

    def page(self, name: str, /, **fields: str | int) -> str:
        """Return where a page is, such as `questions` or `browse/case`; empty: the start."""
        given = {key: value for key, value in fields.items() if value not in ("", None)}
        path = f"{self.up}{quote(name)}" if name else self.up or "./"
        return path + (f"?{urlencode(given)}" if given else "")

    def file(self, name: str) -> str:
        """Return where a file is that is no page, by its name."""
        return self.up + quote(name)

    def answer(self, name: str, form: str, given: Mapping[str, str], /) -> str:
        """Return where the answer of a question is, in a form."""
        return self.page(f"question/{name}.{form}", **given)

    def network(self, name: str, ending: str, given: Mapping[str, str], /) -> str:
        """Return where a file of a network is, by the end of its name."""
        return self.page(f"network/{name}{ending}", **given)

    def cited(self, name: str, form: str, given: Mapping[str, str], /) -> str:
        """Return where the citation of a page is that is no document, in a form."""
        return self.page(f"{name}.{form}", **given)

    def asset(self, name: str) -> str:
        """Return where a file of ours or of others is that pages load."""
        return f"{self.up}assets/{quote(name)}"


@dataclass(frozen=True)
class FileLinks(Links):
    """The links of a page that is a file among files."""

    asks: bool = False
    ending: str = ".html"
    # the pages that are about one thing alone, by their paths without the end: a file among files
    # is of all the data where there is none for what is given
    alone: frozenset[str] = frozenset()

    def document(self, path: str, form: str = "") -> str:
        """Return where the document of a path below the base is, in a form or as a page."""
        end = f".{form}" if form else self.ending
        return f"{self.up}doc/{quote(path)}" + (end if path else "")

    def has(self, name: str, /, **fields: str) -> bool:
        """Say whether there is a page of its own for what is given."""
        return bool(self._alone(name, fields))

    def answer(self, name: str, form: str, given: Mapping[str, str], /) -> str:
        """Return where the answer of a question is, in a form."""
        page = f"question/{name}"
        return f"{self.up}{quote(self._alone(page, given) or page)}.{form}"

    def network(self, name: str, ending: str, given: Mapping[str, str], /) -> str:
        """Return where a file of a network is, by the end of its name."""
        page = f"network/{name}"
        return f"{self.up}{quote(self._alone(page, given) or page)}{ending}"

    def cited(self, name: str, form: str, given: Mapping[str, str], /) -> str:
        """Return where the citation of a page is that is no document, in a form."""
        return f"{self.up}{quote(self._alone(name, given) or name)}.{form}"

    def page(self, name: str, /, **fields: str | int) -> str:
        """Return where a page is; a number of a page is a part of its name."""
        if own := self._alone(name, {key: str(value) for key, value in fields.items()}):
            return f"{self.up}{quote(own)}{self.ending}"
        number = fields.get("page", "")
        end = f"-{number}" if number not in ("", 1) else ""
        return f"{self.up}{quote(name or 'index')}{end}{self.ending}"

    def _alone(self, name: str, given: Mapping[str, str]) -> str:
        """Return the path of a page that is about the one thing that is given, if there is any."""
        path = path_of(name, next(iter(given.values()))) if len(given) == 1 else ""
        return path if path in self.alone else ""


def path_of(page: str, value: str) -> str:
    """Return where a page is among files that is about one thing alone, such as `person:d4k7wz`."""
    return f"{page}/{value.replace(':', '/')}"
