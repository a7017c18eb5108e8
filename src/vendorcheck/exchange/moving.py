"""A reply to an older version of a questionnaire, under the present names of its questions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from vendorcheck.document.document import Data
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.exchange.admission import LeftOut
from vendorcheck.exchange.reply import RepliedAnswer, Reply
from vendorcheck.model.moved_names import MovedNames
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.store.migration import move_responses
from vendorcheck.text.safe import path_for_display
from vendorcheck.validation.responses import is_newer


@dataclass(frozen=True, slots=True)
class MovedReply:
    """A reply under the present names, what moved from which name, and what has nowhere to go."""

    reply: Reply
    moved: Mapping[str, str]
    left_out: tuple[LeftOut, ...]


def move_to_present_names(reply: Reply, questionnaires: Mapping[str, Questionnaire]) -> MovedReply:
    """Return a reply with the answers that `migrate` would move where it would move them.

    Raises:
        VendorcheckError: the form asked a newer version than the one that is known here.
    """
    for questionnaire_id, version in reply.versions.items():
        known = questionnaires.get(questionnaire_id)
        if known and is_newer(version, known.version):
            raise VendorcheckError(
                f"{path_for_display(reply.file)} answers version {path_for_display(version)} of "
                f'"{questionnaire_id}", and {known.version} is the newest that is known here; '
                "name the newer file with -q, or update vendorcheck"
            )
    answers: list[RepliedAnswer] = []
    moved: dict[str, str] = {}
    left_out: list[LeftOut] = []
    names = MovedNames(questionnaires)
    for layer in _layers(reply.answers):
        present, record = move_responses(_responses_of(layer, reply.versions), questionnaires)
        moved |= {old: new for old, new in record.moved.items() if old != new}
        reasons = {kept.key: kept.reason for kept in record.kept if names.successor_of(kept.key)}
        for answer in layer:
            if answer.key in reasons and not names.question(answer.key):
                reason = reasons[answer.key]
                left_out.append(LeftOut("unknown", answer.key, reason, reply.file, answer.place))
            else:
                key = record.moved.get(answer.key, answer.key)
                answers.append(_under_name(answer, key, present.get(key)))
    return MovedReply(replace(reply, answers=tuple(answers)), moved, tuple(left_out))


def _under_name(answer: RepliedAnswer, key: str, moved: Data) -> RepliedAnswer:
    """Return an answer to the question that it moved to."""
    questionnaire, _, question = key.partition("/")
    fields = moved if isinstance(moved, dict) else answer.fields
    if "source" not in answer.fields:
        # Migration writes it where a question is ours now; no reply may, and admission knows it.
        fields = {name: value for name, value in fields.items() if name != "source"}
    return replace(answer, questionnaire=questionnaire, question=question, fields=fields)


def _layers(answers: Sequence[RepliedAnswer]) -> Iterator[list[RepliedAnswer]]:
    """Yield the answers in groups that hold no question twice; a file may answer one twice."""
    remaining = [*answers]
    while remaining:
        first_by_key: dict[str, RepliedAnswer] = {}
        repeated = [
            answer
            for answer in remaining
            if first_by_key.setdefault(answer.key, answer) is not answer
        ]
        yield [*first_by_key.values()]
        remaining = repeated


def _responses_of(answers: Sequence[RepliedAnswer], versions: Mapping[str, str]) -> dict[str, Data]:
    """Return answers as the responses of a vendor file."""
    responses: dict[str, Data] = {}
    for answer in answers:
        version = versions.get(answer.questionnaire)
        response = responses.setdefault(
            answer.questionnaire, {**({"version": version} if version else {}), "answers": {}}
        )
        if isinstance(response, dict) and isinstance(own := response["answers"], dict):
            own[answer.question] = {**answer.fields}
    return responses
