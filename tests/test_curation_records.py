"""Curation records: read, checked, de-duplicated, people counted once, nothing dropped."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from conftest import Run
from varsyn.curation.counting import count_people, is_generic
from varsyn.curation.exports import clinvar, ga4gh, plain
from varsyn.curation.record_files import read_records
from varsyn.curation.records import CaseEntry
from varsyn.curation.spectrum import CuratedRecord, curate
from varsyn.model import InputError
from varsyn.reference import open_reference
from varsyn.resolution import Resolver

IGF1R = """
id: IGF1R
gene: {symbol: IGF1R, hgnc_id: HGNC:5465}
disease: {id: "MONDO:0010038", name: resistance to IGF-I}
inheritance: autosomal dominant
classification: {term: Strong, by: a summary}
variants:
  - c.265C>T (p.Arg89Ter)
  - c.1532G>A (p.Arg511Gln)
  - c.420del (p.Ala110fsTer20)
cases:
  - {variant: c.265C>T (p.Arg89Ter), pmid: 16569742, family: first, probands: 2, zygosity: heterozygous}
  - {variant: c.1532G>A (p.Arg511Gln), pmid: 17264177, family: second, probands: 2, segregation: with stature}
  - {variant: R481Q, pmid: 17264177, family: second, probands: 2}
  - {variant: c.420del, pmid: 20962017, family: third, probands: 2}
  - {variant: p.Ala110fsTer20, pmid: 20962017, family: third, probands: 2, seen by: two clinics}
evidence:
  - {type: functional, text: less receptor, variants: [Arg89Ter], papers: [16569742]}
  - {type: functional, text: less signalling, variants: [R481Q, c.420del], papers: [17264177, 20962017]}
"""

IGF1 = """
gene: IGF1
disease: IGF-I deficiency
inheritance: HP:0000007
classification: Moderate
variants: [c.274G>A (p.Val92Met), partial deletion]
cases:
  - {variant: partial deletion, pmid: PMID:10549306, proband: boy, zygosity: homozygous}
  - {variant: c.274G>A (p.Val92Met), pmid: PMID:15769976, proband: man, zygosity: homozygous}
  - {variant: V44M, pmid: PMID:15769976, proband: man, zygosity: homozygous}
"""


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver(open_reference())


def curated(tmp_path: Path, resolver: Resolver, text: str, name: str = "r.yaml") -> CuratedRecord:
    (tmp_path / name).write_text(text, encoding="utf-8")
    records, faults = read_records(tmp_path / name)
    assert not [fault for fault in faults if fault.severity == "error"]
    return curate(records[0], resolver)


def test_the_igf1r_summary_has_three_variants_and_six_people(tmp_path: Path, resolver: Resolver) -> None:
    record = curated(tmp_path, resolver, IGF1R)
    by_c = {one.hgvs_c: one for one in record.spectrum}
    assert set(by_c) == {"NM_000875.5:c.265C>T", "NM_000875.5:c.1532G>A", "NM_000875.5:c.420del"}
    names = {name.name: name for one in record.spectrum for name in one.names}
    assert {n.name for n in by_c["NM_000875.5:c.1532G>A"].names} == {"c.1532G>A (p.Arg511Gln)", "R481Q"}
    assert names["R481Q"].reason == "only_cause"
    assert names["R481Q"].numbering == "mature_protein"
    assert names["R481Q"].probability is not None
    assert "p.Ala110fsTer20" in {n.name for n in by_c["NM_000875.5:c.420del"].names}
    assert by_c["NM_000875.5:c.420del"].hgvs_p == "NP_000866.1:p.(Ile141SerfsTer19)"
    assert {fault.code for fault in record.faults} >= {
        "pair_mixes_numbering",
        "pair_counts_from_changed_codon",
    }
    assert (record.count.probands, record.count.families, record.count.as_listed) == (6, 3, 10)
    assert [one.kind for one in record.double_counts] == ["same_family_two_names"] * 2
    assert {one.count.probands for one in record.spectrum} == {2}


def test_the_igf1_summary_counts_one_man_once(tmp_path: Path, resolver: Resolver) -> None:
    record = curated(tmp_path, resolver, IGF1)
    missense = next(one for one in record.spectrum if one.hgvs_c == "NM_000618.5:c.274G>A")
    assert {name.name: name.reason for name in missense.names} == {
        "c.274G>A (p.Val92Met)": "dna_description", "V44M": "only_cause",
    }  # fmt: skip
    assert missense.count.probands == 1
    assert record.count.probands == 2
    assert [one.kind for one in record.double_counts] == ["same_proband_two_names"]
    # A name that cannot be placed stays in the spectrum under its own words.
    assert [one.names[0].name for one in record.spectrum if not one.set] == ["partial deletion"]


def test_the_json_form_follows_its_schema_and_holds_everything(tmp_path: Path, resolver: Resolver) -> None:
    records = [curated(tmp_path, resolver, IGF1R), curated(tmp_path, resolver, IGF1, "b.yaml")]
    value = json.loads(json.dumps(plain.to_json(records)))
    jsonschema.Draft202012Validator.check_schema(plain.schema())
    jsonschema.Draft202012Validator(plain.schema()).validate(value)
    given = value["records"][0]["given"]
    assert given["cases"][4]["other"] == {"seen by": "two clinics"}
    assert given["disease"]["id"] == "MONDO:0010038"
    assert given["inheritance"] == {"id": "HP:0000006", "name": "autosomal dominant"}


def test_a_schema_violation_is_found(tmp_path: Path, resolver: Resolver) -> None:
    value = plain.to_json([curated(tmp_path, resolver, IGF1R)])
    value["records"][0]["count"]["probands"] = -1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(plain.schema()).validate(value)


def every_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize("form", ["csv", "clinvar", "va-spec", "phenopackets"])
def test_what_a_form_has_no_place_for_is_listed(tmp_path: Path, resolver: Resolver, form: str) -> None:
    text = IGF1R.replace("zygosity: heterozygous", "zygosity: heterozygous, proband: II-1")
    record = curated(tmp_path, resolver, text)
    if form == "csv":
        value, unheld = plain.to_rows([record])
    elif form == "clinvar":
        value, unheld = clinvar.to_clinvar([record])
    elif form == "va-spec":
        value, unheld = ga4gh.to_va_spec([record])
    else:
        value, unheld = ga4gh.to_phenopackets([record], "2024-01-02T03:04:05Z")
    everything = every_text(value) + every_text(unheld)
    facts = (
        "R481Q|two clinics|with stature|second|Strong|a summary|less receptor|17264177|MONDO:0010038|third"
    )
    for fact in [*facts.split("|"), "p.Ala110fsTer20", "heterozygous", "II-1"]:
        assert fact in everything, fact


def test_clinvar_form(tmp_path: Path, resolver: Resolver) -> None:
    value, _ = clinvar.to_clinvar([curated(tmp_path, resolver, IGF1R)])
    first = next(
        one for one in value["germlineSubmission"]
        if one["variantSet"]["variant"][0]["hgvs"] == "NM_000875.5:c.1532G>A"
    )  # fmt: skip
    assert first["conditionSet"]["condition"] == [{"db": "MONDO", "id": "MONDO:0010038"}]
    assert first["germlineClassification"]["germlineClassificationDescription"] == "not provided"
    assert first["germlineClassification"]["modeOfInheritance"] == "Autosomal dominant inheritance"
    assert first["germlineClassification"]["citation"] == [{"db": "PubMed", "id": "17264177"}]
    assert first["observedIn"][0]["numberOfIndividuals"] == 2


def test_va_spec_makes_statements_of_classified_variants_only(tmp_path: Path, resolver: Resolver) -> None:
    text = IGF1R.replace(
        "  - c.1532G>A (p.Arg511Gln)", "  - {name: c.1532G>A, classification: Likely pathogenic}"
    )
    value, unheld = ga4gh.to_va_spec([curated(tmp_path, resolver, text)])
    (statement,) = value["statements"]
    assert statement["proposition"]["type"] == "VariantPathogenicityProposition"
    assert (statement["direction"], statement["strength"]["name"]) == ("supports", "likely")
    assert any("no classification" in one.value for one in unheld)


def test_one_phenopacket_a_person(tmp_path: Path, resolver: Resolver) -> None:
    packets, unheld = ga4gh.to_phenopackets([curated(tmp_path, resolver, IGF1)], "2024-01-02T03:04:05Z")
    assert [packet["subject"]["id"] for packet in packets] == ["10549306-boy", "15769976-man"]
    # IGF1 has no disease id here: the name is listed instead.
    assert ("disease", "IGF-I deficiency") in {(one.path, one.value) for one in unheld}


CSV = """gene,disease_id,disease,moi,classification,variant,pmid,proband,family,segregation,centre
IGF1R,MONDO:0010038,resistance,AD,Strong,R481Q,17264177,II-1,B,yes,Rome
IGF1R,MONDO:0010038,resistance,AD,Strong,c.1532G>A,17264177,II-1,B,,Oslo
IGF1,OMIM:608747,deficiency,AR,Moderate,V44M,15769976,1,A,,
"""


def test_a_table_with_one_case_a_row(tmp_path: Path, resolver: Resolver) -> None:
    (tmp_path / "cases.csv").write_text(CSV)
    records, faults = read_records(tmp_path / "cases.csv")
    assert [record.gene for record in records] == ["IGF1R", "IGF1"]
    assert not faults
    record = curate(records[0], resolver)
    assert len(record.spectrum) == 1
    assert record.count.probands == 1
    assert records[0].inheritance.id == "HP:0000006"
    assert [case.other for case in records[0].cases] == [{"centre": "Rome"}, {"centre": "Oslo"}]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("disease: x\nvariants: [c.1A>G]", "missing_gene"),
        ("gene: A\ndisease: x", "empty_record"),
        ("gene: A\ndisease: x\ncases: [{pmid: 1}]", "case_without_variant"),
        ("gene: A\ndisease: x\ncases: [{variant: v}]", "case_without_paper"),
        ("gene: A\ndisease: x\ninheritance: HP:12\nvariants: [v]", "bad_identifier"),
        ("gene: A\ndisease: x\nhgnc_id: '5465'\nvariants: [v]", "bad_identifier"),
        ("gene: A\ndisease: x\nclassification: Great\nvariants: [v]", "unknown_classification"),
        ("gene: A\ndisease: x\nvariants: [{pmid: 1}]", "missing_variant"),
        ("gene: A\ndisease: x\nvariants: [{name: v, pmid: 123456789}]", "bad_pmid"),
        ("gene: A\ndisease: x\ncases: [{variant: v, pmid: 1, probands: -2}]", "bad_number"),
        ("gene: A\nvariants: [v]", "missing_disease"),
        ("gene: A\ndisease: x\nvariants: [{id: a, name: v}, {id: a, name: w}]", "double_id"),
        ("- just text", "not_a_record"),
        ("gene: A\ndisease: x\nvariants: [v]\n---\ngene: A\ndisease: x\nvariants: [v]", "double_record"),
    ],
)
def test_what_is_wrong_with_a_record_is_said_with_its_place(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "r.yaml").write_text(text)
    _, faults = read_records(tmp_path / "r.yaml")
    assert code in {fault.code for fault in faults}


def test_yaml_scalars_stay_as_typed(tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text("gene: NO\ndisease: x\ndate: 2024-01-02\nvariants: [0123]\nnotes: 1e3")
    ((record,), _) = read_records(tmp_path / "r.yaml")
    assert (record.gene, record.date, record.variants[0].names, record.notes) == (
        "NO",
        "2024-01-02",
        ("0123",),
        "1e3",
    )


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("r.yaml", "a: &a [1]\nb: *a", "not_yaml"),
        ("r.yaml", "gene: [", "not_yaml"),
        ("r.yaml", "", "no_records"),
        ("r.json", "{", "not_json"),
        ("r.jsonl", '{"gene": "A"}\n{', "not_json"),
        ("r.csv", "a,b\n1,2\n", "no_variant_column"),
        ("r.yaml", "[" * 5000, "not_yaml"),
    ],
)
def test_files_that_are_no_records(tmp_path: Path, name: str, text: str, code: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(InputError) as error:
        read_records(tmp_path / name)
    assert error.value.code == code


def case(paper: str, family: str = "", labels: tuple[str, ...] = (), count: int | None = None) -> CaseEntry:
    return CaseEntry(papers=(paper,) if paper else (), family=family, probands=labels, count=count)


@pytest.mark.parametrize(
    ("cases", "names", "probands", "at_least", "kinds"),
    [
        ([case("1", "A", ("x",)), case("1", "A", ("x",))], "ab", 1, 1, ["same_proband_two_names"]),
        ([case("1", "A", ("x",)), case("1", "A", ("x",))], "aa", 1, 1, ["repeated_case"]),
        ([case("1", "A", ("x",)), case("1", "B", ("x",))], "ab", 2, 2, []),
        ([case("1", "", ("x",)), case("1", "B", ("x",))], "ab", 1, 1, ["same_proband_two_names"]),
        ([case("1", "A", count=2), case("1", "A", count=3)], "ab", 3, 3, ["same_family_two_names"]),
        ([case("1", count=2), case("1", count=2)], "ab", 2, 2, ["same_people_two_names"]),
        ([case("1", count=2), case("1", count=2)], "aa", 4, 4, []),
        ([case("1", "K7", ("x",)), case("2", "K7", ("x",))], "ab", 2, 1, ["family_in_two_papers"]),
        ([case("1", "", ("K0412",)), case("2", "", ("K0412",))], "ab", 2, 2, ["proband_in_two_papers"]),
        ([case("1", "", ("P1",)), case("2", "", ("P1",))], "ab", 2, 2, []),
        ([case("1"), case("2")], "ab", 2, 2, []),
    ],
)
def test_people_are_counted_once(
    cases: list[CaseEntry], names: str, probands: int, at_least: int, kinds: list[str]
) -> None:
    counts, doubles = count_people(cases, [[("S", name)] for name in names])
    assert (counts.total.probands, counts.total.at_least) == (probands, at_least)
    assert [double.kind for double in doubles] == kinds


def test_a_compound_heterozygote_is_one_person() -> None:
    cases = [case("1", "A", ("x",)), case("1", "A", ("x",))]
    counts, doubles = count_people(cases, [[("S", "a")], [("T", "b")]])
    assert counts.total.probands == 1
    assert [double.kind for double in doubles] == ["proband_two_variants"]
    counts, doubles = count_people([case("1")], [[("S", "a"), ("T", "b")]])
    assert (counts.total.probands, doubles) == (1, [])


def test_labels_that_many_papers_use() -> None:
    assert is_generic("Family 3")
    assert is_generic("III:2")
    assert not is_generic("UKB-4471")


def test_the_command(tmp_path: Path, varsyn_run: Run) -> None:
    (tmp_path / "igf1r.yaml").write_text(IGF1R)
    done = varsyn_run("curate", str(tmp_path / "igf1r.yaml"))
    assert done.returncode == 0, done.stderr
    assert "people: 6 from 3 families (10 as listed); variants: 3" in done.stdout
    out = tmp_path / "c.json"
    done = varsyn_run("curate", str(tmp_path / "igf1r.yaml"), "--format", "clinvar", "-o", str(out))
    assert len(json.loads(out.read_text())["germlineSubmission"]) == 3
    assert "less receptor" in (tmp_path / "c.left-out.csv").read_text()
    schema = varsyn_run("curate", "--schema")
    assert json.loads(schema.stdout) == plain.schema()
    (tmp_path / "bad.yaml").write_text("disease: x\nvariants: [v]")
    done = varsyn_run("curate", str(tmp_path / "bad.yaml"), "--check")
    assert done.returncode == 2
    assert "missing_gene" in done.stderr
