"""The report in a real browser: no network, readable, filters work, controls have names."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import polars as pl
import pytest

from varsyn.curation.frames import examine
from varsyn.curation.lollipop import Pin, kind_of, lollipop, residue_of
from varsyn.curation.record_files import read_records
from varsyn.curation.record_report import render_records
from varsyn.curation.report import render
from varsyn.curation.spectrum import curate
from varsyn.reference import Feature, open_reference
from varsyn.resolution import Resolver

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--window-size=1200,1600",
)  # fmt: skip

ROWS = [
    ("IGF1R", "R59X", "16569742", "II-1"), ("IGF1R", "c.265C>T (p.Arg89Ter)", "16569742", "II-1"),
    ("IGF1R", "R481Q", "17264177", "II-1"), ("IGF1R", "c.1532G>A", "22423513", "a"),
    ("IGF1R", "c.420del (p.Ala110fsTer20)", "20962017", "b"), ("KRAS", "G12D", "1", "c"),
    ("KRAS", "c.35G>A", "1", "c"), ("KRAS", "c.35_36delinsAC", "2", "d"),
    ("IGF1R", "<script>alert(1)</script>", "3", "e"), ("FOO1", "R12C", "3", "f"),
]  # fmt: skip


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    frame = pl.DataFrame(ROWS, schema=["gene", "variant", "pmid", "proband"], orient="row")
    with examine(frame) as found:
        text = render(found, open_reference(), "test.csv")
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        message = "Chromium is not installed (Debian: apt-get install chromium chromium-driver)"
        if os.environ.get("VARSYN_REQUIRE_CHROMIUM") == "1":
            pytest.fail(message)
        pytest.skip(message)
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    with webdriver.Chrome(options=options, service=Service(driver)) as started:
        yield started


def test_the_page_is_one_file_without_any_address_to_load(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"""(src|href)\s*=\s*["'](?!#)""", text)
    assert "url(" not in text
    assert "@import" not in text
    assert "<script>alert" not in text


def test_it_opens_and_asks_the_network_for_nothing(browser: Chrome, page: Path) -> None:
    requests_of(browser)
    browser.get(page.as_uri())
    assert browser.find_element("tag name", "h1").text == "Variants of test.csv"
    asked = {url for url in requests_of(browser) if url.startswith(("http", "ws", "ftp", "//"))}
    assert asked == set()
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


def requests_of(browser: Chrome) -> list[str]:
    """The addresses that the browser asked for since the last look."""
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    return [
        one["params"]["request"]["url"] for one in messages if one["method"] == "Network.requestWillBeSent"
    ]


def rows_shown(browser: Chrome, table: str) -> list[str]:
    rows = browser.find_elements("css selector", f"#{table} tbody tr")
    return [row.text for row in rows if row.is_displayed()]


def test_filters_narrow_the_table_and_say_how_far(browser: Chrome, page: Path) -> None:
    browser.get(page.as_uri())
    everything = rows_shown(browser, "t-sets")
    search = browser.find_element("id", "t-sets-words")
    search.send_keys("R481Q")
    (only,) = rows_shown(browser, "t-sets")
    assert "c.1532G>A" in only
    status = browser.find_element("css selector", "[data-filters=t-sets] [role=status]")
    assert status.text == f"1 of {len(everything)} shown"
    search.clear()
    search.send_keys("no such thing")
    assert rows_shown(browser, "t-sets") == []
    browser.find_element("css selector", "[data-filters=t-sets] button").click()
    assert rows_shown(browser, "t-sets") == everything
    browser.find_element("css selector", "#t-sets-gene option[value=KRAS]").click()
    shown = rows_shown(browser, "t-sets")
    assert len(shown) == 3
    assert all("KRAS" in row for row in shown)
    browser.find_element("css selector", "#t-sets-gene option[value='']").click()
    browser.find_element("css selector", "#t-sets-kind option[value=inferred]").click()
    assert all("inferred" in row for row in rows_shown(browser, "t-sets"))


def test_every_control_and_picture_has_a_name(browser: Chrome, page: Path) -> None:
    browser.get(page.as_uri())
    controls = browser.find_elements("css selector", "input, select, button, svg, [role=region], nav")
    assert len(controls) > 8
    nameless = [one.get_attribute("outerHTML")[:80] for one in controls if not one.accessible_name]
    assert nameless == []
    assert browser.execute_script("return document.documentElement.lang") == "en"
    ids = browser.execute_script("return [...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))


def test_text_is_large_and_dark_enough(browser: Chrome, page: Path) -> None:
    browser.get(page.as_uri())
    # WCAG 2.1, 1.4.3: contrast of at least 4.5 to 1 for text of this size.
    worst = browser.execute_script("""
        const light = c => { c /= 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
        const bright = ([r, g, b]) => 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b);
        const back = e => { for (; e; e = e.parentElement) {
            const c = getComputedStyle(e).backgroundColor.match(/[\\d.]+/g).map(Number);
            if (c.length === 3 || c[3] > 0) return c.slice(0, 3); } return [255, 255, 255]; };
        let worst = 21;
        for (const e of document.querySelectorAll('p, li, td, th, h1, h2, h3, span, code, label, a')) {
            if (!e.textContent.trim() || !e.offsetParent) continue;
            const ink = getComputedStyle(e).color.match(/[\\d.]+/g).map(Number).slice(0, 3);
            const [a, b] = [bright(ink), bright(back(e))].sort((x, y) => y - x);
            worst = Math.min(worst, (a + 0.05) / (b + 0.05));
        }
        return worst;""")
    assert worst >= 4.5
    sizes = browser.execute_script(
        "return [...document.querySelectorAll('p, td, li')]"
        ".map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 12


@pytest.mark.parametrize("width", [400, 1600])
def test_narrow_and_wide_screens_need_no_sideways_scrolling(browser: Chrome, page: Path, width: int) -> None:
    screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    try:
        browser.get(page.as_uri())
        assert browser.execute_script("return window.innerWidth") == width
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width
        cell = browser.find_element("css selector", "#t-sets tbody td:nth-child(2)")
        assert cell.rect["width"] > (300 if width == 400 else 400)
        # A card on a narrow screen says in words what the column heads say on a wide one.
        label = "return getComputedStyle(arguments[0], '::before').content"
        shown = browser.execute_script(label, cell)
        assert ("Names" in shown) == (width == 400)
        table = browser.find_element("css selector", "#t-sets")
        assert (table.aria_role, cell.aria_role) == ("table", "cell")
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_what_was_merged_kept_apart_and_suspected_is_said(browser: Chrome, page: Path) -> None:
    browser.get(page.as_uri())
    text = browser.find_element("tag name", "main").text
    assert "the only single base change behind this protein change" in text
    assert "kept apart" in browser.find_element("id", "apart").text
    assert "mixes two numberings" in browser.find_element("id", "errors").text
    assert "FOO1" in browser.find_element("id", "open").text
    assert "1 under two names" in text


def test_the_report_of_records(browser: Chrome, tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text(
        "gene: IGF1R\ndisease: short stature\nvariants: [R59X, c.265C>T]\n"
        "cases: [{variant: R59X, pmid: 1, proband: x}, {variant: c.265C>T, pmid: 1, proband: x}]\n"
    )
    records, _ = read_records(tmp_path / "r.yaml")
    reference = open_reference()
    html = render_records([curate(one, Resolver(reference)) for one in records], reference)
    (tmp_path / "r.html").write_text(html, encoding="utf-8")
    browser.get((tmp_path / "r.html").as_uri())
    assert "x of PMID 1 is listed under 2 names" in browser.find_element("tag name", "main").text
    assert browser.find_element("css selector", "svg.lollipop").is_displayed()


def test_the_browser_could_have_reached_a_server(browser: Chrome, page: Path) -> None:
    """The log above would show a request: a page that makes one is caught."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        threading.Thread(target=lambda: server.accept()[0].close(), daemon=True).start()
        loud = page.with_name("loud.html")
        loud.write_text(f'<img src="http://127.0.0.1:{port}/x.png" alt="x">')
        browser.get_log("performance")
        browser.get(loud.as_uri())
        asked = requests_of(browser)
    assert f"http://127.0.0.1:{port}/x.png" in asked


def test_the_picture_is_sound_xml_and_says_what_it_shows() -> None:
    pins = [Pin(511, "R511Q", "missense", 3), Pin(89, "R89*", "stop"), Pin(5000, "outside", "other")]
    features = [Feature("SIGNAL", 1, 30), Feature("CHAIN", 31, 9999, "alpha <chain>"), Feature("X", None, 3)]
    root = ElementTree.fromstring(lollipop("IGF1R", 1367, pins, features))
    space = "{http://www.w3.org/2000/svg}"
    described = root.findtext(f"{space}desc") or ""
    assert "R511Q at residue 511" in described
    assert "outside" not in described
    assert len(root.findall(f".//{space}g[@class='variant']")) == 2
    width = float(root.attrib["viewBox"].split()[2])
    bands = [rect for rect in root.iter(f"{space}rect") if rect.get("stroke") == "#fff"]
    assert all(float(rect.attrib["x"]) + float(rect.attrib["width"]) <= width for rect in bands)


@pytest.mark.parametrize(
    ("protein", "dna", "residue", "kind"),
    [
        ("NP_1.1:p.(Arg511Gln)", "NM_1.1:c.1532G>A", 511, "missense"),
        ("p.(Arg89Ter)", "", 89, "stop"),
        ("p.(Ile141SerfsTer19)", "c.420del", 141, "frameshift"),
        ("p.(Phe508del)", "", 508, "in-frame"),
        ("p.(Val792=)", "", 792, "synonymous"),
        ("p.?", "c.357+1G>A", 119, "splice"),
        ("", "c.*46G>A", None, "other"),
    ],
)
def test_where_and_how_a_variant_is_drawn(protein: str, dna: str, residue: int | None, kind: str) -> None:
    assert residue_of(protein, dna) == residue
    assert kind_of(protein, dna) == kind
