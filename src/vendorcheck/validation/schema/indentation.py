"""Answers of a vendor file that are indented too little: what belongs to one stands beside it, or one beside `answers`."""

from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from vendorcheck.document.document import Data
from vendorcheck.document.problems import DataPath, Remark

ANSWER_KEYS: Final = frozenset(
    ("answer", "unknown", "not_applicable", "disputed", "note", "source", "grade", "evidence", "plan", "price",
     "as_of", "by", "mitigation")
)  # fmt: skip
"""What can belong to an answer."""
_DISTINCTIVE_KEYS: Final = ANSWER_KEYS - {"note", "plan", "price", "by", "evidence", "source"}
"""Those that are hardly the name of a question."""
_ANSWERS_DEPTH: Final = 3
"""Parts of a path such as `responses`, `sso`, `answers`."""


def is_beside_answers(path: DataPath) -> bool:
    """Whether a key of a vendor file stands where `answers` does, one level above the answers."""
    return len(path) == _ANSWERS_DEPTH and path[0] == "responses"


def repair_indentation(data: dict[str, Data]) -> tuple[dict[str, Data], list[Remark]]:
    """The data with what stands beside the question that it answers put below it, and what is wrong with those places.

    Only what follows a question that nothing stands below is taken for that.
    """
    responses = data.get("responses")
    if not isinstance(responses, dict):
        return data, []
    mended, remarks = {**responses}, list[Remark]()
    for name, response in responses.items():
        answers = response.get("answers") if isinstance(response, dict) else None
        if not isinstance(response, dict) or not isinstance(answers, dict):
            continue
        found = dict(_misplaced_answer_keys(answers))
        remarks += [
            _misplaced_keys_remark(("responses", name, "answers", key), keys)
            for key, keys in found.items()
        ]
        moved = {key for keys in found.values() for key in keys}
        whole: dict[str, Data] = {
            key: {one: answers[one] for one in found[key]} if key in found else answer
            for key, answer in answers.items()
            if key not in moved
        }
        if found:
            mended[name] = {**response, "answers": whole}
    return ({**data, "responses": mended}, remarks) if remarks else (data, remarks)


def _misplaced_answer_keys(answers: dict[str, Data]) -> Iterator[tuple[str, list[str]]]:
    """The questions that nothing stands below, each with the keys right after it that belong to an answer."""
    names = list(answers)
    for index, name in enumerate(names):
        if answers[name] is None and name not in ANSWER_KEYS:
            keys = list(
                takewhile(ANSWER_KEYS.__contains__, names[index + 1 : index + 1 + len(ANSWER_KEYS)])
            )
            if not _DISTINCTIVE_KEYS.isdisjoint(keys):
                yield name, keys


def _misplaced_keys_remark(path: DataPath, keys: list[str]) -> Remark:
    named = " and ".join(
        filter(None, (", ".join(f'"{key}"' for key in keys[:-1]), f'"{keys[-1]}"'))
    )
    message = f"nothing stands below this question; {named} beside it belong{'s' * (len(keys) == 1)} there"
    return Remark(
        path, "empty-value", message, f"indent {named} deeper than the question", at_key=True
    )
