"""The answers of a vendor file under the present names of questions and options."""

from collections.abc import Container, Iterator, Mapping
from contextlib import suppress

from pydantic import ValidationError

from vendorcheck.document.document import Data
from vendorcheck.document.problems import DataPath
from vendorcheck.model.earlier_answers import EarlierAnswer, questions_beside
from vendorcheck.model.moved_names import MovedNames
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import BaseQuestion, InvalidAnswer
from vendorcheck.model.renames import Successor
from vendorcheck.model.vendor_file import Answer
from vendorcheck.store.migration._remarks import done_remarks, notes_on, with_note
from vendorcheck.store.migration._result import MigrationRecord, removal_reason
from vendorcheck.store.vendor_file_editor import NameChanges, WrittenAnswer
from vendorcheck.validation.responses import is_newer


class VendorFileMigration:
    """The changes that move one vendor file's answers to the present questions.

    `changes` are made where a text stands; `rewritten` are the answers that go to another
    questionnaire (None: from there), or are written anew.
    """

    def __init__(self, data: Mapping[str, Data], names: MovedNames) -> None:
        self.changes = NameChanges()
        self.rewritten: dict[str, WrittenAnswer | None] = {}
        self.record = MigrationRecord()
        self._names = names
        answers = {f"{path[1]}/{path[3]}": (path, answer) for path, answer in located_answers(data)}
        self._taken_keys = {*answers}
        for key, (path, answer) in answers.items():
            self._place_answer(key, answer, path)
        for kept in self.record.kept:
            if kept.key in answers:
                self._show_beside(kept.key, answers[kept.key][1])
        self._set_versions(data, {*answers})
        self._rename_in_risks(data)
        self._rename_in_announcements(data)
        self.record.remarks += done_remarks(data)

    def version_of(self, questionnaire_id: str) -> str | None:
        """Return the version of a questionnaire; None if it is not known."""
        questionnaire = self._names.questionnaire(questionnaire_id)
        return questionnaire.version if questionnaire else None

    def _place_answer(self, key: str, answer: Data, path: DataPath) -> None:
        """Move an answer to the present question, or note why it stays."""
        successor = self._names.successor_of(key)
        if successor is not None and successor.name is None:
            self.record.keep(key, removal_reason(successor))
            return
        target = successor.name if successor and successor.name else key
        question = self._names.question(target)
        if question is None:
            self._keep_unknown(key, target)
            return
        options = successor.options if successor else {}
        renamed_answer = _with_present_options(answer, options)
        if target != key and target in self._taken_keys:
            self.record.keep(key, f'"{target}" is answered already')
        elif reason := _misfit(question, renamed_answer):
            where = notes_on(answer, successor)
            self.record.keep(key, where or reason)
            self.record.unfit.append(target)
        elif target != key or renamed_answer != answer:
            self._move_answer(key, target, path, answer, successor or Successor(target))

    def _show_beside(self, key: str, answer: Data) -> None:
        """Note an answer that stays for the questions that are asked instead."""
        with suppress(ValidationError):
            fields = answer if isinstance(answer, dict) else {"answer": answer}
            earlier = EarlierAnswer(key, Answer.model_validate(fields))
            for other in questions_beside(key, self._names):
                self.record.beside.setdefault(other, []).append(earlier)

    def _keep_unknown(self, key: str, target: str) -> None:
        """Note that there is no such question; once for a questionnaire that is not known."""
        questionnaire_id = key.partition("/")[0]
        if self._names.questionnaire(questionnaire_id):
            self.record.keep(key, f'there is no question "{target}"')
        elif all(kept.key != questionnaire_id for kept in self.record.kept):
            reason = "this questionnaire is not known here; name its file with -q, or its policy"
            self.record.keep(questionnaire_id, reason)

    def _move_answer(
        self, key: str, target: str, path: DataPath, answer: Data, successor: Successor
    ) -> None:
        options = successor.options
        self._taken_keys.add(target)
        self.record.moved[key] = target
        questionnaire_id, _, name = target.partition("/")
        note = notes_on(answer, successor)
        renamed_answer = with_note(_with_present_options(answer, options), note)
        if questionnaire_id != path[1] and isinstance(renamed_answer, str | list | dict):
            self.rewritten[key] = None
            self.rewritten[target] = _as_written(
                self._with_vendor_named(target, renamed_answer, path)
            )
            return
        if name != path[3]:
            self.changes.keys[path] = name
        reply_path, reply = _located_reply(answer, path)
        if note or _names_one_twice(reply, options):
            # Two older options are one now, and no option stands in a list twice.
            self.rewritten[target] = _as_written(renamed_answer)
            return
        self._rename_options(reply, reply_path, options)

    def _with_vendor_named(self, target: str, answer: Data, path: DataPath) -> Data:
        """Return an answer that says that it is the vendor's, if only we may answer it now.

        Where nothing is written, the source is the vendor in one questionnaire and one of us in
        the other.
        """
        old_home = self._names.questionnaire(str(path[1]))
        home = self._names.questionnaire(target.partition("/")[0])
        is_ours_now = home and home.respondent == "requester"
        if not is_ours_now or (old_home and old_home.respondent == "requester"):
            return answer
        fields = answer if isinstance(answer, dict) else {"answer": answer}
        if fields.get("source", "vendor") not in ("vendor", "import"):
            return answer
        self.record.to_confirm.append(target)
        return {"answer": fields.get("answer"), "source": "vendor"} | fields

    def _rename_options(self, reply: Data, path: DataPath, options: Mapping[str, str]) -> None:
        places: list[tuple[DataPath, Data]] = (
            [((*path, index), item) for index, item in enumerate(reply)]
            if isinstance(reply, list)
            else [(path, reply)]
        )
        for place, option in places:
            if isinstance(option, str) and option in options:
                self.changes.texts[place] = options[option]

    def _rename_in_risks(self, data: Mapping[str, Data]) -> None:
        """Rename what is accepted, unless the answer that it is about stays where it is."""
        kept_keys = {kept.key for kept in self.record.kept}
        for index, risk in enumerate(_items(data.get("accepted_risks"))):
            key = risk.get("question") if isinstance(risk, dict) else None
            if not isinstance(risk, dict) or not isinstance(key, str) or key in kept_keys:
                continue
            successor = self._names.successor_of(key)
            if successor is None or successor.name is None:
                continue
            path: DataPath = ("accepted_risks", index)
            if successor.name != key:
                self.changes.texts[(*path, "question")] = successor.name
                self.record.references += 1
            if _names_one_twice(risk.get("answer"), successor.options):
                self.record.keep(key, "an accepted risk names options that are one now")
            else:
                self._rename_options(risk.get("answer"), (*path, "answer"), successor.options)

    def _rename_in_announcements(self, data: Mapping[str, Data]) -> None:
        for index, change in enumerate(_items(data.get("changes"))):
            affected = _items(change.get("affects")) if isinstance(change, dict) else []
            named_keys = {key for key in affected if isinstance(key, str)}
            for position, key in enumerate(affected):
                successor = self._successor(key)
                if successor and successor.name and successor.name not in named_keys:
                    self.changes.texts["changes", index, "affects", position] = successor.name
                    named_keys.add(successor.name)
                    self.record.references += 1

    def _successor(self, key: Data) -> Successor | None:
        return self._names.successor_of(key) if isinstance(key, str) else None

    def _set_versions(self, data: Mapping[str, Data], old_keys: set[str]) -> None:
        """Set the version where every answer fits the present one; note what has no answer."""
        kept_ids = {kept.key.partition("/")[0] for kept in self.record.kept}
        answered_keys = (old_keys | {*self.record.moved.values()}) - {
            old for old, new in self.record.moved.items() if old != new
        }
        unanswered: list[str] = []
        for questionnaire_id, response in _mapping(data.get("responses")).items():
            version = response.get("version") if isinstance(response, dict) else None
            questionnaire = self._names.questionnaire(questionnaire_id)
            if not isinstance(version, str) or not questionnaire:
                continue
            if version == questionnaire.version or is_newer(version, questionnaire.version):
                continue
            if questionnaire_id not in kept_ids:
                path = ("responses", questionnaire_id, "version")
                self.changes.texts[path] = questionnaire.version
            unanswered += _without(questionnaire, answered_keys)
        for questionnaire_id in dict.fromkeys(key.partition("/")[0] for key in self.rewritten):
            # A block that an answer from another questionnaire begins.
            questionnaire = self._names.questionnaire(questionnaire_id)
            if questionnaire and questionnaire_id not in _mapping(data.get("responses")):
                unanswered += _without(questionnaire, answered_keys)
        self.record.unanswered = unanswered


def _without(questionnaire: Questionnaire, answered_keys: Container[str]) -> list[str]:
    """Return the questions of a questionnaire that have no answer."""
    keys = (f"{questionnaire.id}/{name}" for name in questionnaire.questions)
    return [key for key in keys if key not in answered_keys]


def located_answers(data: Mapping[str, Data]) -> Iterator[tuple[tuple[str, ...], Data]]:
    """Yield the answers of a vendor file with their paths."""
    for questionnaire_id, response in _mapping(data.get("responses")).items():
        answers = response.get("answers") if isinstance(response, dict) else None
        for name, answer in _mapping(answers).items():
            yield ("responses", questionnaire_id, "answers", name), answer


def _located_reply(answer: Data, path: DataPath) -> tuple[DataPath, Data]:
    """Return what an answer replies, in its long form or its short one, with its path."""
    return ((*path, "answer"), answer.get("answer")) if isinstance(answer, dict) else (path, answer)


def _with_present_options(answer: Data, options: Mapping[str, str]) -> Data:
    """Return an answer with the present names of its options, each of which it names once."""
    if isinstance(answer, dict):
        reply = answer.get("answer")
        return {**answer, "answer": _with_present_options(reply, options)} if reply else answer
    if isinstance(answer, list):
        items = [options.get(item, item) if isinstance(item, str) else item for item in answer]
        return [item for index, item in enumerate(items) if item not in items[:index]]
    return options.get(answer, answer) if answer is not None else None


def _names_one_twice(reply: Data, options: Mapping[str, str]) -> bool:
    """Return whether a list would hold an option twice under its present name."""
    if not isinstance(reply, list):
        return False
    present_reply = _with_present_options(reply, options)
    return isinstance(present_reply, list) and len(present_reply) != len(reply)


def _as_written(answer: Data) -> WrittenAnswer:
    if isinstance(answer, list):
        return [str(item) for item in answer]
    return answer if isinstance(answer, dict) else str(answer)


def _misfit(question: BaseQuestion, answer: Data) -> str:
    """Return why an answer is no reply to a question; empty if it is one, or gives none."""
    _, reply = _located_reply(answer, ())
    if not isinstance(reply, str | list):
        return ""
    texts = tuple(item for item in reply if isinstance(item, str))
    if len(texts) != len(reply):
        return "it holds something else than options"
    try:
        question.parse_answer(reply if isinstance(reply, str) else texts)
    except InvalidAnswer as error:
        choice = error.hint.partition(";")[0]
        return f"{error.message}; {choice}" if choice else error.message
    return ""


def _items(data: Data) -> list[Data]:
    return data if isinstance(data, list) else []


def _mapping(data: Data) -> Mapping[str, Data]:
    return data if isinstance(data, dict) else {}
