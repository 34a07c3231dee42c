"""A word of a name in, the keys of its inflected forms out; a text in, what may be read in it out.

Which names are looked for, and where, is left to `casegraph.release.names`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from anyascii import anyascii

from casegraph.find import fold
from casegraph.release.decoding import decoded, plain, plain_with_hidden

# where a word begins without a space before it: kiraSecret, Kira2022
_BEGINS: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])")
_WORD: Final = re.compile(r"[^\W_]+")
_CYRILLIC: Final = re.compile(r"[\u0400-\u052f]")
_LATIN: Final = re.compile(r"[A-Za-z]")
_LONE: Final = r"(?<![^\W_])[^\W\d_](?![^\W_])"
_SPELT_OUT: Final = re.compile(rf"{_LONE}(?:[\W_]{{1,3}}{_LONE})+")
_PIECES: Final = 4  # of a word that punctuation breaks: ki-ra, Се.кр.ет
_MOST_SPELT_OUT: Final = 20  # letters: more are no word of a name
_HYPHENATED: Final = re.compile(r"[-\u00ac\u2010\u2011]\s*[\n\r]\s*")  # at the end of a line
_OF_ADDRESS: Final = re.compile(r"[@#/]|www\.")  # an account, a hashtag, an address

# scripts that put no space between words: Han, kana, Thai, Lao, Khmer, Myanmar; and Korean, which
# writes particles together with a name
_HAN: Final = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_HANGUL: Final = "\uac00-\ud7a3"
_UNSPACED: Final = (
    rf"[{_HAN}{_HANGUL}\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u0e01-\u0eff"
    "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f\u1780-\u17ff]"
)
_RUN: Final = re.compile(f"{_UNSPACED}+")
_GAP: Final = re.compile(rf"(?<={_UNSPACED})[\s·・‧]{{1,3}}(?={_UNSPACED})")
_HAS_HAN: Final = re.compile(f"[{_HAN}]")
_ALL_HANGUL: Final = re.compile(f"[{_HANGUL}]+")

# letters that look alike, in the order of the two lines (Unicode Technical Standard 39)
_LOOKS: Final = "АаВЕеЅѕІіЈјКкМмНОоРрСсТтУуХхԁԛԝһΑΒΕΖΗΙΚΜΝΟΡΤΥΧανορυχ"
_LIKE: Final = "AaBEeSsIiJjKkMmHOoPpCcTtYyXxdqwhABEZHIKMNOPTYXavopux"
_TO_LATIN: Final = str.maketrans(_LOOKS, _LIKE)
_TO_CYRILLIC: Final = str.maketrans(_LIKE[:32], _LOOKS[:32])
_LIKE_CYRILLIC: Final = re.compile(r"(?<![^\W_])[ABEKMHOPCTYXIaeopcyxi]{4,}(?![^\W_])")

# Endings as `fold` writes them: these replace what a name ends in (Slavic, Baltic, Georgian)
_REPLACING: Final = (
    "a e i o u y ya ye yu ie ii iy ia iu yi ey oy uy ej oj yj ij ou iya iyu aya uyu oyu eyu ieyu"
    " iyeyu om em im ym am yam iem yem ogo ego omu emu iogo iomu iego iemu ovi evi ievi yevi owi"
    " iowi akh yakh ykh ikh ami yami ymi imi ov iv ev s as is us os ai ui ma"
)
# and these follow a whole name (English, German, Turkic)
_FOLLOWING: Final = (
    "s es is n in un ning nin nun ting tin ding din ni nu di du ti ga ge gha ka ke qa na ne ya ye"
    " da de ta te nda nde dan den tan ten nan nen lar ler"
)
_ENDINGS: Final = frozenset(_REPLACING.split())
_SUFFIXES: Final = frozenset(_FOLLOWING.split())
# what a name may end in where nothing follows it
_NOMINATIVES: Final = (
    *("aya", "iya", "iy", "yy", "ya", "oy", "ey", "a", "o", "e", "y", "i"),
    *("as", "is", "us", "ys"),
)
_FLEETING: Final = re.compile(r"[eo](?=(?:[bdfgklmnprstvxz]|kh|sh|ch|ts|zh)$)")  # Pavel, Pavla
_CLOSED: Final = re.compile(r"i(?=[bdfgklmnprstvz]$)")  # Antin, Antona
_SOFTENED: Final = {"kh": "s", "g": "z", "h": "z", "k": "ts"}  # Olga, Olzi


@dataclass(frozen=True)
class Reading:
    """What may be read in a text.

    Attributes:
        lines: the words, in their order, as one or another reader divides and spells them.
        spaced: those of the lines that only spaces and punctuation divide.
        joined: words made of pieces that stand together.
        inflected: the words that are written in a script whose languages inflect names.
        of_addresses: the words of addresses, accounts and hashtags.
        runs: letters, as they are written, of scripts that put no space between words.
    """

    lines: frozenset[tuple[str, ...]]
    spaced: frozenset[tuple[str, ...]]
    joined: frozenset[str]
    inflected: frozenset[str]
    of_addresses: frozenset[str]
    runs: frozenset[str]


@lru_cache(maxsize=100_000)
def words(text: str) -> frozenset[str]:
    """Read the words of a name or text, divided by spaces and punctuation."""
    spelt = plain(decoded(text)[0])
    return frozenset({*fold(spelt).split(), *fold(_apart(spelt)).split()})


@lru_cache(maxsize=100_000)
def runs(text: str) -> frozenset[str]:
    """Read the parts of a name, and the whole, that are looked for within longer runs of letters:
    two letters or more if one is Han, three in Korean, else four.
    """
    spelt = plain(decoded(text)[0])
    found = {*_RUN.findall(spelt), *_RUN.findall(_GAP.sub("", spelt))}
    return frozenset(run for run in found if len(run) >= _least(run))


def _least(run: str) -> int:
    if _HAS_HAN.search(run):
        return 2
    return 3 if _ALL_HANGUL.fullmatch(run) else 4


@lru_cache(maxsize=10_000)
def read(text: str) -> Reading:
    """Read the words of a text, those too that are disguised or begin within another."""
    first, *others = (_read(plain_with_hidden(each)) for each in decoded(text))
    for other in others:
        both = zip(vars(first).values(), vars(other).values(), strict=True)
        first = Reading(*(one | more for one, more in both))
    return first


def _read(text: str) -> Reading:
    lines, spaced, inflected, of_addresses = set(), set(), set(), set()
    for spelt in {text, _latin(text), _cyrillic(text)}:
        spaced |= {tuple(fold(each).split()) for each in (spelt, _apart(spelt))}
        lines.add(tuple(fold(_BEGINS.sub(" ", anyascii(spelt))).split()))
        for word in _WORD.findall(spelt) if not spelt.isascii() else ():
            if _CYRILLIC.search(word):
                inflected |= {*fold(word).split(), *fold(_BEGINS.sub(" ", anyascii(word))).split()}
        for token in spelt.split() if _OF_ADDRESS.search(spelt) else ():
            if _OF_ADDRESS.search(token):
                of_addresses.update(fold(token).split())
    if _LIKE_CYRILLIC.search(text):  # its languages inflect, but most such words are English
        like = _LIKE_CYRILLIC.sub(lambda found: found[0].translate(_TO_CYRILLIC), text)
        lines.add(tuple(fold(like).split()))
    joined = set()
    for broken, pieces, fewest, most in _broken(text):
        made = {
            "".join(pieces[start:end])
            for start in range(len(pieces))
            for end in range(start + fewest, min(start + most, len(pieces)) + 1)
        }
        joined |= made
        inflected |= made if _CYRILLIC.search(broken) else set()
    unspaced = _RUN.findall(_GAP.sub("", text)) if not text.isascii() else ()
    told = (lines | spaced, spaced, joined, inflected, of_addresses, unspaced)
    return Reading(*map(frozenset, told))


def _apart(text: str) -> str:
    return re.sub(r"['’`ʼʹ]", " ", text)  # the s of a possessive is no part of a name


def _latin(text: str) -> str:
    """Write words in Latin letters if all that are not look like such."""
    if text.isascii():
        return text

    def spelt(found: re.Match[str]) -> str:
        word = found[0].translate(_TO_LATIN)
        return word if word.isascii() else found[0]

    return _WORD.sub(spelt, text)


def _cyrillic(text: str) -> str:
    """Write words of mixed script in Cyrillic letters if all that are not look like such."""
    if text.isascii():
        return text

    def spelt(found: re.Match[str]) -> str:
        if not _CYRILLIC.search(found[0]):
            return found[0]
        word = found[0].translate(_TO_CYRILLIC)
        return found[0] if _LATIN.search(word) else word

    return _WORD.sub(spelt, text)


def _broken(text: str) -> Iterator[tuple[str, list[str], int, int]]:
    """List what punctuation breaks, and letters that stand alone.

    Returns:
        The text, its pieces, and how many of them make a word, at least and at most.
    """
    for token in _HYPHENATED.sub("-", text).split():
        pieces = fold(token).split()
        if len(pieces) > 1:
            yield token, pieces, 2, _PIECES
    for letters in _SPELT_OUT.findall(text):
        pieces = [fold(letter) for letter in _WORD.findall(letters)]
        yield letters, pieces, 3, _MOST_SPELT_OUT


@lru_cache(maxsize=100_000)
def keys_of_name(word: str, least: int) -> frozenset[str]:
    """Return the keys under which a word of a name is found: itself, and its stems.

    Args:
        word: the word, folded.
        least: letters that a stem has at least.
    """
    stems = {word}
    for ending in _NOMINATIVES:
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            stems.add(stem)
            for hard, soft in _SOFTENED.items():
                if ending == "a" and stem.endswith(hard):
                    stems.add(stem.removesuffix(hard) + soft)
    stems |= {_FLEETING.sub("", word), _CLOSED.sub("o", word), _CLOSED.sub("e", word)}
    return frozenset({word, *(f"{stem}-" for stem in stems if len(stem) >= least)})


@lru_cache(maxsize=100_000)
def keys_of_text(word: str, least: int) -> tuple[str, ...]:
    """Return the keys of the names that a word of a text may be an inflected form of.

    Args:
        word: the word, folded.
        least: letters that a stem has at least.
    """
    cuts = range(least, len(word))
    stems = [f"{word[:cut]}-" for cut in cuts if word[cut:] in _ENDINGS]
    return (*stems, *(word[:cut] for cut in cuts if word[cut:] in _SUFFIXES))
