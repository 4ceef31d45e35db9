"""Families of wordings: each is made from a few parts, so that a rule is tested and not a string."""

from __future__ import annotations

import csv
import gzip
import itertools
import json
import re
from pathlib import Path

import pytest

from conftest import REPOSITORY
from varsyn.model import Reading, VarsynError
from varsyn.notation import read


def first(text: str) -> str:
    """The first reading as text, or the code of the refusal."""
    try:
        return str(read(text)[0])
    except VarsynError as error:
        return f"!{error.code}"


def whole(reading: Reading) -> list[str]:
    """The parts of a list as text."""
    return [str(part) for part in reading.parts]


NEW = {"S": "Ser", "N": "Asn", "C": "Cys", "D": "Asp", "K": "Lys", "*": "Ter"}


@pytest.mark.parametrize("new", [*itertools.permutations("SNC", 2), *itertools.permutations("NDKC", 3)])
@pytest.mark.parametrize("gene", ["", "ESR1 "])
def test_new_residues_with_slashes_are_variants_of_a_list(gene: str, new: tuple[str, ...]) -> None:
    for text in (f"Y537{'/'.join(new)}", f"Tyr537{'/'.join(NEW[one] for one in new)}"):
        found = read(gene + text)[0]
        assert (found.edit, found.phase, found.gene) == ("allele", "unknown", gene.strip() or None)
        assert whole(found) == [f"p.(Tyr537{NEW[one]})" for one in new]
        assert read(str(found))[0].parts == found.parts


@pytest.mark.parametrize("text", ["p.Gly12Asp/Val", "p.G12D/V", "p.(Gly12Asp/Val)"])
def test_new_residues_with_slashes_after_a_prefix(text: str) -> None:
    found = read(text)[0]
    assert found.phase == "unknown"
    assert [(part.start, part.alt) for part in found.parts] == [("12", "Asp"), ("12", "Val")]


@pytest.mark.parametrize("text", ["p.Trp24=/Cys", "c.85=/T>C", "p.(Arg12=/Gln)"])
def test_a_mosaic_names_what_is_unchanged(text: str) -> None:
    assert read(text)[0].phase == "mosaic"


@pytest.mark.parametrize("wild", ["N", "wt", "+", "normal"])
def test_n_is_a_normal_allele_where_it_cannot_be_asparagine(wild: str) -> None:
    found = read(f"F508del/{wild}")[0]
    assert [part.edit for part in found.parts] == ["del", "identity"]


@pytest.mark.parametrize("mark", ["/", "; ", ", ", " and ", " + "])
@pytest.mark.parametrize("count", [2, 3, 4])
def test_lists_keep_every_part(mark: str, count: int) -> None:
    names = ["R481Q", "R59X", "K115N", "V599E"][:count]
    found = read("IGF1R " + mark.join(names))[0]
    assert [part.start for part in found.parts] == ["481", "59", "115", "599"][:count]
    assert found.gene == "IGF1R"


@pytest.mark.parametrize("join", [" {}", " ({})", ", {}"])
def test_identifiers_beside_the_items_of_a_list_are_kept(join: str) -> None:
    pairs = [("185delAG", "rs80357906"), ("5382insC", "rs80357914")]
    text = "; ".join(name + join.format(number) for name, number in pairs)
    found = read(f"BRCA1 {text}")[0]
    assert [other.id for part in found.parts for other in (part, *part.also) if other.id] == [
        number for _, number in pairs
    ]
    assert [part.edit for part in found.parts if part.edit != "none"] == ["del", "ins"]


@pytest.mark.parametrize("mark", ["/", " and ", ", "])
def test_identifiers_alone_are_a_list(mark: str) -> None:
    found = read(mark.join(("rs429358", "rs7412")))[0]
    assert [part.id for part in found.parts] == ["rs429358", "rs7412"]


@pytest.mark.parametrize("mark", ["; ", ", ", " and "])
def test_changes_of_several_genes_keep_their_genes(mark: str) -> None:
    found = read(f"KRAS G12D{mark}TP53 R175H")[0]
    assert [part.gene for part in found.parts] == ["KRAS", "TP53"]
    assert read(str(found))[0].parts == found.parts


@pytest.mark.parametrize("text", ["CFTR p.[Phe508del];[Gly551Asp]", "CFTR p.[(Phe508del)];[(Gly551Asp)]"])
def test_a_gene_before_alleles_in_trans_leaves_them_in_trans(text: str) -> None:
    found = read(text)[0]
    assert (found.phase, found.gene, len(found.parts)) == ("trans", "CFTR", 2)


@pytest.mark.parametrize(
    ("words", "phase"), [("in cis", "cis"), ("in trans", "trans"), ("(cis)", "cis"), ("(in trans)", "trans")]
)
@pytest.mark.parametrize("mark", ["/", " and ", ";", " + "])
def test_a_phase_in_words(words: str, phase: str, mark: str) -> None:
    assert read(f"EGFR T790M{mark}C797S {words}")[0].phase == phase


@pytest.mark.parametrize(
    "text", ["(TG)12T5", "(TG)12-5T", "TG12-T5", "TG12T5", "TG12-5T", "(TG)12(T)5", "TG12 T5"]
)
@pytest.mark.parametrize("place", ["", "IVS8 ", "IVS8-", "intron 8 "])
@pytest.mark.parametrize("gene", ["", "CFTR "])
def test_the_tract_of_tg_and_t(gene: str, place: str, text: str) -> None:
    expected = "IVS8TG[12]T[5]" if place else "TG[12]T[5]"
    assert first(gene + place + text) == gene + expected


@pytest.mark.parametrize("text", ["T5TG12", "T5-TG12", "T5 (TG)12", "5T-TG12", "5T-12TG"])
def test_the_tract_of_tg_stands_before_that_of_t(text: str) -> None:
    assert first(text) == "TG[12]T[5]"


@pytest.mark.parametrize("count", [5, 7, 9])
@pytest.mark.parametrize("mark", [";", "/", "-", " (", ", "])
def test_a_tract_beside_a_change_is_no_half_of_it(mark: str, count: int) -> None:
    found = read(f"CFTR R117H{mark}{count}T{')' if '(' in mark else ''}")[0]
    assert [(part.edit, part.copies) for part in found.parts] == [("sub", ""), ("repeat", str(count))]
    assert found.protein is None


SIGNS = ("-", ">", "/", " to ", "→")


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("codon", ["codon 39", "Codon 39", "CD 39", "CD39", "codon 39,"])
def test_a_codon_with_its_bases(codon: str, sign: str) -> None:
    assert first(f"HBB {codon} C{sign}T") == "HBB (115_117)C>T"
    assert first(f"HBB {codon} (C{sign}T)") == "HBB (115_117)C>T"
    assert first(f"HBB {codon} CAG{sign}TAG") == "HBB 115C>T p.(Gln39Ter)"


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize(
    "form",
    [
        "codon 26 GAG{0}AAG (Glu{0}Lys)", "26 GAG{0}AAG Glu{0}Lys", "codon 26 (Glu{0}Lys; GAG{0}AAG)",
        "GAG{0}AAG Glu26Lys", "codon 26 gGAG{0}AAG, Glu{0}Lys",
    ],
)  # fmt: skip
def test_codons_as_hgmd_prints_them(form: str, sign: str) -> None:
    found = read(f"HBB {form.format(sign)}")[0]
    assert (str(found), found.gene) == ("HBB p.(Glu26Lys)", "HBB")
    assert any(item.code == "base_change_unplaced" and item.after == "GAG>AAG" for item in found.repairs)


@pytest.mark.parametrize("stop", ["Term", "TERM", "stop", "*", "Ter"])
def test_a_stop_as_hgmd_prints_it(stop: str) -> None:
    assert first(f"BRCA1 1443 CGA-TGA Arg-{stop}") == "BRCA1 p.(Arg1443Ter)"


@pytest.mark.parametrize("word", ["codon 8/9", "FSC 8/9", "Codon 8/9", "CD 8/9"])
@pytest.mark.parametrize("change", ["+G", "(+G)"])
def test_a_frameshift_by_its_codons(word: str, change: str) -> None:
    assert first(f"HBB {word} {change}") == "HBB (22_27)insG"


@pytest.mark.parametrize("event", ["deletion", "del", "in-frame deletion", "deletion:"])
@pytest.mark.parametrize("exon", ["exon 11", "Exon 11", "ex 11", "ex11"])
@pytest.mark.parametrize("edit", ["", "del"])
def test_an_exon_event_with_its_residues(exon: str, event: str, edit: str) -> None:
    assert first(f"KIT {exon} {event} W557_K558{edit}") == "KIT p.(Trp557_Lys558del)"


@pytest.mark.parametrize("exon", ["exon 20 insertion", "ex20ins", "exon 20 ins", "exon 20"])
@pytest.mark.parametrize("gene", ["", "EGFR "])
def test_an_insertion_with_its_exon(gene: str, exon: str) -> None:
    assert first(f"{gene}{exon} D770_N771insG") == f"{gene}p.(Asp770_Asn771insGly)"


@pytest.mark.parametrize("change", ["D816V", "p.D816V", "A502_Y503dup", "c.2447A>T", "K558fs"])
@pytest.mark.parametrize("gene", ["KIT", "JAK2", "BRAF"])
@pytest.mark.parametrize("exon", ["exon 17", "exon 17:", "(exon 17)", "Exon 17 mutation"])
def test_an_exon_beside_a_change_is_no_gene(gene: str, exon: str, change: str) -> None:
    assert read(f"{gene} {exon} {change}")[0].gene == gene


@pytest.mark.parametrize("text", ["exon 17 deletion", "exon 17 skipping", "ex17del", "deletion of exon 17"])
def test_an_exon_event_alone_stays_one(text: str) -> None:
    assert read(f"KIT {text}")[0].start == "EX17"


@pytest.mark.parametrize("chain", ["β", "beta", "beta ", "Beta "])
@pytest.mark.parametrize("place", ["", "(A3)", " (A3)"])
@pytest.mark.parametrize("change", ["Glu→Val", " Glu->Val", " Glu to Val", "Glu-Val"])
def test_haemoglobins_by_chain_and_place(chain: str, place: str, change: str) -> None:
    found = read(f"HBB {chain}6{place}{change}")[0]
    assert (str(found), found.chain) == ("HBB p.(Glu6Val)", "β")


@pytest.mark.parametrize("chain", ["α", "γ", "δ", "ε"])
def test_other_chains(chain: str) -> None:
    assert read(f"{chain}16 Gly→Arg")[0].chain == chain


@pytest.mark.parametrize("size", ["21kb", "21 kb", " 21kb", "21.1 kb", "(21kb)", "31300bp"])
def test_a_size_beside_a_range(size: str) -> None:
    assert first(f"CFTR c.54-5940_273+10250del{size}") == "CFTR c.54-5940_273+10250del"


@pytest.mark.parametrize("dash", ["-", "_", "*", ":", " ", ", "])
@pytest.mark.parametrize(
    ("change", "reading"),
    [("185delAG", "185_186del"), ("1100delC", "1100del"), ("5382insC", "5382_5383insC")],
)
def test_a_gene_joined_to_a_numbered_change(dash: str, change: str, reading: str) -> None:
    found = read(f"BRCA1{dash}{change}")[0]
    assert (found.gene, found.hgvs.rpartition(":")[2]) == ("BRCA1", reading)


@pytest.mark.parametrize("text", ["MTHFR-677C>T", "MTHFR C-677T", "TNF-308G>A"])
def test_a_dash_before_a_number_may_be_a_minus(text: str) -> None:
    places = {one.start for one in read(text)}
    number = re.findall(r"\d{3}", text)[0]
    assert {number, f"-{number}"} <= places


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("EGFR del19", ["EX19del", "19del"]),
        ("EGFR 19del", ["19del", "EX19del"]),
        ("DMD del45-50", ["EX45_EX50del", "45_50del", "45-50del", "p.(45_50del)"]),
        ("KIT del557-558", ["557_558del", "557-558del", "p.(557_558del)", "EX557_EX558del"]),
        ("KIT 557-558del", ["557_558del", "557-558del", "p.(557_558del)"]),
        ("KIT Δ557-558", ["p.(557_558del)"]),
    ],
)
def test_numbers_that_may_count_bases_residues_or_exons(text: str, readings: list[str]) -> None:
    assert [one.hgvs for one in read(text)] == readings


@pytest.mark.parametrize("letters", ["D", "DQ", "EW"])
def test_residues_inserted_at_a_number(letters: str) -> None:
    found = read(f"SCN5A 1795ins{letters}")[0]
    assert (found.coordinate, found.start, found.end, found.lossy) == ("p", "1795", "1796", True)


@pytest.mark.parametrize("letters", ["A", "GA", "T"])
def test_bases_inserted_at_a_number_are_bases(letters: str) -> None:
    assert read(f"SCN5A 1795ins{letters}")[0].coordinate is None


@pytest.mark.parametrize("base", ["T", "thymine"])
@pytest.mark.parametrize(
    "at", ["at position", "at nucleotide", "at nt", "allele at position", "at cDNA position"]
)
@pytest.mark.parametrize("form", ["{0}", "MTHFR {0}", "{0} of MTHFR", "{0} in the MTHFR gene"])
def test_one_base_at_a_place(form: str, at: str, base: str) -> None:
    found = read(form.format(f"{base} {at} 677"))
    assert [one.hgvs for one in found][:2] == ["677?>T", "677T>?"]
    assert all(one.lossy for one in found)
    assert (found[0].gene or "MTHFR").removesuffix(" gene") == "MTHFR"


@pytest.mark.parametrize("residue", ["methionine", "Met", "M"])
@pytest.mark.parametrize("at", ["at codon", "at residue", "at amino acid position", "allele at codon"])
def test_one_residue_at_a_place(residue: str, at: str) -> None:
    found = read(f"PRNP {residue} {at} 129")
    assert [one.hgvs for one in found] == ["p.(129Met)"]


@pytest.mark.parametrize("base", [("C", "T"), ("cytosine", "thymine")])
@pytest.mark.parametrize(
    "form",
    [
        "{0} to {1} at nucleotide 677",
        "{0}-to-{1} substitution at position 677", "{0} at position 677 to {1}",
        "{0} at nucleotide 677 changed to {1}", "{0} at position 677 replaced by {1}", "{0} 677 to {1}",
        "substitution of {1} for {0} at position 677", "nucleotide 677 {0} to {1}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("around", ["{}", "MTHFR {}", "{} in MTHFR", "{} of the MTHFR gene"])
def test_a_substitution_in_words(around: str, form: str, base: tuple[str, str]) -> None:
    found = read(around.format(form.format(*base)))[0]
    assert found.hgvs == "677C>T"
    assert (found.gene or "MTHFR").removesuffix(" gene") == "MTHFR"


@pytest.mark.parametrize(
    ("fields", "reading"),
    [
        ("c|SUB|C|677|T", "c.677C>T"),
        ("g|SUB|C|677|T", "g.677C>T"),
        ("m|SUB|A|3243|G", "m.3243A>G"),
        ("c|SUB|G|IVS2+1|A", "c.IVS2+1G>A"),
        ("p|SUB|V|600|E", "p.(Val600Glu)"),
        ("p|SUB|R|213|X", "p.(Arg213Ter)"),
        ("|SUB|R|172|H", "p.(Arg172His)"),
        ("c|DEL|68_69|AG", "c.68_69del"),
        ("c|INS|68_69|AG", "c.68_69insAG"),
        ("c|DUP|1521|CTT|", "c.1521_1523dup"),
        ("c|INDEL|2237_2255|T", "c.2237_2255delinsT"),
        ("p|DEL|508|F", "p.(Phe508del)"),
        ("p|FS|E|23|V|17", "p.(Glu23ValfsTer17)"),
    ],
)
def test_fields_of_text_miners(fields: str, reading: str) -> None:
    assert first(fields) == reading
    assert first(f"GENE1 {fields}") == f"GENE1 {reading}"


@pytest.mark.parametrize("fields", ["c|SUB|C|x|T", "p|SUB|Q|R", "c|INS|5266|", "c|SUB||677|T", "x|SUB|C|1|T"])
def test_fields_that_name_no_change(fields: str) -> None:
    assert first(fields).startswith("!")


@pytest.mark.parametrize(
    "text",
    [
        "7-140453136-A-T", "7:140453136A/T", "7:140453136 A>T", "chr7:140453136-140453136 A>T",
        "chr7 140453136 . A T", "chr7\t140453136\trs113488022\tA\tT", "7\t140453136\t.\tA\tT\t50\tPASS\tDP=9",
        "g.chr7:140453136A>T", "chr7:g.140453136A>T",
    ],
)  # fmt: skip
def test_rows_and_fields_of_vcf(text: str) -> None:
    assert first(text) == "chr7:g.140453136A>T"


def test_a_row_with_a_build_joined_to_it() -> None:
    found = read("13_32340300_GT_G_GRCh38")[0]
    assert (str(found), found.assembly) == ("chr13:g.32340301del (GRCh38)", "GRCh38")


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("c.665C>T (C677T)", "c.665C>T (677C>T)"),
        ("c.665C>T (C677T, A222V)", "c.665C>T p.(Ala222Val) (677C>T)"),
        ("C677T (A222V; rs1801133)", "677C>T p.(Ala222Val) (rs1801133)"),
        ("c.1799T>A (T599A)", "c.1799T>A p.(Thr599Ala)"),
        ("rs1801133 (MTHFR C677T)", "MTHFR 677C>T (rs1801133)"),
        ("COSM476 BRAF V600E", "BRAF p.(Val600Glu) (COSM476)"),
    ],
)
def test_names_in_brackets(text: str, reading: str) -> None:
    assert first(text) == reading


@pytest.mark.parametrize(
    "gene", ["INS", "TYR", "protein C", "alpha-galactosidase A", "phenylalanine hydroxylase"]
)
@pytest.mark.parametrize("change", ["C96Y", "p.Cys96Tyr", "R481X"])
def test_genes_with_a_word_of_notation_in_their_name(gene: str, change: str) -> None:
    assert read(f"{gene} {change}")[0].gene == gene


@pytest.mark.parametrize("gene", ["AR", "F5", "F9", "C3", "F7", "VWF", "HBB"])
@pytest.mark.parametrize(
    "change", ["R506Q", "Arg506Gln", "p.R506Q", "c.1691G>A", "1691G>A", "T877A", "506del"]
)
def test_short_symbols(gene: str, change: str) -> None:
    alone, together = read(change), read(f"{gene} {change}")
    assert [one.hgvs for one in alone] == [one.hgvs for one in together]
    assert {one.gene for one in together} == {gene}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("MET X1010_splice", "splice_event"), ("TP53 X126_splice", "splice_event"),
        ("c.156_157insAlu", "inserted_element"), ("BRCA2 exon 3 insLINE", "inserted_element"),
        ("46,XY,t(9;22)(q34;q11)", "cytogenetic"),
        ("arr[GRCh37] 22q11.2(18916842_21465659)x1", "cytogenetic"),
        ("del(5q)", "cytogenetic"), ("7q-", "cytogenetic"), ("FLT3-ITD", "whole_arm"),
        ("ERBB2 amplification", "whole_arm"), ("SERPINE1 4G/5G", "indel_polymorphism"),
        ("25-bp deletion in exon 33 of MYBPC3", "transcript_event"), ("CYP2D6*4", "star_allele"),
        ("HLA-B*57:01", "star_allele"), ("UGT1A1*28", "star_allele"),
    ],
)  # fmt: skip
def test_what_names_no_sequence_change_says_so(text: str, code: str) -> None:
    assert first(text) == f"!{code}"


ONE_CHANGE = re.compile(r"[A-Z]\d{1,3}[A-Z]\Z|SP140L\Z")
"""Symbols that are letter for letter a change of a residue (``A2M``, ``S100P``), or of two."""


def read_as_variants(names: set[str]) -> list[str]:
    """The names that read as a variant."""
    found = []
    for name in sorted(names):
        try:
            read(name)
        except VarsynError:
            continue
        if not ONE_CHANGE.match(name):
            found.append(name)
    return found


def test_no_symbol_of_the_bundle_is_a_variant() -> None:
    with (REPOSITORY / "fixtures" / "reference" / "genes.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    names = {row["symbol"] for row in rows} | {
        name for row in rows for name in row["previous_symbols"].split("|") if name
    }
    assert len(names) > 600
    assert read_as_variants(names) == []


def test_no_official_symbol_is_a_variant(shared: Path) -> None:
    with gzip.open(shared / "scale" / "genes.jsonl.gz", "rt", encoding="utf-8") as lines:
        names = {json.loads(line)["symbol"] for line in lines}
    assert len(names) > 40_000
    assert read_as_variants(names) == []


@pytest.mark.parametrize(
    "gene", ["HNF1A", "SCN5A", "CACNA1A", "UGT1A1", "ACTA1", "GATA3", "CA2", "ATP7B", "KIF1A"]
)
@pytest.mark.parametrize("change", ["R131Q", "c.392G>A", "Pro291fsinsC", "1505-1507delKPQ", "(TA)7"])
def test_a_symbol_before_a_change_is_its_gene(gene: str, change: str) -> None:
    assert {one.gene for one in read(f"{gene} {change}")} == {gene}


@pytest.mark.parametrize("name", ["NM_007294.4", "NM_007294", "ENST00000357654.9"])
@pytest.mark.parametrize("form", ["BRCA1 c.181T>G ({})", "BRCA1 ({}) c.181T>G", "BRCA1, c.181T>G, {}"])
def test_an_accession_beside_its_change(form: str, name: str) -> None:
    found = read(form.format(name))[0]
    assert (found.accession, found.gene, found.hgvs) == (name, "BRCA1", f"{name}:c.181T>G")


@pytest.mark.parametrize("share", [" (35%)", " VAF 35%", " (VAF 35.2%)", ", 35% VAF", " (MAF: 0.1 %)"])
@pytest.mark.parametrize("change", ["KRAS G12D", "KRAS c.35G>A", "KRAS c.35G>A, p.G12D"])
def test_a_share_of_reads_is_no_part_of_the_change(change: str, share: str) -> None:
    assert first(change + share) == first(change)


@pytest.mark.parametrize("text", ["p.R175H/R248Q", "p.Arg175His/Arg248Gln"])
def test_two_changes_behind_one_prefix(text: str) -> None:
    found = read(text)[0]
    assert (found.phase, [part.start for part in found.parts]) == ("trans", ["175", "248"])


def test_several_residue_changes_are_no_half_of_a_dna_change() -> None:
    assert first("EGFR exon 19 deletion (p.E746_A750del) and T790M").startswith("!")
