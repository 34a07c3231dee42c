"""What no page of ours may carry is cut out of scripts of others, or the cut fails aloud."""

from __future__ import annotations

import hashlib

import pytest

from casegraph.assets.collect import collect, listed
from casegraph.assets.cut import CUTS, cut
from casegraph.errors import CasegraphError

NAMES = "".join(f"p{place}=`http://example.org/{place}#`," for place in range(120))
SCRIPT = (
    f"var a=1,{NAMES}prefixes_default={{p0,p1,void:`http://example.org/void#`}},b=2;"
    "c=`https://dbpedia.org/sparql`;d=`https://query.wikidata.org/bigdata/namespace/wdq/sparql`;"
    "e=`${r}lov.linkeddata.es/dataset/lov/api/v2/autocomplete/terms?${o.toString()}`;"
    "f=`https://docs.triply.cc/yasgui/`;"
    "g=`<strong style='text-decoration:underline'>`+x+`</strong>`;"
    "var o=document.createElement(`style`);o.type=`text/css`,o.gripid=r,"
    "o.styleSheet?o.styleSheet.cssText=n:o.appendChild(document.createTextNode(n)),"
    "e.appendChild(o)\n//# sourceMappingURL=x.js.map"
)


def test_all_is_cut_and_the_rest_stays() -> None:
    """Names, hosts, styles and the map go; what stands around them stays."""
    assert cut("yasgui", SCRIPT) == (
        "var a=1,prefixes_default={},b=2;c=``;d=``;e=``;f=``;g=`<strong>`+x+`</strong>`;"
        "var o=document.createElement(`meta`);o.gripid=r,e.appendChild(o)"
    )


@pytest.mark.parametrize("gone", ["prefixes_default", "dbpedia", "lov.linkeddata", "createElement"])
def test_a_cut_that_finds_nothing(gone: str) -> None:
    """Another version of a package, in which something is no longer there, is a fault."""
    with pytest.raises(CasegraphError, match="nothing was found to cut"):
        cut("yasgui", SCRIPT.replace(gone, "other").replace("query.wikidata", "other"))


def test_the_list_has_both_hashes() -> None:
    """What is cut has a hash before and after, and names a cut that there is."""
    cutting = [entry for entry in listed().values() if entry.cut]
    assert cutting
    for entry in cutting:
        assert entry.cut in CUTS
        assert len(entry.built) == len(hashlib.sha256().hexdigest())
        assert entry.built != entry.sha256


def test_nothing_is_collected_of_another_script(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """A script that is not the one of the list is not even cut."""
    for entry in listed().values():
        path = tmp_path / entry.source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SCRIPT, "utf-8")
    with pytest.raises(CasegraphError, match="and list.tsv says"):
        collect(tmp_path, tmp_path / "built")
