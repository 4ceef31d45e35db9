"""Reading documents of every format, with offsets that hold; hostile files refused with their place."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from pathlib import Path

import pytest

from varsyn.literature.document import Document
from varsyn.literature.readers import read_documents
from varsyn.literature.readers.open import sniff
from varsyn.model import InputError

JATS = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS v1.3//EN" "JATS-archivearticle1-3.dtd">
<article xmlns:mml="http://www.w3.org/1998/Math/MathML" article-type="research-article">
<front><journal-meta><journal-title>Made Up</journal-title></journal-meta>
<article-meta>
<article-id pub-id-type="pmid">111</article-id><article-id pub-id-type="pmc">222</article-id>
<title-group>
<article-title>On <italic>BRAF</italic><sup>V600E</sup>&nbsp;in moles</article-title></title-group>
<contrib-group><contrib><name><surname>R481Q</surname></name></contrib></contrib-group>
<abstract><sec><title>Aim</title>
<p>Arg<sup>481</sup>Gln and R59X<sup>2</sup>&#x2009;were studied.</p></sec></abstract>
</article-meta></front>
<body><sec><title>Results</title><p>H<sub>2</sub>O &amp; c.35G&gt;A. <xref ref-type="bibr">[1]</xref></p>
<table-wrap><label>Table 1</label><caption><p>Variants of IGF1R</p></caption>
<table><thead><tr><th>Gene</th><th>Nucleotide change</th><th>Protein</th></tr></thead>
<tbody><tr><td rowspan="2">IGF1R</td><td>c.265C&gt;T</td><td>p.R89*</td></tr>
<tr><td>c.1532G&gt;A</td><td>p.R511Q</td></tr></tbody></table></table-wrap></sec></body>
<back><ack><p>Thanks.</p></ack><ref-list><title>References</title><ref><mixed-citation>Doe.
<article-title>About K304E</article-title></mixed-citation></ref></ref-list></back></article>
"""

HTML = """<!DOCTYPE html><html><head><title>A page</title>
<style>R1Q{}</style><script>var R481Q = 1;</script></head>
<body><nav>Home</nav><h1>Moles</h1><p>BRAF<sup>V600E</sup> and &Delta;F508,
over two lines.<br>Next</p><h2>References</h2><p>Doe, K304E</p>
<table><caption>Found</caption><tr><th>Gene</th><th>cDNA</th></tr><tr><td>CFTR</td><td>c.35G&gt;A</td></tr></table>
</body></html>
"""

BIOC_XML = """<?xml version="1.0"?><!DOCTYPE collection SYSTEM "BioC.dtd">
<collection><source>x</source><date/><key/>
<document><id>7</id>
<passage><infon key="type">title</infon><offset>0</offset><text>On R481Q</text></passage>
<passage><infon key="section_type">TABLE</infon><infon key="type">table_caption</infon><offset>50</offset>
<sentence><offset>50</offset><text>With K304E.</text></sentence></passage></document>
<document><id>8</id><passage><offset>0</offset><text>None</text></passage></document></collection>
"""

BIOC_JSON = {
    "source": "x",
    "documents": [
        {"id": "7", "infons": {}, "passages": [
            {"infons": {"type": "title"}, "offset": 0, "text": 'On R481Q "} ]'},
            {"infons": {"section_type": "RESULTS", "type": "paragraph"}, "offset": 50, "text": "K304E"}]},
        {"id": 8, "passages": [{"offset": 0, "sentences": [{"offset": 3, "text": "G12D"}]}]},
    ],
}  # fmt: skip

PUBTATOR = """12|t|A title on R481Q
12|a|An abstract.
12\t11\t16\tR481Q\tMutation\tp.R481Q

13|t|
13|a|Untitled K304E
"""


def documents(path: Path, content: str | bytes, **options: str) -> list[Document]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_documents(path, **options))  # type: ignore[arg-type]


def refused(path: Path, content: str | bytes, **options: str) -> InputError:
    with pytest.raises(InputError) as caught:
        documents(path, content, **options)
    assert str(path) in caught.value.message
    return caught.value


def sections(document: Document) -> list[tuple[str, str]]:
    return [(passage.section, passage.text) for passage in document.passages]


def hold(document: Document) -> None:
    """Every passage stands in the document's text where its offset says."""
    for passage in document.passages:
        assert document.text[passage.offset : passage.end] == passage.text


def test_plain_text_keeps_every_character(tmp_path: Path) -> None:
    text = "Title of it\r\n\r\nAbstract\r\nWe saw Δ R481Q 😀 here.\r\nReferences\r\n1. K304E"
    (document,) = documents(tmp_path / "a.txt", text)
    assert [name for name, _ in sections(document)] == ["title", "abstract", "references"]
    for passage in document.passages:
        assert text[passage.offset : passage.end] == passage.text


def test_a_table_in_plain_text_has_headers(tmp_path: Path) -> None:
    text = "Found:\nGene\tcDNA\nIGF1R\tc.265C>T\nCFTR\tc.35G>A\nThe end.\n"
    (document,) = documents(tmp_path / "a.txt", text)
    rows = [passage for passage in document.passages if passage.section == "table"]
    assert [row.text for row in rows] == ["Gene\tcDNA", "IGF1R\tc.265C>T", "CFTR\tc.35G>A"]
    assert rows[1].header_at(8) == "cDNA"
    assert all(text[p.offset : p.end] == p.text for p in document.passages)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_text(tmp_path: Path, encoding: str) -> None:
    (document,) = documents(tmp_path / "a.txt", "R481Q ü".encode(encoding))
    assert document.text == "R481Q ü"


def test_jats(tmp_path: Path) -> None:
    (document,) = documents(tmp_path / "a.nxml", JATS)
    assert document.id == "PMC222"
    hold(document)
    assert sections(document) == [
        ("title", "On BRAF V600E in moles"),
        ("abstract", "Aim"),
        ("abstract", "Arg481Gln and R59X 2 were studied."),
        ("body", "Results"),
        ("body", "H2O & c.35G>A. [1]"),
        ("body", "Table 1"),
        ("caption", "Variants of IGF1R"),
        ("table", "Gene\tNucleotide change\tProtein"),
        ("table", "IGF1R\tc.265C>T\tp.R89*"),
        ("table", "c.1532G>A\tp.R511Q"),
        ("back", "Thanks."),
        ("references", "References"),
        ("references", "Doe. About K304E"),
    ]
    second = document.passages[9]
    assert second.header_at(0) == "Nucleotide change"
    assert "IGF1R" in second.around


def test_several_articles_in_one_file(tmp_path: Path) -> None:
    article = JATS[JATS.index("<article ") :].replace("&nbsp;", " ")
    both = f"<pmc-articleset>{article}{article.replace('222', '333')}</pmc-articleset>"
    assert [document.id for document in documents(tmp_path / "a.xml", both)] == ["PMC222", "PMC333"]


def test_pubmed_xml(tmp_path: Path) -> None:
    text = (
        "<?xml version='1.0'?><PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>5</PMID>"
        "<Article><Journal>"
        "<Title>J</Title></Journal><ArticleTitle>On R481Q</ArticleTitle><Abstract><AbstractText>And K304E."
        "</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"
    )
    (document,) = documents(tmp_path / "a.xml", text)
    assert (document.id, sections(document)) == ("5", [("title", "On R481Q"), ("abstract", "And K304E.")])


def test_html(tmp_path: Path) -> None:
    pytest.importorskip("lxml")
    (document,) = documents(tmp_path / "a.html", HTML)
    hold(document)
    assert sections(document) == [
        ("title", "A page"),
        ("back", "Home"),
        ("body", "Moles"),
        ("body", "BRAF V600E and ΔF508, over two lines. Next"),
        ("body", "References"),
        ("references", "Doe, K304E"),
        ("caption", "Found"),
        ("table", "Gene\tcDNA"),
        ("table", "CFTR\tc.35G>A"),
    ]


def test_html_in_a_declared_encoding(tmp_path: Path) -> None:
    pytest.importorskip("lxml")
    page = "<html><head><meta charset='iso-8859-1'></head><body><p>Gérard R481Q</p></body></html>"
    (document,) = documents(tmp_path / "a.html", page.encode("latin-1"))
    assert document.text == "Gérard R481Q"


def test_bioc_xml_offsets_are_its_own(tmp_path: Path) -> None:
    first, second = documents(tmp_path / "a.xml", BIOC_XML)
    assert [(p.section, p.offset, p.text) for p in first.passages] == [
        ("title", 0, "On R481Q"),
        ("caption", 50, "With K304E."),
    ]
    assert second.id == "8"
    hold(first)


@pytest.mark.parametrize("layout", ["collection", "list", "lines", "single"])
def test_bioc_json(tmp_path: Path, layout: str) -> None:
    kept = BIOC_JSON["documents"]
    content = {
        "collection": json.dumps(BIOC_JSON, indent=1),
        "list": json.dumps([BIOC_JSON, {"documents": []}, BIOC_JSON]),
        "lines": "\n".join(json.dumps(document) for document in kept),
        "single": json.dumps(kept[0]),
    }[layout]
    found = documents(tmp_path / "a.json", content)
    assert [d.id for d in found] == {"list": ["7", "8", "7", "8"], "single": ["7"]}.get(layout, ["7", "8"])
    assert [(p.section, p.offset) for p in found[0].passages] == [("title", 0), ("body", 50)]


def test_pubtator_counts_as_pubtator_does(tmp_path: Path) -> None:
    first, second = documents(tmp_path / "a.txt", PUBTATOR)
    assert first.text == "A title on R481Q\nAn abstract."
    assert (second.id, second.passages[0].offset) == ("13", 1)


def test_gzip(tmp_path: Path) -> None:
    (document,) = documents(tmp_path / "a.txt.gz", gzip.compress(b"R481Q", mtime=0))
    assert document.text == "R481Q"


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (JATS, "a", "jats"), (HTML, "a", "html"), (BIOC_XML, "a", "bioc"),
        (json.dumps(BIOC_JSON), "a", "bioc"),
        (PUBTATOR, "a", "pubtator"), ("plain <b> text", "a.txt", "text"), ("<p>R481Q</p>", "a.htm", "html"),
        ("{no json", "a.txt", "text"), ("", "a", "text"), ("<10% carried R481Q", "a.txt", "text"),
    ],
)  # fmt: skip
def test_the_format_is_told_from_the_content(head: str, name: str, expected: str) -> None:
    assert sniff(head.encode(), name) == expected


BOMB = (
    '<?xml version="1.0"?>\n<!DOCTYPE article [\n<!ENTITY a "aaaaaaaaaa">\n'
    + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">\n' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>\n<article><body><p>&i;</p></body></article>"
)
EXTERNAL = '<?xml version="1.0"?>\n<!DOCTYPE article [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<article>&x;</article>'
PARAMETER = (
    '<?xml version="1.0"?>\n<!DOCTYPE article [<!ENTITY % x SYSTEM "http://localhost/x"> %x;]>\n<article/>'
)


@pytest.mark.parametrize("content", [BOMB, EXTERNAL, PARAMETER], ids=["bomb", "external", "parameter"])
@pytest.mark.parametrize("input_format", ["auto", "jats", "bioc"])
def test_entities_are_refused_before_anything_is_expanded(
    tmp_path: Path, content: str, input_format: str
) -> None:
    tracemalloc.start()
    error = refused(tmp_path / "bomb.xml", content, input_format=input_format)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert error.code == "xml_entities_refused"
    assert "line" in error.message
    assert peak < 5_000_000


def test_html_entities_declared_in_a_page_do_no_harm(tmp_path: Path) -> None:
    pytest.importorskip("lxml")
    found = documents(tmp_path / "a.html", BOMB, input_format="html")
    assert sum(len(document.text) for document in found) < 1000


def test_broken_xml_names_line_and_column(tmp_path: Path) -> None:
    error = refused(tmp_path / "a.xml", '<?xml version="1.0"?>\n<article>\n<body><p>R481Q</body></article>')
    assert error.code == "bad_xml"
    assert "line 3, column" in error.message


def test_what_was_read_before_the_fault_is_handed_on(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(BIOC_XML.replace("</document></collection>", "</passage></collection>"))
    reading = read_documents(path)
    assert next(reading).id == "7"
    with pytest.raises(InputError, match="mismatched tag"):
        next(reading)


def test_wrong_encoding_names_line_and_byte(tmp_path: Path) -> None:
    error = refused(tmp_path / "a.txt", b"first\nsecond \xe9 R481Q")
    assert error.code == "bad_encoding"
    assert "line 2, byte 13" in error.message
    error = refused(tmp_path / "a.xml", b'<?xml version="1.0" encoding="UTF-8"?>\n<article>\xe9 x</article>')
    assert "line 2" in error.message


def test_a_wrong_byte_far_into_a_file_is_placed_exactly(tmp_path: Path) -> None:
    lines = b"some words \xc3\xa9 of text\n" * 120_000
    error = refused(tmp_path / "a.txt", lines + b"\xff")
    assert f"line 120001, byte {len(lines)}" in error.message


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.txt", b"text\0more", "nul_character"),
        ("a.pdf", b"%PDF-1.7 ...", "unsupported_format"),
        ("a.docx", b"PK\x03\x04....", "unsupported_format"),
        ("a.xml", b"<?xml version='1.0'?><uniprot/>", "unsupported_format"),
        ("a.xml", b"<?xml version='1.0' encoding='klingon'?><article/>", "bad_encoding"),
        ("a.xml", b"<?xml version='1.0'?><article>&undefined;</article>", "bad_xml"),
        ("a.xml", b"<?xml version='1.0'?><article>" + b"<sec>" * 2000, "bad_xml"),
        ("a.json", b'{"documents": [{"id": "1", "passages": [', "bad_json"),
        ("a.json", b'{"documents": [{"id": "1", "passages": 5}]}', "bad_json"),
        ("a.txt", b"1|t|x\nno annotation\n", "bad_pubtator"),
        ("a.gz", b"no gzip", "unreadable_document"),
        ("a.txt.gz", gzip.compress(b"R481Q" * 1000, mtime=0)[:-12], "unreadable_document"),
    ],
)
def test_unusable_files_are_refused_with_a_code(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    assert refused(tmp_path / name, content).code == code


@pytest.mark.parametrize(
    "content",
    [
        "",
        "<html>" + "<div>" * 50_000 + "R481Q",
        "<table>" + "<tr>" + "<td rowspan=999 colspan=999>R1Q</td>" * 500,
    ],
    ids=["empty", "deep", "wide"],
)
def test_odd_pages_do_no_harm(tmp_path: Path, content: str) -> None:
    pytest.importorskip("lxml")
    found = documents(tmp_path / "a.html", content, input_format="html")
    assert "".join(document.text for document in found).count("R") == content.count("R")


def test_a_page_that_says_utf16_in_ascii_is_utf8(tmp_path: Path) -> None:
    pytest.importorskip("lxml")
    page = "<html><head><meta charset='utf-16'></head><body>Gérard R481Q</body></html>"
    (document,) = documents(tmp_path / "a.html", page)
    assert document.text == "Gérard R481Q"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="directory"):
        list(read_documents(tmp_path))


def _big_text(path: Path) -> None:
    with path.open("w") as stream:
        for _ in range(4_000):
            stream.write(
                "The R481Q mutation of IGF1R was seen again in this long and dull sentence. " * 90 + "\n"
            )


def _big_jats(path: Path) -> None:
    with path.open("w") as stream:
        stream.write("<?xml version='1.0'?><article><body>")
        for _ in range(1_000):
            stream.write(f"<p>{'TheR481QmutationofIGF1Rwasseenagaininthislongword ' * 540}</p>\n")
        stream.write("</body></article>")


@pytest.mark.parametrize("make", [_big_text, _big_jats], ids=["text", "jats"])
def test_a_large_file_is_streamed(tmp_path: Path, make: object) -> None:
    path = tmp_path / "big.xml"
    make(path)  # type: ignore[operator]
    size = path.stat().st_size
    assert size > 25_000_000
    tracemalloc.start()
    characters, end, parts = 0, 0, 0
    for document in read_documents(path):
        assert not document.passages or document.passages[0].offset >= end
        characters += sum(len(passage.text) for passage in document.passages)
        end = document.passages[-1].end
        parts += 1
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert characters > 0.9 * size - 400_000
    assert parts > 5
    assert peak < 16_000_000
