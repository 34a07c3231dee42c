"""Pages by HTTP: each can be read, says what it may load, and is the same for whoever asks."""

from __future__ import annotations

import hashlib
import json
import os
import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest

from casegraph.assets import listed, missing

HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
NASTY = "%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%20onfocus%3D"


class Found(HTMLParser):
    """What a page leads to and what it loads."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.loads: set[str] = set()
        self.feed(data.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an address."""
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.add(given.get("href", ""))
        if tag in ("script", "img", "iframe") and "src" in given:
            self.loads.add(given["src"])
        if tag == "link" and given["rel"] in ("stylesheet", "icon"):
            self.loads.add(given["href"])


def test_every_page_can_be_reached(server) -> None:  # type: ignore[no-untyped-def]
    """From the start, every link within the server leads to what is there; nothing is loaded from
    elsewhere, and each page says so.
    """
    seen, waiting = set(), ["/"]
    while waiting:
        path = waiting.pop()
        got = server.ask(target=path, headers=HTML)
        assert got.status == (303 if path == "/sparql" else 200), path  # it leads to the editor
        if got.kind != "text/html":
            continue
        assert "default-src 'self'" in got.headers["content-security-policy"], path
        assert "unsafe" not in got.headers["content-security-policy"]
        found = Found(got.body)
        for link in found.loads:
            assert not urlsplit(link).netloc, (path, link)
        for link in (*found.links, *found.loads):
            target = urlsplit(urljoin(path, link))
            # questions with values are asked elsewhere; citations and data too
            if target.netloc or target.scheme or target.query or target.path in seen:
                continue
            if "." in target.path.rpartition("/")[2] and not target.path.startswith("/assets/"):
                continue
            seen.add(target.path)
            waiting.append(target.path)
    assert {"/", "/browse/person", "/doc/case/nwh-2019-1", "/about", "/assets/site.css"} <= seen


def test_what_is_typed_is_text(server) -> None:  # type: ignore[no-untyped-def]
    """Markup in a field is shown, and is no markup."""
    got = server.ask(target=f"/search?q={NASTY}")
    assert got.status == 200
    assert b"<script>alert" not in got.body
    assert b"&lt;script&gt;alert(1)" in got.body


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/browse/nothing", 404),
        ("/browse/case?page=2", 404),
        ("/browse/case?page=0", 400),
        ("/browse/case?page=x", 400),
        ("/browse/case?page=99999999999999999999", 400),
        ("/doc/case/nwh-2019-1.html?page=-1", 400),
        ("/assets/../site.css", 404),
        ("/assets/%2e%2e%2fsettings.py", 404),
        ("/assets/nothing.js", 404),
        ("/?version=0123456789ab", 404),
        ("/search?q=%ff", 400),
        ("/search?q=a&q=b", 400),
    ],
)
def test_refusals(server, target: str, status: int) -> None:  # type: ignore[no-untyped-def]
    """What is not there, or is no number of a page, is refused."""
    assert server.ask(target=target).status == status


def test_absent_and_withheld_look_the_same(server) -> None:  # type: ignore[no-untyped-def]
    """A page that never was and one of a form that cannot be had say the same, to the byte."""
    bodies = {
        server.ask(target=f"/doc/{path}", headers=HTML).body
        for path in ("person/zzzzzz", "case/none", "body/x")
    }
    assert len(bodies) == 1
    [page] = bodies
    assert b"There is nothing here." in page
    assert Found(page).links == {"../../", "../../search"}
    assert server.ask(target="/doc/case/none").kind == "application/problem+json"
    assert server.ask(target="/doc/person/b5c8dr", headers=HTML).status == 410


def test_pages_are_kept_by_their_state(server) -> None:  # type: ignore[no-untyped-def]
    """A page and a file that is asked for again is not sent again."""
    for target in ("/", "/browse", "/assets/site.css"):
        got = server.ask(target=target)
        again = server.ask(target=target, headers={"if-none-match": got.headers["etag"]})
        assert (again.status, again.body) == (304, b"")
    style = server.ask(target="/assets/site.css")
    assert style.headers["etag"].strip('"') == hashlib.sha256(style.body).hexdigest()[:32]
    assert not re.search(rb"@import|url\(", style.body)


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/question/defendants.html?case=nwh-2019-1", 200),
        ("/question/defendants.html?case=none", 400),
        ("/question/defendants.html?nothing=1", 400),
        (f"/question/defendants.html?case={NASTY}", 400),
        ("/question/decisions-without-review.html?on=2020-13-45", 400),
        ("/question/nothing.html", 404),
        ("/network/claims?case=nwh-2019-1", 200),
        ("/network/claims?case=none", 400),
        ("/network/claims?depth=99999", 400),
        ("/network/claims?progress=1", 400),
        (f"/network/claims?account={NASTY}", 400),
        ("/editor?question=defendants&case=nwh-2019-1", 200),
        ("/editor?question=nothing", 400),
        ("/editor?question=defendants&x=1", 400),
        ("/network/nothing", 404),
        ("/network/nothing.gexf", 404),
        ("/network/claims.exe", 404),
        ("/network/ego", 200),
        ("/network/ego.gexf", 400),
    ],
)
def test_forms(server, target: str, status: int) -> None:  # type: ignore[no-untyped-def]
    """A form says what it cannot do, on the page itself, and nothing that was typed is markup."""
    got = server.ask(target=target, headers=HTML)
    assert got.status == status
    assert b"<script>alert" not in got.body
    if status == 400 and not target.startswith("/editor") and ".gexf" not in target:
        assert b'role="alert"' in got.body
        assert got.kind == "text/html"


def test_a_question_on_a_page(server) -> None:  # type: ignore[no-untyped-def]
    """The page of an answer has a form with pick-lists, the rows, and its downloads."""
    got = server.ask(target="/question/sentences-by-defendant?case=nwh-2019-1", headers=HTML)
    text = got.body.decode("utf-8")
    assert '<option value="nwh-2019-1" selected>' in text
    rows = server.ask(target="/question/sentences-by-defendant.csv?case=nwh-2019-1").body
    assert text.count("<tr>") == rows.count(b"\r\n")
    for form in ("csv", "json", "receipt", "bib", "csl", "rq"):
        target = f"/question/sentences-by-defendant.{form}?case=nwh-2019-1"
        assert target.lstrip("/") in text
        assert server.ask(target=target).status == 200
    permalink = next(link for link in Found(got.body).links if "version=" in link)
    kept = server.ask(target=permalink.removeprefix("https://example.org"), headers=HTML)
    assert kept.status == 200


def test_the_editor(server) -> None:  # type: ignore[no-untyped-def]
    """The page of the editor begins with the query of a question, bound, and works by hand too."""
    got = server.ask(target="/editor?question=defendants&case=nwh-2019-1", headers=HTML)
    text = got.body.decode("utf-8")
    assert "{ &lt;https://example.org/id/case/nwh-2019-1&gt; }" in text
    assert "#+" not in text
    assert 'action="./sparql"' in text
    assert "unsafe" not in got.headers["content-security-policy"]
    data = json.loads(re.search(r'id="editor-data">(.*?)</script>', text)[1])  # type: ignore[index]
    assert data["prefixes"]["cg"] == "https://w3id.org/casegraph/ns#"
    assert not any(str(value).startswith("http") for key, value in data.items() if key != "base")
    described = server.ask(target="/" + data["description"].removeprefix("./")).body
    assert b"void#class> <https://w3id.org/casegraph/ns#Person>" in described


def test_no_other_host_in_scripts(server) -> None:  # type: ignore[no-untyped-def]
    """The editor of others knows no prefixes, endpoints and vocabularies of other hosts."""
    for name in ("yasgui.js", "yasgui.css", "editor.js", "site.css"):
        got = server.ask(target=f"/assets/{name}")
        if missing(*({name} & set(listed()))) and not os.environ.get("CI"):
            pytest.skip("not built: 'make assets' fetches it by npm")
        assert got.status == 200, name
        for word in (b"onlyfans", b"prefix.cc", b"lov.linked", b"dbpedia.org", b"wikidata.org"):
            assert word not in got.body, (name, word)


def test_a_network_on_a_page(server) -> None:  # type: ignore[no-untyped-def]
    """Each file of a network can be had, and the page to explore says what it may run."""
    got = server.ask(target="/network/claims?case=nwh-2019-1", headers=HTML)
    files = [link for link in Found(got.body).links if "network/claims." in link]
    assert len(files) > 12
    for link in files:
        found = server.ask(target=urljoin("/network/claims", link))
        assert found.status == 200, link
        assert len(found.body) > 100
    explored = server.ask(target="/network/claims.explore.html?case=nwh-2019-1")
    policy = explored.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert server.ask(target="/network/claims.svg").headers["content-type"] == "image/svg+xml"


@pytest.mark.parametrize(
    ("path", "stem"),
    [
        *(("/", "/index"), ("/about", "/about"), ("/browse", "/browse")),
        *(("/browse/person", "/browse/person"), ("/questions", "/questions")),
        *(("/networks", "/networks"), ("/network/claims?case=nwh-2019-1", "/network/claims")),
        *(("/ns", "/ns"), ("/search", "/search"), ("/search?q=Ada+Example", "/search")),
    ],
)
def test_every_page_can_be_kept_and_cited(server, path: str, stem: str) -> None:  # type: ignore[no-untyped-def]
    """Each page names the address of its state, which leads to it, and leads to its citations,
    which name the same address; of another state there is none.
    """
    got = server.ask(target=path, headers=HTML)
    (permalink,) = re.findall(r'href="([^"]+)" rel="bookmark"', got.body.decode("utf-8"))
    permalink = permalink.replace("&amp;", "&")
    parts = urlsplit(permalink)
    assert f"{path.partition('?')[0]}?" in f"{parts.path}?"
    assert server.ask(target=f"{parts.path}?{parts.query}", headers=HTML).body == got.body
    other = re.sub(r"version=\w+", "version=0", parts.query)
    assert server.ask(target=f"{parts.path}?{other}", headers=HTML).status == 404
    links = {urljoin(path, link.replace("&amp;", "&")) for link in Found(got.body).links}
    given = path.partition("?")[1:]
    for form, kind in (
        ("bib", "application/x-bibtex"),
        ("csl", "application/vnd.citationstyles.csl+json"),
    ):
        address = f"{stem}.{form}{''.join(given)}"
        assert address in links
        cited = server.ask(target=address)
        assert (cited.status, cited.kind) == (200, kind)
        assert permalink.encode() in cited.body


@pytest.mark.parametrize(
    ("target", "status"),
    [
        *(("/nothing.bib", 404), ("/browse/nothing.bib", 404), ("/network/nothing.csl", 404)),
        *(("/sparql.bib", 404), ("/network/claims.bib?nothing=1", 400), ("/about.bib?x=1", 200)),
        ("/about.bib?version=0", 404),
    ],
)
def test_what_cannot_be_cited(server, target: str, status: int) -> None:  # type: ignore[no-untyped-def]
    """What is no page has no citation."""
    assert server.ask(target=target).status == status


def test_of_a_query_of_ones_own_the_data_is_cited(server) -> None:  # type: ignore[no-untyped-def]
    """The editor leads to a citation of the data in this state, and says what to put beside it; its
    permalink leads back to the query that it shows.
    """
    path = "/editor?question=defendants&case=nwh-2019-1"
    got = server.ask(target=path, headers=HTML)
    (permalink,) = re.findall(r'href="([^"]+)" rel="bookmark"', got.body.decode("utf-8"))
    parts = urlsplit(permalink.replace("&amp;", "&"))
    assert server.ask(target=f"{parts.path}?{parts.query}", headers=HTML).body == got.body
    assert b"put the text of the query beside it" in got.body
    links = {urljoin(path, link.replace("&amp;", "&")) for link in Found(got.body).links}
    address = "/editor.bib?question=defendants&case=nwh-2019-1"
    assert address in links or "/editor.bib?case=nwh-2019-1&question=defendants" in links
    start = server.ask(target="/", headers=HTML).body.decode("utf-8")
    (whole,) = re.findall(r'href="([^"]+)" rel="bookmark"', start)
    assert server.ask(target=address).body == server.ask(target="/index.bib").body
    assert whole.encode() in server.ask(target=address).body
