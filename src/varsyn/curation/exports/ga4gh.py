"""GA4GH forms: VA-Spec statements (version 1) and phenopackets (version 2)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from varsyn.curation.exports import Unheld
from varsyn.curation.exports.clinvar import CLASSES
from varsyn.curation.exports.plain import listed, unsaid, variant_text
from varsyn.curation.records import CaseEntry
from varsyn.curation.spectrum import CuratedRecord, SpectrumVariant

_DIRECTION = {
    "Pathogenic": ("supports", "definitive"),
    "Likely pathogenic": ("supports", "likely"),
    "Uncertain significance": ("neutral", None),
    "Likely benign": ("disputes", "likely"),
    "Benign": ("disputes", "definitive"),
}
"""A germline classification as direction and strength of a statement (VA-Spec 1.0, ACMG profile)."""
_ACMG = "ACMG Guidelines, 2015"
_ALLELIC_STATES = {
    "heterozygous": ("GENO:0000135", "heterozygous"),
    "het": ("GENO:0000135", "heterozygous"),
    "homozygous": ("GENO:0000136", "homozygous"),
    "hom": ("GENO:0000136", "homozygous"),
    "hemizygous": ("GENO:0000134", "hemizygous"),
    "hemi": ("GENO:0000134", "hemizygous"),
    "compound heterozygous": ("GENO:0000402", "compound heterozygous"),
}
"""Allelic states as terms of the Genotype Ontology."""


def to_va_spec(records: Iterable[CuratedRecord]) -> tuple[dict[str, Any], list[Unheld]]:
    """A pathogenicity statement for each classified variant; and what VA-Spec 1 has no place for.

    Variants without a classification make no statement; gene-disease validity and people have no profile.
    """
    statements: list[dict[str, Any]] = []
    unheld: list[Unheld] = []
    for record in records:
        before = len(statements)
        for index, variant in enumerate(record.spectrum):
            words = [CLASSES[c.casefold()] for c in variant.classifications if c.casefold() in CLASSES]
            if words and (variant.hgvs_c or variant.hgvs_p):
                statements += [_statement(record, variant, word) for word in dict.fromkeys(words)]
            else:
                why = "no classification of the variant is given" if not words else "it was not placed"
                text = f"{variant_text(variant)}: {why}"
                unheld.append(Unheld(record.given.name, f"spectrum[{index}]", text))
        unheld += _va_unheld(record)
        if len(statements) == before:
            unheld += unsaid(record)
    return {"statements": statements}, unheld


def _statement(record: CuratedRecord, variant: SpectrumVariant, word: str) -> dict[str, Any]:
    given = record.given
    direction, strength = _DIRECTION[word]
    proposition: dict[str, Any] = {
        "type": "VariantPathogenicityProposition",
        "subjectVariant": _categorical(variant),
        "predicate": "isCausalFor",
        "objectCondition": _concept("Disease", given.disease.name, given.disease.id),
        "geneContextQualifier": _concept("Gene", given.gene, given.hgnc_id),
    }
    if given.inheritance.id:
        proposition["modeOfInheritanceQualifier"] = _concept(
            "ModeOfInheritance", given.inheritance.name, given.inheritance.id
        )
    statement: dict[str, Any] = {
        "type": "Statement",
        "id": f"{variant.set}:{word.casefold().replace(' ', '-')}",
        "proposition": proposition,
        "direction": direction,
        "classification": {
            "name": word, "primaryCoding": {"code": word.casefold(), "system": _ACMG},
        },
        "reportedIn": [
            {"type": "Document", "pmid": paper} if paper.isdigit() else {"type": "Document", "name": paper}
            for paper in variant.papers
        ],
    }  # fmt: skip
    if strength is not None:
        statement["strength"] = {"name": strength, "primaryCoding": {"code": strength, "system": _ACMG}}
    return statement


def _categorical(variant: SpectrumVariant) -> dict[str, Any]:
    return {
        "type": "CategoricalVariant",
        "id": variant.set,
        "name": variant.label,
        "aliases": list(dict.fromkeys(one.name for one in variant.names)),
        "extensions": [
            {"name": "hgvs", "value": [text for text in (variant.hgvs_c, variant.hgvs_p) if text]},
            *({"name": f"hgvs_{build}", "value": text} for build, text in variant.hgvs_g),
        ],
    }


def _concept(kind: str, name: str, identifier: str) -> dict[str, Any]:
    concept: dict[str, Any] = {"conceptType": kind, "name": name or identifier}
    if identifier:
        concept["primaryCoding"] = {"code": identifier, "system": identifier.partition(":")[0]}
    return concept


def _va_unheld(record: CuratedRecord) -> list[Unheld]:
    given = record.given
    found = [
        ("classification", given.classification.term), ("classification.by", given.classification.by),
        ("classification.date", given.classification.date),
        ("classification.criteria", given.classification.criteria), ("curator", given.curator),
        ("date", given.date), ("notes", given.notes), ("id", given.id),
    ]  # fmt: skip
    found += [(f"cases[{i}]", case_text(case)) for i, case in enumerate(given.cases)]
    found += [(f"evidence[{i}]", one.text or one.type) for i, one in enumerate(given.evidence)]
    return listed(record, found)


def case_text(case: CaseEntry) -> str:
    """A case in one line."""
    people = ", ".join(case.probands) or (f"{case.count} people" if case.count is not None else "one person")
    parts = [
        ", ".join(case.variants), people, f"family {case.family}" if case.family else "", case.zygosity,
        case.segregation, case.evidence_type, ", ".join(str(term) for term in case.phenotypes),
        ", ".join(case.papers),
    ]  # fmt: skip
    return "; ".join(part for part in parts if part)


def to_phenopackets(
    records: Iterable[CuratedRecord], created: str
) -> tuple[list[dict[str, Any]], list[Unheld]]:
    """One phenopacket for each labelled person (counted once); and what has no place there.

    People who are only a number have no packet, since each packet is about one individual: listed.
    ``created`` is the time stamp (RFC 3339, UTC) of the packets.
    """
    packets: list[dict[str, Any]] = []
    unheld: list[Unheld] = []
    for record in records:
        people: dict[tuple[str, str, str], list[int]] = {}
        for index, case in enumerate(record.given.cases):
            for label in case.probands:
                paper = case.papers[0] if case.papers else ""
                people.setdefault((paper, case.family, label), []).append(index)
            if not case.probands:
                unheld.append(Unheld(record.given.name, f"cases[{index}]", f"no label: {case_text(case)}"))
        packets += [_packet(record, who, cases, created) for who, cases in people.items()]
        if not people:
            unheld += unsaid(record)
        unheld += _packet_unheld(record)
    return packets, unheld


def _packet(
    record: CuratedRecord, who: tuple[str, str, str], cases: list[int], created: str
) -> dict[str, Any]:
    given, (paper, family, label) = record.given, who
    entries = [given.cases[index] for index in cases]
    identifier = "-".join(part for part in (paper, family, label) if part).replace(" ", "_")
    features = {(term.id, term.name): None for case in entries for term in case.phenotypes if term.id}
    variants = [one for one in record.spectrum if set(cases) & set(one.cases)]
    disease = {"id": given.disease.id, "label": given.disease.name or given.disease.id}
    states = {
        _ALLELIC_STATES[c.zygosity.casefold()] for c in entries if c.zygosity.casefold() in _ALLELIC_STATES
    }
    interpretations = [
        {
            "subjectOrBiosampleId": identifier,
            "interpretationStatus": "UNKNOWN_STATUS",
            "variantInterpretation": {"variationDescriptor": _descriptor(record, one, states)},
        }
        for one in variants
        if one.hgvs_c or one.hgvs_p
    ]
    packet: dict[str, Any] = {
        "id": f"varsyn-{identifier}",
        "subject": {"id": identifier},
        "phenotypicFeatures": [{"type": {"id": one, "label": name or one}} for one, name in features],
        "interpretations": [
            {
                "id": f"varsyn-{identifier}-interpretation",
                "progressStatus": "UNKNOWN_PROGRESS",
                "diagnosis": {"disease": disease, "genomicInterpretations": interpretations},
            }
        ] if given.disease.id and interpretations else [],
        "metaData": {
            "created": created,
            "createdBy": given.curator or "varsyn",
            "resources": _resources(given.disease.id, [one for one, _ in features]),
            "phenopacketSchemaVersion": "2.0",
            "externalReferences": [
                {"id": f"PMID:{one}" if one.isdigit() else one}
                for one in dict.fromkeys(p for case in entries for p in case.papers)
            ],
        },
    }  # fmt: skip
    if given.disease.id:
        packet["diseases"] = [{"term": disease}]
    return packet


def _descriptor(
    record: CuratedRecord, variant: SpectrumVariant, states: set[tuple[str, str]]
) -> dict[str, Any]:
    expressions = [
        {"syntax": syntax, "value": text}
        for syntax, text in (("hgvs.c", variant.hgvs_c), ("hgvs.p", variant.hgvs_p))
        if text
    ]
    expressions += [{"syntax": "hgvs.g", "value": text} for _, text in variant.hgvs_g]
    descriptor: dict[str, Any] = {
        "id": variant.set,
        "label": variant.label,
        "geneContext": {"valueId": record.given.hgnc_id or record.given.gene, "symbol": variant.gene},
        "expressions": expressions,
        "alternateLabels": list(dict.fromkeys(one.name for one in variant.names)),
        "moleculeContext": "transcript" if variant.hgvs_c else "protein",
    }
    if len(states) == 1:
        identifier, label = next(iter(states))
        descriptor["allelicState"] = {"id": identifier, "label": label}
    return descriptor


_RESOURCES = {
    "MONDO": ("mondo", "Mondo Disease Ontology", "http://purl.obolibrary.org/obo/mondo.owl"),
    "OMIM": ("omim", "Online Mendelian Inheritance in Man", "https://www.omim.org"),
    "Orphanet": ("ordo", "Orphanet Rare Disease Ontology", "http://www.orpha.net/ontology/ORDO.owl"),
    "HP": ("hp", "Human Phenotype Ontology", "http://purl.obolibrary.org/obo/hp.owl"),
    "GENO": ("geno", "Genotype Ontology", "http://purl.obolibrary.org/obo/geno.owl"),
}


def _resources(disease: str, features: list[str]) -> list[dict[str, str]]:
    prefixes = dict.fromkeys(
        [disease.partition(":")[0], *(one.partition(":")[0] for one in features), "GENO"]
    )
    return [
        {"id": _RESOURCES[p][0], "name": _RESOURCES[p][1], "url": _RESOURCES[p][2], "version": "unspecified",
         "namespacePrefix": p, "iriPrefix": _RESOURCES[p][2].rpartition("/")[0] + "/"}
        for p in prefixes if p in _RESOURCES
    ]  # fmt: skip


def _packet_unheld(record: CuratedRecord) -> list[Unheld]:
    given = record.given
    found = [
        ("classification", given.classification.term), ("classification.by", given.classification.by),
        ("classification.date", given.classification.date),
        ("classification.criteria", given.classification.criteria), ("inheritance", str(given.inheritance)),
        ("date", given.date), ("notes", given.notes), ("id", given.id),
        ("disease", "" if given.disease.id else given.disease.name),
    ]  # fmt: skip
    for index, case in enumerate(given.cases):
        found += [
            (f"cases[{index}].{name}", getattr(case, name)) for name in ("segregation", "evidence_type")
        ]
        if case.zygosity.casefold() not in _ALLELIC_STATES:
            found.append((f"cases[{index}].zygosity", case.zygosity))
        free = ", ".join(term.name for term in case.phenotypes if not term.id)
        found.append((f"cases[{index}].phenotypes", free))
    for index, variant in enumerate(record.spectrum):
        if not variant.cases:
            found.append((f"spectrum[{index}]", f"{variant_text(variant)}: no person is given"))
    found += [(f"evidence[{i}]", one.text or one.type) for i, one in enumerate(given.evidence)]
    found += [(f"variants[{i}].classification", one.classification) for i, one in enumerate(given.variants)]
    return listed(record, found)
