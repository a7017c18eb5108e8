"""Conversations without a terminal: lines that somebody types, and what they came to."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sittings import BARE, DAY, INTERVIEWS
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.plan.plan import CORE_QUESTIONNAIRES
from vendorcheck.document import document
from vendorcheck.interview.engine import Interview, InterviewState, begin_interview
from vendorcheck.interview.terminal import Console, Conversation
from vendorcheck.model.policy import Policy
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import Answer, VendorFile
from vendorcheck.validation.schema.parse import parse_model

ALL_GOOD: Final = ("1", "yes", "1,2", "30 days", "Them")
"""What is typed at the small questionnaire where nothing is amiss."""
DIGEST = "0" * 64
Data: TypeAlias = Any


def read(name: str) -> Questionnaire:
    return parse_model(
        document.parse_document((INTERVIEWS / name).read_bytes(), name), Questionnaire
    )


def vendor_of(**answers: Data) -> VendorFile:
    written = {
        "vendorcheck": "vendor/1",
        "vendor": {"name": "Acme"},
        "responses": {"small": {"answers": answers}},
    }
    return VendorFile.model_validate(written)


@dataclass
class Talk:
    """What a conversation came to."""

    state: InterviewState
    shown: str
    recorded: list[Mapping[str, Answer]]

    def says(self, pattern: str) -> bool:
        return re.search(pattern, " ".join(self.shown.split())) is not None

    def answer(self, name: str) -> Answer:
        found = self.state.vendor.answer(f"small/{name}")
        assert found is not None
        return found


def talk(
    *lines: str,
    vendor_file: VendorFile | None = None,
    rules: Data = None,
    chosen: str = "small",
    **manner: Data,
) -> Talk:
    """Type lines, and quit."""
    found = Policy.model_validate({**BARE, **(rules or {})})
    small = read("small.yaml")
    library = {
        **{name: small.model_copy(update={"id": name}) for name in CORE_QUESTIONNAIRES},
        "small": small,
        "wish": read("wish.yaml"),
        "when": read("when.yaml"),
    }
    interview = Interview(
        Assessor(library, found, () if rules else (chosen,)),
        vendor_file or vendor_of(),
        DAY,
        **manner,
    )
    target, recorded = io.StringIO(), list[Mapping[str, Answer]]()
    console = Console(
        io.StringIO("".join(f"{line}\n" for line in (*lines, ":q", ":q"))), target, {}
    )
    conversation = Conversation(
        begin_interview(interview),
        console,
        recorded.append,
        {"evidence/soc2.pdf": DIGEST}.get,
    )
    return Talk(conversation.run(), target.getvalue(), recorded)


TIERS: Data = {
    "tiers": [
        {
            "id": "high",
            "title": "Much",
            "when": {"wish/data": ["customers"]},
            "questionnaires": ["wish", "small"],
        },
        {"id": "low", "title": "Little", "questionnaires": ["wish"]},
    ]
}
