"""The value objects of the design's vocabulary: frozen, slotted, hashable, picklable."""

from varsyn.model.candidate import Candidate
from varsyn.model.errors import (
    BundleError,
    InputError,
    InvalidNotation,
    MissingExtra,
    PositionError,
    ReferenceMismatch,
    UnknownReference,
    UnsupportedNotation,
    VarsynError,
)
from varsyn.model.evidence import Evidence
from varsyn.model.link import ALLELE_PRESERVING, Link, LinkType
from varsyn.model.mention import Mention
from varsyn.model.message import CodeHelp, Message
from varsyn.model.position import Position
from varsyn.model.reading import Reading
from varsyn.model.repair import Repair
from varsyn.model.resolution import Resolution, Status
from varsyn.model.scheme import NumberingUse
from varsyn.model.variant import Variant

__all__ = [
    "ALLELE_PRESERVING",
    "BundleError",
    "Candidate",
    "CodeHelp",
    "Evidence",
    "InputError",
    "InvalidNotation",
    "Link",
    "LinkType",
    "Mention",
    "Message",
    "MissingExtra",
    "NumberingUse",
    "Position",
    "PositionError",
    "Reading",
    "ReferenceMismatch",
    "Repair",
    "Resolution",
    "Status",
    "UnknownReference",
    "UnsupportedNotation",
    "Variant",
    "VarsynError",
]
