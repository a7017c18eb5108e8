"""Recognize and repair answers of a vendor file that are indented too little.

Parts of an answer then stand beside its question, or answers beside `answers`.
"""

from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from vendorcheck.document.document import Data
from vendorcheck.document.problems import DataPath, Remark

ANSWER_KEYS: Final = frozenset(
    ("answer", "unknown", "not_applicable", "confirmed_by", "confirmed_on", "disputed", "note",
     "source", "grade", "evidence", "plan", "price", "as_of", "by", "reviewed_by", "reviewed_on",
     "mitigation")
)  # fmt: skip
"""The keys that an answer can have."""
_DISTINCTIVE_KEYS: Final = ANSWER_KEYS - {"note", "plan", "price", "by", "evidence", "source"}
"""The answer keys that are hardly ever the id of a question."""
_ANSWERS_DEPTH: Final = 3
"""The number of parts of a path such as `responses`, `sso`, `answers`."""


def is_beside_answers(path: DataPath) -> bool:
    """Return whether a key of a vendor file stands beside `answers`, not below it."""
    return len(path) == _ANSWERS_DEPTH and path[0] == "responses"


def repair_indentation(data: dict[str, Data]) -> tuple[dict[str, Data], list[Remark]]:
    """Return the data with misplaced keys moved below their questions, and remarks on those places.

    A key is moved only if it can belong to an answer and follows a question without a value.
    """
    responses = data.get("responses")
    if not isinstance(responses, dict):
        return data, []
    repaired_responses, remarks = {**responses}, list[Remark]()
    for name, response in responses.items():
        answers = response.get("answers") if isinstance(response, dict) else None
        if not isinstance(response, dict) or not isinstance(answers, dict):
            continue
        misplaced_keys = dict(_misplaced_answer_keys(answers))
        remarks += [
            _misplaced_keys_remark(("responses", name, "answers", key), keys)
            for key, keys in misplaced_keys.items()
        ]
        moved_keys = {key for keys in misplaced_keys.values() for key in keys}
        repaired_answers: dict[str, Data] = {
            key: {moved_key: answers[moved_key] for moved_key in misplaced_keys[key]}
            if key in misplaced_keys
            else answer
            for key, answer in answers.items()
            if key not in moved_keys
        }
        if misplaced_keys:
            repaired_responses[name] = {**response, "answers": repaired_answers}
    return ({**data, "responses": repaired_responses}, remarks) if remarks else (data, remarks)


def _misplaced_answer_keys(answers: dict[str, Data]) -> Iterator[tuple[str, list[str]]]:
    """Yield questions without a value, each with the keys after it that belong to an answer."""
    names = list(answers)
    for index, name in enumerate(names):
        if answers[name] is None and name not in ANSWER_KEYS:
            keys = list(
                takewhile(ANSWER_KEYS.__contains__, names[index + 1 : index + 1 + len(ANSWER_KEYS)])
            )
            if not _DISTINCTIVE_KEYS.isdisjoint(keys):
                yield name, keys


def _misplaced_keys_remark(path: DataPath, keys: list[str]) -> Remark:
    quoted_keys = " and ".join(
        filter(None, (", ".join(f'"{key}"' for key in keys[:-1]), f'"{keys[-1]}"'))
    )
    message = (
        "nothing stands below this question; "
        f"{quoted_keys} beside it belong{'s' * (len(keys) == 1)} there"
    )
    return Remark(
        path, "empty-value", message, f"indent {quoted_keys} deeper than the question", at_key=True
    )
