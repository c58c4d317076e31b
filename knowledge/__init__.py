"""Floor 1, what the paper says. This door holds the only names that other floors import.

document, facts, terms   the nouns: places, tables, facts, the field's terms
readers … checks         the paper side: file → facts, put together by build
base, query              the asking side: query → answer
"""

from importlib import resources
from pathlib import Path

from knowledge.amounts import MONEY_UNITS, Amount, convert
from knowledge.base import FactBase, PaperIndex
from knowledge.build import paper, papers
from knowledge.corrections import BETWEEN, LEVELS, Correction, TableAt, anchors_of
from knowledge.corrections import finding_of as correction_finding
from knowledge.document import Cell, Column, Finding, Place, Row, Table
from knowledge.edition import reading_edition
from knowledge.extract.identity import NotADisclosure
from knowledge.facts import Aspect, Citation, Fact, Kind, Paper, Phase, Promise, State
from knowledge.findings import finding_next, finding_text, finding_title
from knowledge.forms import form
from knowledge.forms import forms as known_forms
from knowledge.halves import are_halves, lacks_a_half
from knowledge.intake import Limits, Taken, files_to_take, ingest, read_upload
from knowledge.narrowed import Narrowed
from knowledge.pages import page_picture
from knowledge.query.answer import answer, is_answered, keep_answer, prepare_answers
from knowledge.query.arithmetic import shown
from knowledge.query.model import Answer, Bound, Derived, Figure, Notice, Op, Query, Subject
from knowledge.query.nearness import said_of
from knowledge.readers import READERS, Unreadable
from knowledge.script import is_traditional, simplified
from knowledge.shelves import PaperHead, Shelf, head_of
from knowledge.store import (
    Draft,
    Event,
    Listed,
    Overtaken,
    Standing,
    Store,
    StoreError,
    database_at,
    database_trouble,
)
from knowledge.subjects import (
    codes_named,
    is_name_of,
    is_subject_code,
    is_subject_name,
    subject_names,
)
from knowledge.terms import (
    ancestors,
    essence,
    joint_name,
    label_terms,
    meant_by,
    neutral_names,
    plain_label,
    squash,
    standard_name,
)
from knowledge.terms import terms as known_terms
from knowledge.versions import Difference, FactChange, TableChange, difference


def shipped_disclosures() -> tuple[Path, ...]:
    """Return the paths of the disclosures that the package ships with, in the order of their names."""
    folder = resources.files("knowledge").joinpath("disclosures")
    return tuple(
        sorted(Path(str(path)) for path in folder.iterdir() if not path.name.startswith("."))
    )


def readable_endings() -> frozenset[str]:
    """Return the endings of the files that can be read, with their dot."""
    return frozenset(READERS)


__all__ = [
    "BETWEEN",
    "LEVELS",
    "MONEY_UNITS",
    "Amount",
    "Answer",
    "Aspect",
    "Bound",
    "Cell",
    "Citation",
    "Column",
    "Correction",
    "Derived",
    "Difference",
    "Draft",
    "Event",
    "Fact",
    "FactBase",
    "FactChange",
    "Figure",
    "Finding",
    "Kind",
    "Limits",
    "Listed",
    "Narrowed",
    "NotADisclosure",
    "Notice",
    "Op",
    "Overtaken",
    "Paper",
    "PaperHead",
    "PaperIndex",
    "Phase",
    "Place",
    "Promise",
    "Query",
    "Row",
    "Shelf",
    "Standing",
    "State",
    "Store",
    "StoreError",
    "Subject",
    "Table",
    "TableAt",
    "TableChange",
    "Taken",
    "Unreadable",
    "ancestors",
    "anchors_of",
    "answer",
    "are_halves",
    "codes_named",
    "convert",
    "correction_finding",
    "database_at",
    "database_trouble",
    "difference",
    "essence",
    "files_to_take",
    "finding_next",
    "finding_text",
    "finding_title",
    "form",
    "head_of",
    "ingest",
    "is_answered",
    "is_name_of",
    "is_subject_code",
    "is_subject_name",
    "is_traditional",
    "joint_name",
    "keep_answer",
    "known_forms",
    "known_terms",
    "label_terms",
    "lacks_a_half",
    "meant_by",
    "neutral_names",
    "page_picture",
    "paper",
    "papers",
    "plain_label",
    "prepare_answers",
    "read_upload",
    "readable_endings",
    "reading_edition",
    "said_of",
    "shipped_disclosures",
    "shown",
    "simplified",
    "squash",
    "standard_name",
    "subject_names",
]
