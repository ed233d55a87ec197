"""The running server: from a second start to the first page, the main pages, and what each worker comes to hold."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import quote

from benchmarks import homes
from benchmarks.measuring import Measured, NotPossible, milliseconds
from benchmarks.serving import Site, served

CITY = "/network/cities/chiang-mai/"
PAGE_KILOBYTES = 300
DOSSIER = "/dossiers/chiang-mai/{year}/"


def pages() -> Iterator[Measured]:
    homes.command("setup")
    with served(homes.home()) as site:
        site.wait()
    begin = time.perf_counter()
    homes.command("setup")  # what `make run` does again before it serves
    prepared = time.perf_counter() - begin
    with served(homes.home()) as site:
        yield Measured("second start: setup and serve to the first page", prepared + site.wait(), "s", 10)
        site.sign_in()
        yield from _each_page(site)
        yield from _search(site)
        yield from _papers(site)
        for number, mebibytes in enumerate(sorted(site.peak_memory(), reverse=True), start=1):
            yield Measured(f"memory of web worker {number}, at its peak", mebibytes, "MiB", 400)
        yield from _after_drafting(site)


def _after_drafting(site: Site) -> Iterator[Measured]:
    """The one page that drafts: it brings in figures and methods that reading pages never need."""
    try:
        site.get(f"{DOSSIER.format(year=time.localtime().tm_year)}stale")
    except NotPossible:
        return
    yield Measured("and after comparing a dossier with a new draft", max(site.peak_memory()), "MiB", 400)


def _each_page(site: Site) -> Iterator[Measured]:
    """Every page of the navigation, warm; and how heavy the heaviest is on the wire."""
    weights = {}
    for address in [*site.navigation(), CITY]:
        yield Measured(f"page {address}", milliseconds(lambda a=address: site.get(a), 3), "ms")
        weights[address] = site.get(address).num_bytes_downloaded / 1000
    heaviest = max(weights, key=lambda address: weights[address])
    yield Measured(f"the heaviest page on the wire, {heaviest}", weights[heaviest], "kB", PAGE_KILOBYTES)
    if "/compass/" in weights:
        yield Measured("the compass map on the wire", weights["/compass/"], "kB", PAGE_KILOBYTES)


def _search(site: Site) -> Iterator[Measured]:
    for words in ("清迈", "Chiang"):
        try:
            yield Measured(
                f"search for {words}", milliseconds(lambda w=words: site.get(f"/search/?q={quote(w)}")), "ms"
            )
        except NotPossible:
            return


def _papers(site: Site) -> Iterator[Measured]:
    """One dossier on the screen and as files: the heaviest work a web worker does."""
    address = DOSSIER.format(year=time.localtime().tm_year)
    try:
        site.get(address)
    except NotPossible:
        return
    yield Measured("a dossier's page", milliseconds(lambda: site.get(address), 3), "ms")
    for kind in ("docx", "pdf"):
        yield Measured(
            f"a dossier as {kind}", milliseconds(lambda k=kind: site.get(f"{address}file.{k}"), 3), "ms"
        )
