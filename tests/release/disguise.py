"""A word in, all the ways in which it could hide in bytes out."""

from __future__ import annotations

import base64
import binascii
import codecs
import gzip
import hashlib
import html
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from urllib.parse import quote

from anyascii import anyascii

_MOST = 200_000_000
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_SHOWN = re.compile(rb"\(((?:\\.|[^\\)])*)\)", re.DOTALL)


def disguises(word: str) -> dict[bytes, str]:
    """List the ways in which a word could be written, with the name of each.

    Args:
        word: ten letters or more, so that none of them stands anywhere by chance.
    """
    found: dict[bytes, str] = {}
    for name, text in _spellings(word):
        for coding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1", "punycode", "utf-7"):
            try:
                found[text.encode(coding)] = f"{name}, {coding}"
            except UnicodeEncodeError:
                continue
        data = text.encode("utf-8")
        found[quote(text, safe="").encode()] = f"{name}, percent-encoded"
        every = "".join(f"%{byte:02X}" for byte in data)
        found[every.encode()] = f"{name}, every byte percent-encoded"
        found[quote(quote(text, safe=""), safe="").encode()] = f"{name}, twice percent-encoded"
        found[binascii.hexlify(data)] = f"{name}, hexadecimal"
        found[html.escape(text).encode("ascii", "xmlcharrefreplace")] = f"{name}, HTML"
        found["".join(f"\\u{ord(sign):04x}" for sign in text).encode()] = f"{name}, escaped"
        escaped = text.encode("ascii", "backslashreplace")
        found[escaped] = f"{name}, escaped where it is not ASCII"
        found[codecs.encode(text, "rot13").encode()] = f"{name}, rotated"
        found[base64.b32encode(data).rstrip(b"=")[:-2]] = f"{name}, base32"
        for start in range(3):
            for encode in (base64.b64encode, base64.urlsafe_b64encode):
                # the signs that do not depend on what stands before and after
                coded = encode(b"\0" * start + data)[4 if start else 0 :]
                whole = len(data) + start - (3 if start else 0)
                found[coded[: whole // 3 * 4]] = f"{name}, base64 from {start}"
        for kind in ("md5", "sha1", "sha256"):
            found[hashlib.new(kind, data).hexdigest().encode()] = f"{name}, {kind}"
            found[hashlib.new(kind, data).digest()] = f"{name}, {kind} in bytes"
    return {data: name for data, name in found.items() if len(data) >= 8}


def _spellings(word: str) -> Iterator[tuple[str, str]]:
    for case, text in (("as it is", word), ("lower", word.lower()), ("upper", word.upper())):
        for form in ("NFC", "NFD"):
            normal = unicodedata.normalize(form, text)
            yield f"{case}, {form}", normal
            yield f"{case}, {form}, reversed", normal[::-1]
        yield f"{case}, ASCII", anyascii(text)
        yield f"{case}, ASCII, reversed", anyascii(text)[::-1]


class Detector:
    """Finds words in bytes, however they are disguised, in archives too.

    Args:
        words: what to look for.
    """

    def __init__(self, *words: str) -> None:
        self._disguises = {d: f"{w!r} {n}" for w in words for d, n in disguises(w).items()}

    def find(self, data: bytes) -> list[str]:
        """Name what was found, with some bytes around it."""
        return self.find_in([("", data)])

    def find_in(self, shown: Iterable[tuple[str, bytes]]) -> list[str]:
        """Name what was found and where, with some bytes around it."""
        contents = [(where, content) for where, data in shown for content in _contents(data)]
        whole = b"\n".join(content for _, content in contents)
        found = []
        for disguise, name in self._disguises.items():
            if disguise not in whole:
                continue
            for where, content in contents:
                if (place := content.find(disguise)) >= 0:
                    around = content[max(0, place - 60) : place + 80]
                    found.append(f"{where}: {name}: {around!r}")
        return found


def _contents(data: bytes) -> Iterator[bytes]:
    """Read the bytes themselves, and what is packed in them."""
    yield data
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                yield entry.filename.encode()
                yield archive.read(entry)
    elif data[:2] == b"\x1f\x8b":
        yield gzip.decompress(data)[:_MOST]
    elif data[:5] == b"%PDF-":
        yield from _drawn(data)
    elif data[:4] == b"PAR1":
        import pyarrow.parquet  # an extra that the development install has

        table = pyarrow.parquet.read_table(io.BytesIO(data))
        yield repr(table.to_pydict()).encode("utf-8")
        yield repr(table.schema.metadata).encode("utf-8")
    if re.match(rb"\s*<", data) and b"&" in data:
        yield html.unescape(data.decode("utf-8", "replace")).encode("utf-8")


def _drawn(data: bytes) -> Iterator[bytes]:
    """Read the streams of a PDF, and the letters that they draw, without the gaps between them."""
    for packed in _STREAM.findall(data):
        with suppress(zlib.error):  # a stream that is not packed is read as it is
            stream = zlib.decompress(packed)
            yield stream
            yield b"".join(_SHOWN.findall(stream)).replace(b"\0", b"")
