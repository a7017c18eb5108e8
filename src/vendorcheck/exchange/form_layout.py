"""The layout of the forms that a vendor fills in, as they are written and as `import` reads them.

Each sheet of a workbook says by itself what it is, since sheets are split among colleagues: its
first cell holds what the form is, the second row what each column holds, and the first column of
each further row what the row is about. People don't see these.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from vendorcheck.exchange.reply import FormDescription, SentQuestionnaire

STAMP_MARK: Final = "vendorcheck"
"""The key of a stamp that holds the version of this layout."""
STAMP_VERSION: Final = "form/1"
PROPERTY_PREFIX: Final = "vendorcheck "
"""The beginning of the names of the workbook's own properties, which say the same as the stamps."""
KEY_PREFIX: Final = "vc:"
"""The beginning of the hidden names of columns, and of rows that are no question."""
ROW_OF_TITLES: Final = f"{KEY_PREFIX}titles"
"""The row with the titles of the columns that people see."""
ROW_OF_FILLER: Final = f"{KEY_PREFIX}by"
"""The row of the cover where somebody writes who filled in the form."""

QuestionColumn: TypeAlias = Literal["id", "number", "question", "answer", "note", "plan", "price"]
QUESTION_COLUMNS: Final[tuple[QuestionColumn, ...]] = get_args(QuestionColumn)
EvidenceColumn: TypeAlias = Literal[
    "mark",
    "about",
    "kind",
    "title",
    "url",
    "dated",
    "from",
    "to",
    "expires",
    "scope",
    "exceptions",
    "our_duties",
]
EVIDENCE_COLUMNS: Final[tuple[EvidenceColumn, ...]] = get_args(EvidenceColumn)
FORM_PAGE: Final = "vendor-form"
"""The content of the page's `<meta name="vendorcheck">`, by which `import` recognizes it."""
NOTE_AFTER_REASON: Final = "\n\nNote: "
"""It stands between the reason why a question does not apply and a note."""

_ROW_ID: Final = re.compile(r"([a-z0-9-]+/[a-z0-9-]+)(?:#(.+))?", re.DOTALL)
_KEY_IN_ENTRY: Final = re.compile(r"\[([a-z0-9-]+/[a-z0-9-]+)\]\s*$")
_BULLET: Final = re.compile(r"[-•*]\s")
_MAX_ASK_IN_ENTRY: Final = 90
_HEAD_BYTES: Final = 4096


@dataclass(frozen=True, slots=True)
class RowId:
    """The subject of a row: a question, and the option that is ticked in it, if it is one."""

    key: str
    option: str | None = None

    def __str__(self) -> str:
        return self.key if self.option is None else f"{self.key}#{self.option}"


def is_form_page(content: bytes) -> bool:
    """Return whether a file is the page that a vendor fills in, which holds no answers."""
    return f'<meta name="vendorcheck" content="{FORM_PAGE}">'.encode() in content[:_HEAD_BYTES]


def parse_row_id(text: str) -> RowId | None:
    """Return what a row is about; None if the text is no id of a row."""
    match = _ROW_ID.fullmatch(text.strip())
    return RowId(match[1], match[2]) if match else None


def evidence_entry(number: str, ask: str, key: str) -> str:
    """Return the entry for a question in the list of the evidence sheet."""
    shown = ask if len(ask) <= _MAX_ASK_IN_ENTRY else f"{ask[: _MAX_ASK_IN_ENTRY - 1].rstrip()}…"
    return f"{number} {shown} [{key}]"


def key_in_entry(text: str) -> str | None:
    """Return the question that an entry of the evidence sheet names; None if it names none."""
    match = _KEY_IN_ENTRY.search(text)
    if match:
        return match[1]
    row_id = parse_row_id(text)
    return row_id.key if row_id and row_id.option is None else None


def stamp_text(form: FormDescription) -> str:
    """Return the stamp of a sheet as text."""
    return json.dumps(
        {
            STAMP_MARK: STAMP_VERSION,
            "package": form.package,
            "made_on": form.made_on,
            "vendor": form.vendor,
            "product": form.product,
            "questionnaires": {
                name: {"version": sent.version, "digest": sent.digest}
                for name, sent in form.questionnaires.items()
            },
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def parse_stamp(text: str) -> FormDescription | None:
    """Return what a stamp says; None if the text is none. Nothing in it is trusted."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or data.get(STAMP_MARK) != STAMP_VERSION:
        return None
    questionnaires = data.get("questionnaires")
    return FormDescription(
        _text(data, "package"),
        _text(data, "made_on"),
        _text(data, "vendor"),
        _text(data, "product"),
        {
            str(name): SentQuestionnaire(version, _text(sent, "digest"))
            for name, sent in (questionnaires if isinstance(questionnaires, dict) else {}).items()
            if isinstance(sent, dict) and (version := _text(sent, "version"))
        },
    )


def _text(data: Mapping[str, object], key: str) -> str | None:
    value = data.get(key)
    return value if isinstance(value, str) and value else None


def join_lines(items: tuple[str, ...]) -> str:
    """Return several texts for one cell, from which `split_lines` makes the same texts.

    Each has a line; where one has several lines itself, each begins with a dash.
    """
    is_plain = all("\n" not in item and not _BULLET.match(item) for item in items)
    if is_plain:
        return "\n".join(items)
    return "\n".join("- " + item.replace("\n", "\n  ") for item in items)


def split_lines(text: str) -> tuple[str, ...]:
    """Return the texts of a cell that holds several, a line each or with a dash before each."""
    lines = text.split("\n")
    if not _BULLET.match(lines[0]):
        return tuple(line.strip() for line in lines if line.strip())
    items: list[list[str]] = []
    for line in lines:
        if _BULLET.match(line):
            items.append([line[2:]])
        else:
            items[-1].append(line.removeprefix("  "))
    joined = ("\n".join(item).strip() for item in items)
    return tuple(item for item in joined if item)
