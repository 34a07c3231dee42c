"""A judged report in, one HTML page out that needs no other file and no script.

Findings stand by severity, then by file; each group folds. Every text is escaped, and a policy in
the page forbids a browser to load or run anything.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from casegraph.validate.judged import Accepted, Judged
from casegraph.validate.report import Finding, Severity
from casegraph.validate.view import View, markup

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
# colours have a contrast of 4.5 to 1 or more on their ground (WCAG 2.2, 1.4.3), light and dark
_STYLE: Final = """
:root{color-scheme:light dark;--ink:#1a1a1a;--soft:#595959;--ground:#fff;--card:#f6f6f4;
--line:#d4d4d0;--link:#0b57a4;--violation:#a5141e;--warning:#7a4b00;--info:#1f5c8a;--accepted:#2c6137}
@media(prefers-color-scheme:dark){:root{--ink:#ececec;--soft:#b0b0b0;--ground:#161616;--card:#202020;
--line:#444;--link:#8cc2ff;--violation:#ff9a98;--warning:#f2c06b;--info:#8fc6f0;--accepted:#8fd39d}}
*{box-sizing:border-box}
body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;padding:2rem 1.25rem 4rem;max-width:64rem;
color:var(--ink);background:var(--ground)}
h1{font-size:1.6rem;line-height:1.2;margin:0 0 1rem}
h2,h3{display:inline;margin:0}
h2{font-size:1.2rem}h3{font-size:1rem;font-weight:600}
a{color:var(--link)}
p{margin:.25rem 0}
.counts{display:flex;flex-wrap:wrap;gap:.5rem;list-style:none;margin:0 0 1rem;padding:0}
.counts li{border:1px solid var(--line);border-left:.3rem solid var(--tone,var(--line));
border-radius:.3rem;padding:.3rem .8rem;background:var(--card)}
.counts b{font-size:1.2rem;font-variant-numeric:tabular-nums}
.violation{--tone:var(--violation)}.warning{--tone:var(--warning)}
.info{--tone:var(--info)}.accepted{--tone:var(--accepted)}
details.group{margin-top:1.75rem;border-top:.2rem solid var(--tone);padding-top:.6rem}
details.group>summary h2{color:var(--tone)}
details.file{margin:.9rem 0 0}
summary{cursor:pointer;overflow-wrap:anywhere}
summary:focus-visible,a:focus-visible{outline:.15rem solid var(--link);outline-offset:.15rem}
.number{color:var(--soft);font-weight:400;font-size:1rem}
ol{list-style:none;margin:.5rem 0 0;padding:0}
ol li{border:1px solid var(--line);border-left:.3rem solid var(--tone);border-radius:.3rem;
background:var(--card);padding:.6rem .9rem;margin:.5rem 0;overflow-wrap:anywhere}
code{font:.9em ui-monospace,monospace}
.where{color:var(--soft);font-size:.9rem}
.where code{color:var(--ink)}
.note{border-left:.15rem solid var(--tone);padding-left:.6rem;margin-top:.4rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:0 .8rem;margin:.3rem 0 0;font-size:.9rem}
dt{color:var(--soft)}dd{margin:0;min-width:0;overflow-wrap:anywhere;white-space:pre-wrap}
@media print{body{max-width:none;padding:0}ol li{break-inside:avoid}}
"""
_Entry = tuple[Finding, Accepted | None]


def write_page(judged: Judged, view: View) -> str:
    """Write the page: counts, then the open findings, then the accepted ones."""
    groups: list[tuple[str, str, bool, Sequence[_Entry]]] = []
    gravest = max((finding.severity for finding in judged.open.findings), default=None)
    for severity in reversed(Severity):
        found: list[_Entry] = [(f, None) for f in judged.open.findings if f.severity == severity]
        unfolded = severity > Severity.INFO or severity is gravest
        groups.append((severity.label.lower(), f"{severity.label}s", unfolded, found))
    groups.append(("accepted", "Accepted", False, [(e.finding, e) for e in judged.accepted]))
    title = _text(f"Findings of {view.title}")
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f"<title>{title}</title><style>{_STYLE}</style></head><body>",
        f"<header><h1>{title}</h1>",
        '<ul class="counts">',
        *(_count(name, label, len(found)) for name, label, _, found in groups),
        "</ul>",
        *(f"<p>{_text(remark)}.</p>" for remark in judged.remarks()),
        "</header><main>",
    ]
    if not judged.open.findings:
        lines.append("<p>Nothing is open.</p>")
    for name, label, unfolded, entries in groups:
        if entries:
            lines += _group(name, label, unfolded, entries, view)
    return "\n".join([*lines, "</main></body></html>"]) + "\n"


def _count(name: str, label: str, number: int) -> str:
    words = f"<b>{number}</b> {label.lower() if number != 1 else label.lower().removesuffix('s')}"
    link = f'<a href="#{name}">{words}</a>' if number else words
    return f'<li class="{name}">{link}</li>'


def _group(
    name: str, label: str, unfolded: bool, entries: Iterable[_Entry], view: View
) -> Iterator[str]:
    entries = list(entries)
    opened = " open" if unfolded else ""
    yield f'<details class="group {name}" id="{name}"{opened}>'
    yield f'<summary><h2>{label}</h2> <span class="number">({len(entries)})</span></summary>'
    for file, group in groupby(entries, key=lambda entry: entry[0].file):
        found = list(group)
        yield '<details class="file" open>'
        yield (
            f"<summary><h3>{_text(file or '(no file)')}</h3> "
            f'<span class="number">({len(found)})</span></summary>'
        )
        yield "<ol>"
        for finding, accepted in found:
            yield from _item(finding, accepted, view)
        yield "</ol></details>"
    yield "</details>"


def _item(finding: Finding, accepted: Accepted | None, view: View) -> Iterator[str]:
    short = finding.shortened(view.prefixes)
    line = f"line {finding.line}: " if finding.line else ""
    kind = f" · {finding.severity.label}" if accepted else ""
    yield f'<li><p class="where">{line}<code>{_text(short.focus)}</code>{kind}</p>'
    yield f'<p dir="auto">{_text(short.message)}</p>'
    if accepted:
        said = f"{accepted.decision.value}: <bdi>{_text(accepted.note)}</bdi>"
        yield f'<p class="note">{said}</p>'
    rule = f"{short.shape} {short.component}"
    value = "" if short.value == short.focus else short.value  # SHACL repeats it there
    rows = {"path": short.path, "value": value, "found by": rule}
    listed = (
        f'<dt>{name}</dt><dd dir="auto"><code>{_text(text)}</code></dd>'
        for name, text in rows.items()
        if text
    )
    yield f"<dl>{''.join(listed)}</dl></li>"


def _text(text: str) -> str:
    return html.escape(markup(text))
