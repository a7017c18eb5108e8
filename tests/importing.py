"""Files that came back, and what importing them would do, for the tests."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from locations import CASES
from vendorcheck.assessment.digests import digest
from vendorcheck.document.document import Document, parse_document
from vendorcheck.exchange.admission import Sender
from vendorcheck.exchange.import_plan import (
    ImportPlan,
    ImportRules,
    ReceivedReply,
    plan_import,
    sha256_of,
)
from vendorcheck.exchange.importers import ImportSettings, ReceivedFile, choose_importer
from vendorcheck.exchange.merging import Side
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import Vendor
from vendorcheck.validation.schema.parse import parse_model

IMPORTS: Final = CASES / "imports"
DAY: Final = date(2026, 11, 30)


def _document(path: Path) -> Document:
    return parse_document(path.read_bytes(), path.name)


_DOCUMENTS: Final = [_document(IMPORTS / f"{name}.yaml") for name in ("small", "ours")]
QUESTIONNAIRES: Final[Mapping[str, Questionnaire]] = {
    model.id: model for model in (parse_model(one, Questionnaire) for one in _DOCUMENTS)
}
DIGESTS: Final = {str(one.data["id"]): digest(one.data) for one in _DOCUMENTS}


def read_yaml(path: Path) -> Any:  # noqa: ANN401 - any data
    """Read YAML as vendorcheck does: every scalar is a text."""
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes texts only


def vendor_document(answers: Mapping[str, Any], **more: Any) -> Document:  # noqa: ANN401
    """Return a vendor file with answers to the small questionnaire."""
    responses = {"small": {"version": "2.0", "answers": answers}} if answers else {}
    data = {"vendorcheck": "vendor/1", "vendor": {"name": "Acme"}, "responses": responses, **more}
    return parse_document(json.dumps(data).encode(), "acme.yaml")


def reply_content(
    answers: Mapping[str, Any],
    version: str = "2.0",
    **more: Any,  # noqa: ANN401 - whatever a reply may hold
) -> bytes:
    """Return an answers file with answers to the small questionnaire."""
    responses = {"small": {"version": version, "answers": answers}}
    return json.dumps({"vendorcheck": "answers/1", "responses": responses, **more}).encode()


def received(content: bytes, name: str = "reply.yaml") -> ReceivedReply:
    """Read a file that came back."""
    file = ReceivedFile(name, content)
    importer = choose_importer(file)
    reply = importer.read(file, ImportSettings(QUESTIONNAIRES, day=DAY))
    return ReceivedReply(reply, importer.name, sha256_of(content))


def plan(
    document: Document,
    *replies: ReceivedReply,
    prefer: Side | None = None,
    sender: Sender = "vendor",
    force: bool = False,
    questionnaires: Mapping[str, Questionnaire] = QUESTIONNAIRES,
) -> ImportPlan:
    """Return what importing replies would do."""
    rules = ImportRules(
        questionnaires,
        DIGESTS.__getitem__,
        sender,
        DAY,
        lambda _: prefer,
        prefers_new=prefer == "new",
        force=force,
    )
    return plan_import(document, Vendor(name="Acme", product="Engage"), replies, rules)
