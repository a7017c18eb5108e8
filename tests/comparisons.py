"""Vendors that are compared, under a small policy."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from vendorcheck.assessment.comparison import Comparison
from vendorcheck.document.document import parse_document
from vendorcheck.model.policy import Policy
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.store.compared_files import ComparedFiles
from vendorcheck.store.library import Library, LoadedFile
from vendorcheck.validation.schema.parse import parse_model

AS_OF: Final = date(2026, 11, 22)
CASES: Final = Path(__file__).parent / "cases" / "comparison"
FILES: Final = {path.name: path.read_text("utf-8") for path in (CASES / "vendors").iterdir()}


@cache
def rules() -> tuple[Library, LoadedFile[Policy]]:
    """Return the known questionnaires with that of the cases, and the policy."""
    library = Library()
    tool, policy = (
        parse_document((CASES / name).read_bytes(), name) for name in ("tool.yaml", "policy.yaml")
    )
    library.add(LoadedFile(parse_model(tool, Questionnaire), tool))
    return library, LoadedFile(parse_model(policy, Policy), policy)


def comparison_of(*files: tuple[str, str], chosen: tuple[str, ...] = ()) -> Comparison:
    """Compare vendor files, each a name and its text."""
    library, policy = rules()
    documents = [parse_document(text.encode(), name) for name, text in files]
    return ComparedFiles(library, policy, chosen, AS_OF).compare(documents)


def compared(*names: str) -> Comparison:
    """Compare vendor files of the cases."""
    return comparison_of(*((name, FILES[f"{name}.yaml"]) for name in names))


def changed(name: str, **answers: Any) -> tuple[str, str]:  # noqa: ANN401 - whatever is answered
    """Return a vendor file of the cases with other answers to the questionnaire."""
    data = yaml.load(FILES[f"{name}.yaml"], yaml.BaseLoader)  # noqa: S506 - it makes texts only
    own = data["responses"]["tool"]["answers"]
    data["responses"]["tool"]["answers"] = {
        key: value for key, value in {**own, **answers}.items() if value is not None
    }
    return f"{name}.yaml", json.dumps(data)


def hostile_vendor(words: str) -> str:
    """Return a vendor file that says these words wherever a comparison shows any."""
    evidence = [
        {"title": words, "url": "https://a.example", "dated": "2026-10-01", "our_duties": [words]}
    ]
    answers = {
        "sso": {"answer": "charged", "plan": words, "price": words},
        "mfa": {"answer": "no", "note": words, "evidence": evidence},
    }
    request = {"deployment": "cloud", "outage": "slows-us"}
    return json.dumps(
        {
            "vendorcheck": "vendor/1",
            "vendor": {"name": words, "product": words, "plan": words},
            "needs": [{"text": words, "must": "true", "met": "no"}],
            "responses": {"request": {"answers": request}, "tool": {"answers": answers}},
            "contract": {"yearly_cost": words},
        }
    )
