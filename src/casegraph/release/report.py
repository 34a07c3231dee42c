"""What became of a release in, the private report out: what stays behind, and why.

It names what the release withholds, and is for its owner only.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from casegraph.release.facts import name
from casegraph.release.made import Made
from casegraph.terms import Prefixes


def private_report(made: Made, prefixes: Prefixes) -> str:
    """Write the report as JSON.

    Args:
        made: the release.
        prefixes: how addresses are written for people.
    """

    def short(iri: str) -> str:
        return prefixes.shorten(iri) if "://" in iri else iri

    withheld: dict[str, list[dict[str, str]]] = {}
    for entry in made.projection.withheld:
        line = {"thing": short(entry.thing), "property": short(entry.path), "why": entry.reason}
        withheld.setdefault(entry.kind, []).append({k: text for k, text in line.items() if text})
    document: dict[str, Any] = {
        "release": made.digest,
        "in place": made.folder is not None,
        "made with": {
            "k": made.options.least,
            "force": made.options.force,
            "violations accepted": made.options.accept_violations,
            "accepted words": list(made.options.accepted),
            "files": dict(sorted(made.files.items())),
        },
        "counts": _counts(made),
        "withheld": withheld,
        "pseudonymised": {
            "groups": [
                {
                    "told less of": list(group.steps),
                    "members": [short(made.persons[member]) for member in group.members],
                }
                for group in made.grouped.groups
            ],
            "withheld": {
                short(made.persons[person]): reason
                for person, reason in sorted(made.grouped.withheld.items())
            },
        },
        "traces": [{"thing": short(t.thing), "what": t.reason} for t in made.traces],
        "names": [
            {
                "name of": short(found.thing),
                "words": list(found.words),
                "as it stands there": list(found.said),
                "in": " ".join(short(part) for part in found.where.split()),
                "text": found.text,
            }
            for found in made.names
        ],
        "broken lists": [
            {"thing": short(f.focus), "property": short(f.path), "what": f.message}
            for f in made.findings
        ],
        "levels said elsewhere": [
            {"thing": short(u.thing), "level": u.level.label, "said in": short(u.graph)}
            for u in made.unheeded
        ],
        "changes": None
        if made.changes is None
        else [{"thing": short(c.iri), "label": c.label, "change": c.change} for c in made.changes],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def summary(made: Made) -> dict[str, Any]:
    """Count what leaves: what whoever has this release and the last could count as well.

    What stays is counted in the private report only: a command is run where others read its log.
    """
    changes = Counter(change.change for change in made.changes or ())
    return {
        "release": made.digest,
        "in place": made.folder is not None,
        "statements": len(made.projection.quads) + len(made.grouped.quads),
        "things": len({name(quad.subject) for quad in made.projection.quads}),
        "pseudonymised persons": len(made.grouped.keys),
        "groups": len(made.grouped.groups),
        "pseudonymised persons no more": made.gone,
        "changes": None if made.changes is None else dict(sorted(changes.items())),
    }


def _counts(made: Made) -> dict[str, int]:
    kinds = Counter(entry.kind for entry in made.projection.withheld)
    return {
        "withheld things": kinds["thing"],
        "withheld statements of things that leave": kinds["statement"],
        "withheld texts of things that leave": kinds["text"],
        "withheld pseudonymised persons": len(made.grouped.withheld),
        "traces": len(made.traces),
        "texts with a withheld name": len({found.text for found in made.names}),
        "broken entries of a list": len(made.findings),
        "levels said elsewhere": len(made.unheeded),
    }
