"""A project in, a release out: projected, grouped, inferred anew, looked over, and put in place.

All is made in the private folder; nothing reaches the release before it was looked over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from pyoxigraph import Quad

from casegraph.build import BuildResult, Generation, build, write_lock
from casegraph.build.inputs import file_hash
from casegraph.build.manifest import RELEASE
from casegraph.difference.entities import EntityChange, changed_entities
from casegraph.engine import Embedded
from casegraph.errors import CasegraphError, UsageError
from casegraph.project import SETTINGS, Project
from casegraph.release.allowed import AllowList, allow_list
from casegraph.release.decoding import read_lines
from casegraph.release.disclosure import Level
from casegraph.release.facts import Facts, name, read_facts
from casegraph.release.forms import keys_of, read_rules
from casegraph.release.groups import Grouped, form_groups, with_history
from casegraph.release.levels import Levels, levels
from casegraph.release.made import Made, Options
from casegraph.release.names import Found, find_names
from casegraph.release.places import OVERLAYS, Ledger, find_places
from casegraph.release.projection import Projection, project_public
from casegraph.release.pseudonyms import read_pseudonyms, write_private, write_pseudonyms
from casegraph.release.records import (
    WITHHELD_SOURCE,
    Record,
    make_records,
    records_in,
    withheld_evidence,
)
from casegraph.release.refuse import refuse_unsound, withheld_addresses
from casegraph.release.report import private_report
from casegraph.release.tombstones import renamed_tombstones
from casegraph.release.traces import traces
from casegraph.release.withheld import withheld_names
from casegraph.scaffold import taken_identifiers
from casegraph.terms import cg
from casegraph.turtle import read, write
from casegraph.validate import Finding, Severity

_ROUNDS: Final = 20
_LISTS: Final = ("public", "pseudonymised")
_WITHIN: Final = cg("within")


def make_release(
    project: Project,
    out: Path,
    options: Options | None = None,
    *,
    private: Path | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Made:
    """Make a release of a project, and put it in place if nothing speaks against it.

    Args:
        project: the curators' project.
        out: the folder of the release; a new one, or that of an earlier release.
        options: how it is made.
        private: the folder of the private table; `private/` in the project if absent.
        progress: called with a few words at each step.

    Raises:
        UnsoundError: the project has a Violation, and the options do not accept it.
        UsageError: the places of project, release and private folder do not go together.
        InputError: a file cannot be read.
        CasegraphError: what would leave breaks shapes, and leaving things out does not mend it.
        StoreError: another release is being made, or the disk cannot take it.
    """
    options = options or Options()
    places = find_places(project, out, private)
    with write_lock(places.private), places.work() as work:
        progress("reading the files")
        maker = _Maker(project, work, options)
        if not options.accept_violations:
            refuse_unsound(project, maker.facts, maker.levels, progress)
        previous = places.previous()
        ledger = places.read_ledger()
        told = records_in(previous.quads()) if previous else []
        ever = ledger.ever | {record.public for record in told}
        before = ledger.keys
        if before is None and previous is not None:  # the private folder was lost
            before = keys_of(told, maker.rules, project.prefixes)
        pseudonyms = read_pseudonyms(places.table, taken_identifiers(project))
        records = make_records(
            *(maker.levels, maker.public, maker.pseudonymised, maker.terms),
            pseudonyms,
        )
        stones, reasons = renamed_tombstones(maker.levels, pseudonyms, ever)
        result, projection, grouped = maker.settle(records, stones, reasons, before, progress)
        progress("looking it over")
        leaving = [*projection.quads, *maker.told(grouped), *stones]
        names = maker.names(leaving)
        findings = maker.broken_lists(leaving, grouped)
        sound = not (names or findings or maker.levels.unheeded)
        write_pseudonyms(pseudonyms, places.table)
        folder = None
        if result.folder and sound and not options.dry_run:
            progress("putting it in place")
            # first: what is not put in place after that was told at most to nobody
            history = with_history(before, grouped.keys)
            places.write_ledger(Ledger(history, ever | grouped.keys.keys()))
            folder = places.put(result.folder, {RELEASE: {"k": options.least}, "inputs": {}})
        made = Made(
            digest=result.digest,
            folder=folder,
            projection=projection,
            grouped=grouped,
            persons={record.public: record.person for record in records},
            traces=tuple(traces(maker.facts, maker.levels, projection)),
            names=tuple(names),
            findings=tuple(findings),
            unheeded=maker.levels.unheeded,
            gone=len({record.public for record in told} - grouped.keys.keys()),
            changes=_changes(previous, leaving, project),
            report=places.report,
            options=options,
            files=_deciding_files(project),
        )
        write_private(places.report, private_report(made, project.prefixes))
        return made


class _Maker:
    """What a release is made from, and the steps of its making."""

    def __init__(self, project: Project, work: Project, options: Options) -> None:
        self.project, self.work, self.options = project, work, options
        self.facts: Facts = read_facts(project)
        if f"{project.base}{WITHHELD_SOURCE}" in self.facts.classes:
            raise UsageError(
                f"a source of the project is called {WITHHELD_SOURCE}",
                remedy="Rename it: the name stands for sources that a release withholds.",
            )
        self.public: AllowList = allow_list(project, "public")
        self.pseudonymised: AllowList = allow_list(project, "pseudonymised")
        self.levels: Levels = levels(self.facts, self.public)
        self.rules = read_rules(project)
        files = work.ontology_files()
        self.terms = {name(q.subject) for path in files for q in read(path).quads}

    def settle(
        self,
        records: list[Record],
        stones: list[Quad],
        reasons: Mapping[str, str],
        before: Mapping[str, str] | None,
        progress: Callable[[str], None],
    ) -> tuple[BuildResult, Projection, Grouped]:
        """Build what may leave; leave out what is not whole without the rest, until all is."""
        without = dict(reasons)
        for _ in range(_ROUNDS):
            progress("projecting")
            grouped = form_groups(
                [record for record in records if record.public not in without],
                self.places(),
                self.rules,
                self.project.prefixes,
                least=self.options.least,
                before=before,
                force=self.options.force,
            )
            told = self.told(grouped)
            projection = project_public(
                *(self.facts, self.levels, self.public, self.terms), users=told, without=without
            )
            self._write([*projection.quads, *told, *stones])
            result = build(self.work, progress=progress)
            if result.folder:
                return result, projection, grouped
            broken = result.report.at_least(Severity.VIOLATION).findings
            blamed = dict(_blamed(broken, projection, records))
            if not blamed.keys() - without.keys():
                raise CasegraphError(
                    f"what would leave breaks a shape: {broken[0].message}",
                    where=self.project.prefixes.shorten(broken[0].focus),
                    remedy="Mend it in the project, or restrict what it is about.",
                )
            without |= blamed
        raise CasegraphError(
            f"what would leave still breaks shapes after {_ROUNDS} rounds",
            remedy="Run 'casegraph validate' on the project first.",
        )

    def places(self) -> list[Quad]:
        """Read which place lies in which, as far as everybody may know it."""
        found = self.levels
        return [
            quad
            for quad in found.seen[Level.PUBLIC].quads
            if quad.predicate == _WITHIN
            and found.of(name(quad.subject)) == found.of(name(quad.object)) == Level.PUBLIC
        ]

    def told(self, grouped: Grouped) -> list[Quad]:
        """Return what is told of pseudonymised persons, with what their evidence is replaced by."""
        evidence = withheld_evidence(self.project.base) if grouped.quads else []
        return [*grouped.quads, *evidence]

    def names(self, leaving: Iterable[Quad]) -> list[Found]:
        """Look for withheld names in what leaves, and in what the publisher adds to it."""
        leaving = list(leaving)
        names = withheld_names(self.facts, self.levels)
        found = find_names(
            names, leaving, self._added_texts(), self.options.accepted, self.project.base
        )
        return [*found, *withheld_addresses(leaving, self.facts, self.levels)]

    def _added_texts(self) -> Iterator[tuple[str, str]]:
        lines = self.work.settings_file.read_text("utf-8").splitlines()
        yield from ((SETTINGS, line) for line in lines)
        for folder in OVERLAYS:
            for path in sorted((self.work.root / folder).rglob("*")):
                where = path.relative_to(self.work.root).as_posix()
                yield where, where
                if path.is_file():
                    yield from ((where, line) for line in read_lines(path.read_bytes()))

    def broken_lists(self, leaving: Iterable[Quad], grouped: Grouped) -> list[Finding]:
        """Hold what leaves to the lists of what may leave, by another way than it was made."""
        # rdflib and pySHACL take a second to import, and other commands do without
        from casegraph.validate.compile import read_shapes
        from casegraph.validate.shacl import run_shapes

        lists = {which: read_shapes(self.project.release_shapes(which)) for which in _LISTS}
        records = {name(quad.subject) for quad in grouped.quads}
        public = run_shapes(list(leaving), lists["public"])
        pseudonymised = run_shapes(list(grouped.quads), lists["pseudonymised"])
        return [*(found for found in public if found.focus not in records), *pseudonymised]

    def _write(self, quads: Iterable[Quad]) -> None:
        """Write what leaves as the files of the project in which the release is built."""
        graphs: dict[str, list[Quad]] = defaultdict(list)
        for quad in quads:
            graphs[name(quad.graph_name)].append(quad)
        wanted = {}
        for graph, own in graphs.items():
            inside = graph.removeprefix(f"{self.project.base}graph/")
            wanted[self.work.root / "graph" / f"{inside}.ttl"] = own
        for path in (self.work.root / "graph").rglob("*.ttl"):
            if path not in wanted:
                path.unlink()
        for path, own in wanted.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(write(own, self.project.prefixes), "utf-8")


def _blamed(
    broken: Iterable[Finding], projection: Projection, records: Iterable[Record]
) -> Iterator[tuple[str, str]]:
    """Name what breaks a shape: a thing, or the whole record of a person."""
    things = {name(quad.subject) for quad in projection.quads}
    owners = {name(quad.subject): record.public for record in records for quad in record.quads}
    for finding in broken:
        if (blamed := owners.get(finding.focus, finding.focus)) in things | set(owners.values()):
            yield blamed, f"without what stays behind it breaks a shape: {finding.message}"


def _changes(
    previous: Generation | None, leaving: Iterable[Quad], project: Project
) -> tuple[EntityChange, ...] | None:
    if previous is None:
        return None
    engine = Embedded()
    engine.load(leaving)
    return tuple(changed_entities(previous.engine, engine, project.prefixes))


def _deciding_files(project: Project) -> dict[str, str]:
    """Hash the lists and queries that decide what leaves, for whoever signs for a release."""
    paths = [path for which in _LISTS for path in project.release_shapes(which)]
    paths += [*project.updates("release/coarsen"), *project.updates("release/generalise")]
    paths += project.queries("release").values()
    return {project.shown(path): file_hash(path) for path in paths}
