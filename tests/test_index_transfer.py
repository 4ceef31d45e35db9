"""Files in and out: what others made is read with its provenance, what is written out comes back the same."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import msgspec
import pytest

from index_kit import ADA, BOB, groups, index, place, small, story  # noqa: F401
from postgres import postgres  # noqa: F401
from varsyn.model import InputError, Mention
from varsyn.synonyms import SynonymIndex
from varsyn.synonyms.exporters.sssom import COLUMNS, JUSTIFICATION

HOSTILE = (
    "c.1532G>A'; DROP TABLE mentions; --", 'R481Q" OR "1"="1', "R481Q\\", "%s %(x)s {0} ?",
    "\x01\x02\x7f\x1b[31m",
    "a\tb", "line\nbreak", "\u202eQ184R", "🧬", "x" * 1_000_000, "NULL", "", " ",
    "it's\u2028two\u2029lines\x85of\ufefftext\x9f", '"', "'", "#- 'c.1A>G'", "]}]}", "\\N", "\r", "=1+1", "\uffff",
)  # fmt: skip
"""Stored as the text they are."""


@pytest.fixture
def rich(index: SynonymIndex) -> SynonymIndex:
    index.add_many(story())
    index.add_many(
        [Mention(text, gene="KRAS", document="K") for text in ("c.35G>A", "c.35_36delinsAC", "G12D")]
    )
    index.add_many([Mention(text, gene="IGF1R", document="hostile") for text in HOSTILE])
    index.add_many(
        [Mention("V30M", gene="TTR"), Mention("F64L", gene="TTR", document="T"), Mention("rs1234")]
    )
    index.link("R59X", "NM_000875.5:c.265C>T", gene="IGF1R", agent=ADA, reason='codon 89, "see" Figure\t1')
    wrong = index.link("F64L", "NM_000371.4:c.190T>C", gene="TTR", agent=BOB, merge=True)
    index.retract(wrong, agent=BOB)
    index.unlink("c.1532G>A", "NM_000875.5:c.1532G>A", gene="IGF1R", agent=ADA)
    index.add("c.1532_1533delinsAA", gene="IGF1R", document="D")
    index.undo(index.history()[-1].seq, agent=ADA)
    return index


@pytest.mark.parametrize("name", ["x.jsonl", "x.jsonl.gz", "x.parquet", "x.sssom.tsv", "x.json"])
def test_what_is_exported_comes_back_the_same(rich: SynonymIndex, tmp_path: Path, name: str) -> None:
    assert rich.check() == []
    rich.export(tmp_path / name)
    rich.export(tmp_path / "before.jsonl")
    with SynonymIndex.open(tmp_path / "copy.db") as copy:
        copy.import_file(tmp_path / name)
        assert copy.check() == []
        copy.export(tmp_path / "after.jsonl")
        assert (tmp_path / "after.jsonl").read_bytes() == (tmp_path / "before.jsonl").read_bytes()
        assert copy.digest() == rich.digest()
        assert groups(copy) == groups(rich)
        stats = copy.stats()
        copy.import_file(tmp_path / name)
        assert copy.stats() == stats


def test_two_indexes_become_one(tmp_path: Path, small: SynonymIndex) -> None:
    small.add_many([mention for mention in story() if mention.document != "C"])
    with SynonymIndex.open(tmp_path / "other.db") as other:
        other.add_many([mention for mention in story() if mention.document != "A"])
        other.link("R59X", "NM_000875.5:c.265C>T", gene="IGF1R", agent=ADA)
        other.export(tmp_path / "other.jsonl")
    small.import_file(tmp_path / "other.jsonl")
    assert small.check() == []
    assert groups(small) == {
        frozenset({"R59X"}),
        frozenset({"R481Q", "c.1532G>A", "p.Arg511Gln"}),
        frozenset({"c.420del", "A110fsX20"}),
    }
    assert small.history()[-1].action == "import"


def test_sssom_is_as_its_specification_has_it(rich: SynonymIndex, tmp_path: Path) -> None:
    import yaml

    rich.export(tmp_path / "x.sssom.tsv")
    csv.field_size_limit(100_000_000)
    lines = (tmp_path / "x.sssom.tsv").read_text().split("\n")
    head = [line[1:] for line in lines if line.startswith("#")]
    metadata = yaml.safe_load("\n".join(head))
    assert {"mapping_set_id", "license", "curie_map", "extension_definitions"} <= set(metadata)
    rows = list(csv.DictReader([line for line in lines if line and not line.startswith("#")], delimiter="\t"))
    assert tuple(rows[0]) == COLUMNS
    defined = {entry["slot_name"] for entry in metadata["extension_definitions"]}
    assert {column for column in COLUMNS if column.startswith("varsyn_")} == defined
    for row in rows:
        assert row["mapping_justification"] in {*JUSTIFICATION.values(), "semapv:UnspecifiedMatching"}
        assert row["predicate_modifier"] in ("", "Not")
        for column in ("subject_id", "predicate_id", "object_id", "mapping_justification"):
            prefix, _, local = row[column].partition(":")
            assert prefix in metadata["curie_map"], row
            assert local, row
        assert row["confidence"] == "" or 0 <= float(row["confidence"]) <= 1
        assert len(row["mapping_date"]) == 10
    curated = [row for row in rows if row["varsyn_link_type"] == "curated_same"]
    assert {(row["author_id"], row["author_label"]) for row in curated} >= {
        ("orcid:0000-0002-1825-0097", "Ada Roe")
    }
    assert any(row["predicate_id"] == "skos:closeMatch" for row in rows)
    assert any(row["object_id"] == "sssom:NoTermFound" for row in rows)


def test_cat_vrs_groups_are_the_synonym_sets(rich: SynonymIndex, tmp_path: Path) -> None:
    rich.export(tmp_path / "x.json")
    written = json.loads((tmp_path / "x.json").read_text())["groups"]
    assert {frozenset(entry["aliases"]) for entry in written} == groups(rich)
    assert {entry["type"] for entry in written} == {"CategoricalVariant"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_stored_as_text(index: SynonymIndex, text: str) -> None:
    index.add(text, gene="IGF1R", document="x' OR 1=1 --")
    assert index.check() == []
    assert index.documents() == ["x' OR 1=1 --"]
    places = [m.text for m in index.unsettled()] + [t for record in index.iter_sets() for t in record.texts]
    assert places == [text]


@pytest.mark.parametrize("text", ["R481Q\0", "\ud800", "a\udfffb"])
def test_what_is_no_text_is_refused_with_its_number(index: SynonymIndex, text: str) -> None:
    with pytest.raises(InputError, match="mention 2") as caught:
        index.add_many([Mention("R481Q", gene="IGF1R"), Mention(text, gene="IGF1R")])
    assert caught.value.code == "unstorable_text"
    with pytest.raises(InputError):
        index.add("R481Q", gene=text)


@pytest.mark.parametrize("field", ["text", "document", "id", "gene", "section"])
def test_what_is_no_text_is_refused(field: str) -> None:
    mention = msgspec.structs.replace(Mention("R481Q", gene="IGF1R"), **{field: 17264177})
    with SynonymIndex.open(":memory:") as opened:
        with pytest.raises(InputError, match="is no text but of type int") as caught:
            opened.add(mention)
        assert caught.value.code == "unstorable_text"
        assert opened.stats()["mentions"] == 0


# ruff: noqa: E501, F811 (rows of real formats; fixtures come by import)
VARIANT_SUMMARY = """#AlleleID\tType\tName\tGeneID\tGeneSymbol\tClinicalSignificance\tRS# (dbSNP)\tAssembly\tVariationID
1\tsingle nucleotide variant\tNM_000875.5(IGF1R):c.1532G>A (p.Arg511Gln)\t3480\tIGF1R\tPathogenic\t121912430\tGRCh37\t8678
1\tsingle nucleotide variant\tNM_000875.5(IGF1R):c.1532G>A (p.Arg511Gln)\t3480\tIGF1R\tPathogenic\t121912430\tGRCh38\t8678
2\tsingle nucleotide variant\tNM_004985.5(KRAS):c.35G>A (p.Gly12Asp)\t3845\tKRAS\tPathogenic\t-1\tGRCh38\t12582
"""
HGVS4VARIATION = """#Content of this file is described in the README
#Symbol\tGeneID\tVariationID\tAlleleID\tType\tAssembly\tNucleotideExpression\tNucleotideChange\tProteinExpression\tProteinChange\tUsedForNaming\tSubmitted\tOnRefSeqGene
IGF1R\t3480\t8678\t23717\tcoding\tna\tNM_000875.5:c.1532G>A\tc.1532G>A\tNP_000866.1:p.Arg511Gln\tp.Arg511Gln\tYes\tYes\tNo
IGF1R\t3480\t8678\t23717\tgenomic, top-level\tGRCh38\tNC_000015.10:g.98911384G>A\tg.98911384G>A\t-\t-\tNo\tNo\tNo
IGF1R\t3480\t8678\t23717\tgenomic\tna\tNG_009492.1:g.267000G>A\tg.267000G>A\t-\t-\tNo\tNo\tYes
KRAS\t3845\t12582\t27621\tcoding\tna\tNM_004985.5:c.35G>A\tc.35G>A\tNP_004976.2:p.Gly12Asp\tp.Gly12Asp\tYes\tYes\tNo
"""
CIVIC = """variant_id\tfeature_name\tvariant\tvariant_aliases\thgvs_descriptions
79\tKRAS\tG12D\tGLY12ASP,p.(Gly12Asp)\tNM_004985.5:c.35G>A,NP_004976.2:p.Gly12Asp
12\tBRAF\tV600E\tV640E,VAL600GLU\t
"""
LOVD = """### LOVD-version 3000-290 ### Full data download ### To import, do not remove or alter this header ###
# charset = UTF-8

## Transcripts ## Do not remove or alter this header ##
"{{id}}"\t"{{geneid}}"\t"{{name}}"\t"{{id_ncbi}}"
"00010287"\t"IGF1R"\t"x"\t"NM_000875.5"

## Variants_On_Transcripts ## Do not remove or alter this header ##
"{{id}}"\t"{{transcriptid}}"\t"{{VariantOnTranscript/DNA}}"\t"{{VariantOnTranscript/RNA}}"\t"{{VariantOnTranscript/Protein}}"
"0000001"\t"00010287"\t"c.1532G>A"\t"r.(?)"\t"p.(Arg511Gln)"
"0000002"\t"00010287"\t"c.420del"\t"r.?"\t"p.(Ile141Serfs*19)"
"""
PUBTATOR = """17264177|t|IGF1R mutations in short stature
17264177|a|We found R481Q in two girls.
17264177\t0\t5\tIGF1R\tGene\t3480
17264177\t44\t49\tR481Q\tProteinMutation\ttmVar:p|SUB|R|481|Q;HGVS:p.R481Q;CorrespondingGene:3480

1|t|Another
1|a|KRAS G12D was seen.
1\t8\t12\tKRAS\tGene\t3845
1\t13\t17\tG12D\tProteinMutation\tp|SUB|G|12|D
"""
TABLE = 'text,gene,document,note\nR481Q,IGF1R,PMID:1,"a, b"\n"c.1532G>A",CD221,PMID:2,\n'
FILES = {
    "variant_summary.txt": (VARIANT_SUMMARY, "clinvar-summary", 3),
    "hgvs4variation.txt": (HGVS4VARIATION, "clinvar-hgvs", 6),
    "nightly.tsv": (CIVIC, "civic", 8),
    "lovd.txt": (LOVD, "lovd", 4),
    "paper.pubtator": (PUBTATOR, "pubtator", 2),
    "mine.csv": (TABLE, "table", 2),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("packed", [False, True])
def test_files_of_others_are_recognized_and_read(
    small: SynonymIndex,
    tmp_path: Path,
    name: str,
    packed: bool,
) -> None:
    from varsyn.synonyms.transfer import detect

    content, form, count = FILES[name]
    path = tmp_path / (name + ".gz" if packed else name)
    path.write_bytes(gzip.compress(content.encode()) if packed else content.encode())
    assert detect(str(path)) == form
    assert small.import_file(path).new == count
    assert small.check() == []
    assert small.import_file(path).mentions == 0
    small.forget_import(path)
    assert small.import_file(path).new == 0


def _imported(index: SynonymIndex, tmp_path: Path, name: str) -> SynonymIndex:
    path = tmp_path / name
    path.write_text(FILES[name][0])
    index.import_file(path)
    return index


def test_a_clinvar_record_holds_its_names_together(small: SynonymIndex, tmp_path: Path) -> None:
    _imported(small, tmp_path, "hgvs4variation.txt")
    match = small.lookup("NG_009492.1:g.267000G>A", resolve=False)[0]
    assert match.set is not None
    assert match.set.name == "NM_000875.5:c.1532G>A"
    stated = next(s for s in match.set.spellings if s.text == "NG_009492.1:g.267000G>A")
    assert (stated.how, stated.agent) == ("same_allele", "ClinVar")
    assert stated.documents == ("ClinVar:8678",)
    assert "ClinVar:8678" in stated.evidence[0]["detail"]
    assert "NC_000015.10:g.98911384G>A" in match.set.texts
    assert "NP_000866.1:p.Arg511Gln" in match.set.texts


def test_a_record_that_contradicts_the_sequences_is_a_conflict(small: SynonymIndex, tmp_path: Path) -> None:
    wrong = HGVS4VARIATION.replace("NC_000015.10:g.98911384G>A", "NC_000015.10:g.98911385G>A").replace(
        "NG_009492.1:g.267000G>A", "NM_000875.5:c.265C>T"
    )
    path = tmp_path / "hgvs4variation.txt"
    path.write_text(wrong)
    small.import_file(path)
    conflicts = [conflict for conflict in small.conflicts() if conflict.kind == "record"]
    assert len(conflicts) == 1
    assert {"NM_000875.5:c.1532G>A", "NM_000875.5:c.265C>T"} <= {
        side["object"] for side in conflicts[0].sides
    }


def test_provenance_is_kept(small: SynonymIndex, tmp_path: Path) -> None:
    for name in FILES:
        _imported(small, tmp_path, name)
    papers = {paper.document for paper in small.papers("c.1532G>A", gene="IGF1R")}
    assert papers == {"ClinVar:8678", "LOVD:0000001", "PMID:17264177", "PMID:1", "PMID:2"}
    agents = {event.agent for event in small.history()}
    assert "ClinVar variant_summary.txt" in agents
    assert "LOVD lovd.txt" in agents
    paper = next(paper for paper in small.papers("R481Q", gene="IGF1R") if paper.document == "PMID:17264177")
    assert (paper.section, paper.start, paper.end) == ("abstract", 44, 49)


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("x.csv", "text,gene\nR481Q,IGF1R\n\"c.1532G>A,IGF1R\nR59X,IGF1R\n", 4),
        ("x.csv", "text,gene\nR481Q,IGF1R,1,2\n", 2),
        ("x.tsv", "text\tstart\nR481Q\t-5\n", 2),
        ("x.tsv", "text\tstart\nR481Q\t1e400\n", 2),
        ("x.tsv", "text\tstart\nR481Q\t²\n", 2),
        ("x.tsv", "text\ttext\nR481Q\tR59X\n", 1),
        ("x.pubtator", "2|t|T\n2\t²\t5\tR1Q\tProteinMutation\tz\n", 2),
        ("x.pubtator", "2|t|T\n2\t1\t" + "9" * 5000 + "\tR1Q\tProteinMutation\tz\n", 2),
        ("x.jsonl", '{"record":"varsyn-index","schema":3}\n{"record":"audit","seq":' + "9" * 5000 + "}\n", 2),
        ("x.jsonl", '{"record":"varsyn-index","schema":3}\n{"record":"links","probability":NaN}\n', 2),
        ("x.jsonl", '{"record":"varsyn-index","schema":3}\n{"record":"links","probability":1e999}\n', 2),
        ("x.json", '{"format":"varsyn-cat-vrs","groups":[\n],"extensions":[{"name":"varsyn_rows","value":[\n'
         ' {"agents":[{"id":5}]}\n]}]}\n', 3),
        ("x.json", '{"format":"varsyn-cat-vrs","groups":[\n],"extensions":[{"name":"varsyn_rows","value":[\n '
         + "[" * 100_000 + "\n]}]}\n", 3),
        ("x.tsv", "#mapping_set_id: https://w3id.org/varsyn/mappings/1\nsubject_id\tvarsyn_rows\n"
         'a\t"{""agents"":[{""id"":1}]}"\n', 3),
        ("x.tsv", "text\tgene\nR481Q\tIGF1R\nR59\0X\tIGF1R\n", 3),
        ("hgvs.txt", HGVS4VARIATION + "a\tb" * 20 + "\n", 7),
        ("x.pubtator", PUBTATOR + "\n2|t|T\n2\tx\ty\tR1Q\tProteinMutation\tz\n", 12),
        ("x.jsonl", '{"record":"varsyn-index","schema":3}\n{"record":"agents"}\n', 2),
        ("x.jsonl", '{"record":"varsyn-index","schema":3}\n[' + "[" * 100_000 + "\n", 2),
        ("x.jsonl", '{"record":"varsyn-index","schema":3}\n{"record":"sqlite_master","sql":"x"}\n', 2),
        ("x.jsonl", '{"record":"varsyn-index","schema":3}\n{"record":"documents","id":"' + "0" * 32
         + '","name":"forged","kind":"paper"}\n', 2),
        ("x.jsonl", '{"record":"varsyn-index","schema":3}\n{"record":"documents","id":1,"name":{},"kind":[]}\n', 2),
        ("x.jsonl", '{"record":"varsyn-index","schema":3}\n{"record":"documents","id":"\\ud800"}\n', 2),
        ("x.jsonl", '{"record":"varsyn-index","schema":999}\n', 1),
    ],
)  # fmt: skip
def test_hostile_files_are_refused_with_file_and_line(
    small: SynonymIndex,
    tmp_path: Path,
    name: str,
    content: str,
    line: int,
) -> None:
    path = tmp_path / name
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(InputError) as caught:
        small.import_file(path)
    assert caught.value.message.startswith(f"{path}: line {line}: "), caught.value.message
    assert small.check() == []


@pytest.mark.parametrize(
    "content",
    [
        b"\x1f\x8b broken",
        gzip.compress(TABLE.encode() * 5000)[:-300],
        b"text\n\xff\xfe\n",
        b"",
        b"hello world\n",
        b"text\tgene\rR481Q\tIGF1R\r",
        b'{"format":"varsyn-cat-vrs"}',
        b'{"format":"varsyn-cat-vrs","groups":[\n],"extensions":[{"name":"varsyn_rows","value":[\n {}\n',
    ],
)
def test_files_that_cannot_be_read_are_refused(small: SynonymIndex, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        small.import_file(path)
    assert str(path) in caught.value.message
    assert small.check() == []


def test_an_interrupted_import_goes_on_where_it_stopped(small: SynonymIndex, tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    rows = [f"c.{number}del,TP53,PMID:{number}" for number in range(1, 1100)]
    path.write_text("text,gene,document\n" + "\n".join(rows) + "\n")

    class Stop(Exception):
        pass

    def stop_after_one(_seen: int) -> None:
        raise Stop

    from varsyn.synonyms.importers import base

    size = base.BATCH
    assert len(rows) < size
    long = path.read_text() + "\n".join(f"c.{n % 1100 + 1}dup,TP53,PMID:{n}" for n in range(2 * size)) + "\n"
    path.write_text(long)
    with pytest.raises(Stop):
        small.import_file(path, workers=0, progress=stop_after_one)
    held = small.stats()["mentions"]
    assert 0 < held < len(rows) + 2 * size
    report = small.import_file(path, workers=0)
    assert report.mentions == report.new == len(rows) + 2 * size - held
    assert small.check() == []


def test_bad_mentions_are_passed_over_and_counted_where_asked(small: SynonymIndex, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text("x")
    table = tmp_path / "x.tsv"
    table.write_text("text\tgene\nR481Q\tIGF1R\nR59X\tIGF1R\n")
    report = small.import_file(table, skip_bad=True)
    assert (report.new, report.skipped) == (2, 0)


@pytest.mark.parametrize("gone", ["documents", "descriptions", "variants", "links", "verdicts", "agents"])
def test_rows_that_lead_nowhere_are_refused(index: SynonymIndex, tmp_path: Path, gone: str) -> None:
    path = tmp_path / "x.jsonl"
    with SynonymIndex.open(tmp_path / "whole.db") as whole:
        whole.add_many(story())
        whole.export(path)
    kept = [line for line in path.read_text().splitlines() if f'"record":"{gone}"' not in line]
    path.write_text("\n".join(kept) + "\n")
    with pytest.raises(InputError) as caught:
        index.import_file(path)
    assert caught.value.code == "import_dangling"
    assert index.stats()["mentions"] == 0
    assert index.check() == []
