"""Every spelling of a variant, each leading back to it; warnings where it leads elsewhere too."""

from __future__ import annotations

import json
import random
import subprocess
import sys

import pytest

import varsyn
from varsyn.allele import allele_from_reading, allele_key, describe
from varsyn.model import InputError, Mention, Reading, VarsynError
from varsyn.notation import read
from varsyn.reference import open_reference
from varsyn.reference.protocol import Reference
from varsyn.resolution import Resolver
from varsyn.synonyms import spellings, synonyms_of
from varsyn.synonyms.forms import placements, with_bases


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver(open_reference())


@pytest.fixture(scope="module")
def reference(resolver: Resolver) -> Reference:
    return resolver.reference


@pytest.mark.parametrize(
    ("text", "gene", "expected"),
    [
        ("c.1532G>A", "IGF1R", {
            "NM_000875.5:c.1532G>A", "NM_000875.5(IGF1R):c.1532G>A", "IGF1R:c.1532G>A", "c.1532G>A",
            "1532G>A", "r.(1532g>a)", "NP_000866.1:p.(Arg511Gln)", "p.Arg511Gln", "p.R511Q", "R511Q", "R481Q",
            "p.Arg481Gln",
            "NC_000015.9:g.99454613G>A", "NC_000015.10:g.98911384G>A", "NM_000875.5:2574:G:A"}),
        ("c.265C>T", "IGF1R", {"R89X", "R89*", "p.Arg89Ter", "p.Arg89*", "R59X", "R59*", "p.Arg59Ter"}),
        ("c.148G>A", "TTR", {"V30M", "Val30Met", "V50M", "p.(Val50Met)", "FAP Met30"}),
        ("c.1521_1523del", "CFTR", {"ΔF508", "F508del", "p.Phe508del", "c.1521_1523delCTT", "1653delCTT"}),
        ("c.68_69del", "BRCA1", {"185delAG", "187delAG", "186delGA", "c.68_69delAG"}),
        ("c.5266dup", "BRCA1", {"5382insC", "5385insC", "5385dupC", "5266insC", "Q1756fs"}),
        ("c.722_743del", "CFTR", {"c.723_743+1del", "854_875del", "G241fs"}),
        ("E746_A750del", "EGFR", {"ΔE746-A750", "delE746-A750", "E746-A750del", "p.Glu746_Ala750del"}),
        ("R59X", "IGF1R", {"Arg89Stop", "Arg59Stop", "R89*"}),
        ("c.489+1G>T", "CFTR", {"621+1G>T", "621+1G->T", "c.489+1G>T"}),
    ],
)  # fmt: skip
def test_spellings_that_papers_use_are_there(
    resolver: Resolver, text: str, gene: str, expected: set[str]
) -> None:
    report = synonyms_of(resolver.resolve(Mention(text, gene=gene)), resolver)
    assert expected <= set(report.texts), expected - set(report.texts)
    assert len(set(report.texts)) == len(report.texts)


@pytest.mark.parametrize(
    ("text", "gene"),
    [
        ("c.1532G>A", "IGF1R"),
        ("c.265C>T", "IGF1R"),
        ("c.148G>A", "TTR"),
        ("c.420del", "IGF1R"),
        ("c.35G>A", "KRAS"),
        ("c.5266dup", "BRCA1"),
        ("c.68_69del", "BRCA1"),
        ("c.1521_1523del", "CFTR"),
        ("c.2235_2249del", "EGFR"),
        ("c.489+1G>T", "CFTR"),
    ],
)
def test_a_spelling_without_warning_leads_back_to_the_variant(
    resolver: Resolver, text: str, gene: str
) -> None:
    report = synonyms_of(resolver.resolve(Mention(text, gene=gene)), resolver)
    variant = report.variant
    for name in report:
        if name.collisions or name.kind in ("rna", "spdi") or name.scheme == "curated_name":
            continue
        answer = resolver.resolve(
            Mention(name.text, gene=gene, assembly=name.ruler if name.kind == "genomic" else None)
        )
        found = [answer.variant] if answer.variant is not None else [c.variant for c in answer.candidates]
        keys = {key for one in found for key in (one.key, one.protein_key)}
        short = name.text.endswith("fs")
        assert short or {variant.key, variant.protein_key} & keys, (name.text, answer.status, found)


@pytest.mark.parametrize(
    ("text", "gene", "spelled", "other"),
    [
        ("p.(Gln294Lys)", "SMPD1", "Q292K", "p.(Gln292Lys)"),
        ("p.(Phe84Leu)", "TTR", "F64L", "p.(Phe64Leu)"),
        ("NP_000148.2:p.(Arg209Cys)", "GBA1", "R170C", "p.(Arg170Cys)"),
        ("NP_000148.2:p.(Arg170Cys)", "GBA1", "R170C", "p.(Arg209Cys)"),
    ],
)
def test_a_spelling_that_names_another_real_variant_is_marked(
    resolver: Resolver, text: str, gene: str, spelled: str, other: str
) -> None:
    report = synonyms_of(resolver.resolve(Mention(text, gene=gene)), resolver)
    name = next(name for name in report if name.text == spelled)
    assert other in {collision.name for collision in name.collisions}
    assert other in name.warning


def test_a_full_description_is_never_marked(resolver: Resolver) -> None:
    for text, gene in (("NP_000148.2:p.(Arg170Cys)", "GBA1"), ("c.1532G>A", "IGF1R")):
        report = synonyms_of(resolver.resolve(Mention(text, gene=gene)), resolver)
        assert not [name.text for name in report if ":" in name.text and name.collisions]


@pytest.mark.parametrize("where", ["pubmed", "europepmc"])
def test_a_query_asks_for_gene_and_variant(resolver: Resolver, where: str) -> None:
    report = synonyms_of(resolver.resolve(Mention("c.1532G>A", gene="IGF1R")), resolver)
    query = report.query(where)  # type: ignore[arg-type]
    assert query.count("(") == query.count(")") == 2
    assert query.count('"') % 2 == 0
    genes, variants = query.split(" AND ")
    assert '"IGF1R"' in genes
    assert '"CD221"' in genes
    assert '"R481Q"' in variants
    assert '"Arg511Gln"' in variants
    assert '"c.1532G>A"' in variants
    assert ("[tiab]" in query) == (where == "pubmed")


def test_a_query_holds_no_wildcard_and_the_names_of_the_protein(resolver: Resolver) -> None:
    stop = synonyms_of(resolver.resolve(Mention("R59X", gene="IGF1R")), resolver).query("pubmed")
    assert "*" not in stop
    assert '"Arg59X"' in stop
    assert '"R89X"' in stop
    leiden = synonyms_of(resolver.resolve(Mention("factor V Leiden")), resolver).query("europepmc")
    assert '"factor V Leiden"' in leiden
    assert "factor V" in leiden.split(" AND ")[0]


def test_what_is_not_settled_is_refused_with_the_reason(resolver: Resolver) -> None:
    with pytest.raises(InputError) as caught:
        synonyms_of(resolver.resolve(Mention("nonsense", gene="IGF1R")), resolver)
    assert caught.value.code == "not_settled"


def test_the_package_is_also_the_function() -> None:
    import varsyn.synonyms

    for function in (varsyn.synonyms, sys.modules["varsyn.synonyms"]):
        assert "R481Q" in function("IGF1R:c.1532G>A").texts


@pytest.mark.parametrize(
    "lines",
    [
        "import varsyn; r = varsyn.synonyms('IGF1R:c.1532G>A'); from varsyn.synonyms import SynonymIndex",
        "from varsyn.synonyms import SynonymIndex; import varsyn; r = varsyn.synonyms('IGF1R:c.1532G>A')",
        "import varsyn.synonyms; r = varsyn.synonyms('IGF1R:c.1532G>A'); varsyn.synonyms.SynonymIndex",
        "import varsyn; varsyn.SynonymIndex; r = varsyn.synonyms('IGF1R:c.1532G>A')",
        "from varsyn.synonyms import spellings; import varsyn; r = varsyn.synonyms('IGF1R c.1532G>A')",
    ],
)
def test_function_and_package_in_any_order_of_import(lines: str) -> None:
    code = f"{lines}\nassert 'R481Q' in r.texts\nassert callable(varsyn.synonyms)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_package_alone_loads_no_database() -> None:
    code = "import varsyn.synonyms, sys; assert 'sqlalchemy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_command_line(varsyn_run, varsyn_json) -> None:  # type: ignore[no-untyped-def]
    answers = varsyn_json("synonyms", "IGF1R:c.1532G>A")
    assert {"text", "kind", "scheme", "ruler", "collisions", "warning", "variant"} <= set(answers[0])
    assert "R481Q" in {answer["text"] for answer in answers}
    table = varsyn_run("synonyms", "R481Q", "--gene", "IGF1R", "--format", "tsv").stdout.splitlines()
    assert table[0].split("\t") == ["text", "kind", "scheme", "ruler", "warning"]
    assert len(table) > 10
    assert "IGF1R" in varsyn_run("synonyms", "R481Q", "--gene", "IGF1R", "--query", "pubmed").stdout
    refused = varsyn_run("synonyms", "nonsense")
    assert refused.returncode == 2
    assert "not_settled" in refused.stderr
    assert json.dumps(answers)


def test_spellings_of_a_variant_object(reference: Reference, resolver: Resolver) -> None:
    variant = resolver.resolve(Mention("R481Q", gene="IGF1R")).variant
    assert variant is not None
    assert {"R481Q", "c.1532G>A"} <= set(spellings(variant, reference).texts)
    assert varsyn.synonyms("IGF1R:R481Q").variant == variant


@pytest.mark.parametrize(
    ("text", "gene", "spelled", "other"),
    [
        ("c.2356del", "BRCA1", "2475delC", "c.2475del"),
        ("c.3528del", "CFTR", "3659delC", "c.3659del"),
        ("c.2808_2811del", "BRCA2", "3036del4", "c.3036_3039del"),
        ("c.5266dup", "BRCA1", "5382insC", "c.5383dup"),
    ],
)
def test_an_old_deletion_name_that_is_also_an_hgvs_number_is_marked(
    resolver: Resolver, text: str, gene: str, spelled: str, other: str
) -> None:
    report = synonyms_of(resolver.resolve(Mention(text, gene=gene)), resolver)
    name = next(name for name in report if name.text == spelled)
    assert other in {collision.name for collision in name.collisions}


def test_an_intron_number_that_another_exon_count_gives_to_another_intron_is_marked(
    resolver: Resolver,
) -> None:
    report = synonyms_of(resolver.resolve(Mention("c.954+1G>A", gene="WDR72")), resolver)
    names = {name.text: {one.name for one in name.collisions} for name in report if "IVS" in name.text}
    assert "c.857+1G>A" in names["IVS8+1G>A"]


def test_a_short_frameshift_is_no_other_variant(resolver: Resolver) -> None:
    report = synonyms_of(resolver.resolve(Mention("c.420del", gene="IGF1R")), resolver)
    assert not next(name for name in report if name.text == "p.Ile141fs").collisions


@pytest.mark.parametrize("gene", ["CFTR", "BRCA1", "LDLR", "TP53", "HBB"])
def test_every_place_in_a_repeat_is_the_same_allele(reference: Reference, gene: str) -> None:
    anchor = reference.anchor(gene)
    assert anchor is not None
    assert anchor.cds_start is not None
    assert anchor.cds_end is not None
    rng = random.Random(gene)
    size = anchor.cds_end - anchor.cds_start
    moved = 0
    for _ in range(400):
        first = rng.randrange(2, size - 8)
        length = rng.randrange(1, 4)
        edit = rng.choice(("del", "dup", "ins"))
        last = first + (length - 1 if edit != "ins" else 1)
        bases = "".join(rng.choices("ACGT", k=length)) if edit == "ins" else ""
        try:
            allele = allele_from_reading(Reading("c", edit, str(first), str(last), alt=bases), anchor)
        except VarsynError:
            continue
        canonical = read(describe(allele, anchor).rpartition(":")[2])[0]
        if not canonical.start.isdigit() or allele.intronic:
            continue
        key = allele_key(allele, anchor)
        for other in placements(with_bases(canonical, anchor), anchor):
            moved += 1
            assert allele_key(allele_from_reading(other, anchor), anchor) == key, (str(canonical), str(other))
    assert moved > 100
