"""Report all mistakes of malformed files, without those that only follow from their shape."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field, replace

from vendorcheck.document.document import Document
from vendorcheck.document.problems import DataPath, Problem, Remark
from vendorcheck.model.answers_file import AnswersFile
from vendorcheck.model.conditions import qualified_name
from vendorcheck.model.crosswalk import Crosswalk
from vendorcheck.model.fields import Model
from vendorcheck.model.policy import Policy, Tier
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import Response, VendorFile
from vendorcheck.validation.recovery.questionnaire_cascades import (
    UNKNOWN_CHECK,
    UNKNOWN_NAME,
    is_unknown_key,
    questionnaire_remark_depends_on_lost,
    questions_with_unknown_answers,
    questions_with_unknown_applicability,
)
from vendorcheck.validation.recovery.repair import RepairedFile, RepairedModelT, repair
from vendorcheck.validation.recovery.wrong_kind import wrong_kind_remark
from vendorcheck.validation.references import QuestionnaireLibrary
from vendorcheck.validation.schema.blank_answers import without_blanks
from vendorcheck.validation.schema.indentation import is_beside_answers

_CODES_ABOUT_A_WHOLE = frozenset(
    {"empty-value", "wrong-value", "reference-test", "when-never-holds", "check-never-holds",
     "never-asked", "answer-conflict", "evidence-without-reference", "credit-missing",
     "wrong-answer", "unknown-option", "blocker-cannot-fail", "condition-incomplete",
     "repeated-entry", "missing-key"}
)  # fmt: skip
"""Codes that depend on all parts of a thing, so that they are uncertain if one is lost."""
_CODES_ABOUT_SUPPORT = frozenset(
    {"evidence-undated", "evidence-expired", "evidence-unchecked", "evidence-kind",
     "grade-unsupported", "details-missing", "wrong-source"}
)  # fmt: skip
"""Codes that depend on all of the answer around them."""
_ANSWER_DEPTH = 4
"""The number of parts of a path such as `responses`, `sso`, `answers`, `mfa`."""
_CODES_ABOUT_A_NAME = frozenset({"unknown-question", "answer-outdated", "override-unknown"})
_CODES_ABOUT_RULES = frozenset({"no-effect", "blocker-cannot-fail", "override-unknown"})
_THRESHOLD_KEYS = ("approve_at", "conditions_at")


@dataclass
class KnownFlaws:
    """The parts of a run's malformed files that stay unknown.

    `repaired_questionnaires` are the malformed questionnaires, by id.
    """

    repaired_questionnaires: dict[str, RepairedFile[Questionnaire]] = field(default_factory=dict)
    unsound_ids: frozenset[str] = frozenset()
    conditional_questions: frozenset[str] = frozenset()
    """Questions whose answers may not count: nobody can tell."""
    known_questionnaires: Container[str] = ()
    """The ids of the known questionnaires."""

    def add(self, questionnaire: Questionnaire, repaired: RepairedFile[Questionnaire]) -> None:
        """Record a malformed questionnaire."""
        self.repaired_questionnaires[questionnaire.id] = repaired
        self.unsound_ids |= {
            *questions_with_unknown_answers(questionnaire, repaired),
            *([UNKNOWN_NAME] if ("id",) in repaired.lost_paths else []),
        }
        self.conditional_questions |= {
            *questions_with_unknown_applicability(questionnaire, repaired)
        }
        if written_id := repaired.corrections.get(("id",)):
            self.unsound_ids |= {questionnaire.id, written_id}

    def drop_consequences(
        self, model: Model, remarks: Iterable[Remark], repaired: RepairedFile[RepairedModelT] | None
    ) -> list[Remark]:
        """Return all remarks on a file, in its own paths, but none that follow from wrong shapes.

        Args:
            model: the contents of the file.
            remarks: what is wrong with them, in the model's paths.
            repaired: the repaired file; None if its shape is right.
        """
        reliable_remarks = [
            remark for remark in remarks if not self._depends_on_other_files(model, remark)
        ]
        if repaired is None:
            return reliable_remarks
        own_remarks = [
            remark
            for remark in reliable_remarks
            if not (
                repaired.is_about_stand_in(remark) or _depends_on_own_file(model, remark, repaired)
            )
        ]
        shape_remarks = [
            remark
            for remark in repaired.remarks
            if not _repeats_option_set_mistake(remark, repaired)
        ]
        return [*shape_remarks, *(repaired.with_file_paths(remark) for remark in own_remarks)]

    def _depends_on_other_files(self, model: Model, remark: Remark) -> bool:
        path = remark.path
        questionnaire_id = model.id if isinstance(model, Questionnaire) else ""
        if remark.code == "unknown-questionnaire":
            return UNKNOWN_NAME in self.unsound_ids
        if isinstance(model, Policy) and remark.code in _CODES_ABOUT_RULES:
            return self._depends_on_malformed_questionnaire(remark)
        if isinstance(model, Crosswalk):
            return remark.code == "unknown-question" and self._is_existence_unknown(
                f"{model.to.questionnaire}/{model.maps[int(path[1])].question}"
            )
        if remark.code in _CODES_ABOUT_A_NAME:
            has_answers = isinstance(model, VendorFile | AnswersFile)
            return self._is_existence_unknown(
                f"{path[1]}/{path[3]}"
                if has_answers
                else qualified_name(str(path[-1]), questionnaire_id)
            )
        if isinstance(model, VendorFile) and remark.path[0] in ("accepted_risks", "changes"):
            return self._record_remark_depends(model, remark)
        return isinstance(model, VendorFile | AnswersFile) and self._answer_remark_depends(
            model, remark
        )

    def _record_remark_depends(self, model: VendorFile, remark: Remark) -> bool:
        """Return whether a remark on a risk or a change depends on other files."""
        path = remark.path
        if remark.code in ("risk-unknown", "risk-stale"):
            question_key = model.accepted_risks[int(path[1])].question
            questionnaire_id = question_key.partition("/")[0]
            if remark.code == "risk-stale":
                return questionnaire_id in self.repaired_questionnaires
            has_unknown_check = f"{questionnaire_id}/{UNKNOWN_CHECK}" in self.unsound_ids
            return has_unknown_check or self._is_existence_unknown(question_key)
        if remark.code == "affects-unknown":
            return self._is_existence_unknown(model.changes[int(path[1])].affects[int(path[3])])
        return False

    def _answer_remark_depends(self, model: VendorFile | AnswersFile, remark: Remark) -> bool:
        if remark.code == "version-differs":
            repaired = self.repaired_questionnaires.get(str(remark.path[1]))
            return repaired is not None and ("version",) in repaired.lost_paths
        return (
            remark.code == "does-not-apply"
            and not self.repaired_questionnaires.keys().isdisjoint(model.responses)
        )

    def _depends_on_malformed_questionnaire(self, remark: Remark) -> bool:
        """Return whether a remark on a rule of a policy depends on what is lost elsewhere."""
        name = next(part for part in remark.path if isinstance(part, str) and "/" in part)
        questionnaire_id = name.partition("/")[0]
        if remark.code != "override-unknown":
            return questionnaire_id in self.repaired_questionnaires
        has_unknown_check = f"{questionnaire_id}/{UNKNOWN_CHECK}" in self.unsound_ids
        return ("checks" in remark.path and has_unknown_check) or self._is_existence_unknown(name)

    def _is_existence_unknown(self, key: str) -> bool:
        """Return whether nobody can tell if there is a question `questionnaire/question`."""
        questionnaire_id = key.partition("/")[0]
        if UNKNOWN_NAME in self.unsound_ids and questionnaire_id not in self.known_questionnaires:
            return True
        return not self.unsound_ids.isdisjoint((key, f"{questionnaire_id}/{UNKNOWN_NAME}"))


def _repeats_option_set_mistake(remark: Remark, repaired: RepairedFile[RepairedModelT]) -> bool:
    """Return whether a wrong id is that of an option set, where the same mistake is reported."""
    misspelt_set_ids = {
        text for path, text in repaired.corrections.items() if path[:-1] == ("option_sets",)
    }
    return (
        remark.path[-1:] == ("option_set",)
        and repaired.corrections.get(remark.path) in misspelt_set_ids
    )


def _depends_on_own_file(
    model: Model, remark: Remark, repaired: RepairedFile[RepairedModelT]
) -> bool:
    # That better answers hide questions depends on the whole of several questions.
    lost_whole = remark.code in _CODES_ABOUT_A_WHOLE and repaired.has_lost_within(remark.path)
    if lost_whole or (remark.code == "hides-questions" and repaired.lost_paths):
        return True
    if isinstance(model, Questionnaire):
        return questionnaire_remark_depends_on_lost(model, remark, repaired)
    return (
        _policy_remark_depends_on_lost(remark, repaired)
        if isinstance(model, Policy)
        else _vendor_remark_depends_on_lost(model, remark, repaired)
    )


def _policy_remark_depends_on_lost(remark: Remark, repaired: RepairedFile[RepairedModelT]) -> bool:
    if remark.code == "thresholds-order":
        owner_path = remark.path[:-1]
        return any(
            (lost_path[:-1] in ((), owner_path) and lost_path[-1] in _THRESHOLD_KEYS)
            or is_unknown_key(lost_path, Policy)
            or (owner_path != () and is_unknown_key(lost_path, Tier, owner_path))
            for lost_path in repaired.lost_paths
        )
    if remark.code != "tier-never-matches":
        return False
    # A tier without a condition may have lost it; for one that has it, any tier above may have.
    owner_path = remark.path[:2] if remark.path[-1] == "id" else ("tiers",)
    return any(
        lost_path[: len(owner_path)] == owner_path
        and (lost_path[2:3] == ("when",) or is_unknown_key(lost_path, Tier, lost_path[:2]))
        for lost_path in repaired.lost_paths
    )


def _vendor_remark_depends_on_lost(
    model: Model, remark: Remark, repaired: RepairedFile[RepairedModelT]
) -> bool:
    if remark.code == "does-not-apply":
        # A lost answer decides no condition; one that is not applicable, for a lost reason, does.
        return any(
            lost_path[0] == "responses" and lost_path[-1] == "not_applicable"
            for lost_path in repaired.lost_paths
        )
    if remark.code in _CODES_ABOUT_SUPPORT:
        return repaired.has_lost_within(remark.path[:_ANSWER_DEPTH])
    if remark.code == "answer-outdated":
        return remark.path[-1] == "answer" and repaired.has_lost_within(remark.path)
    if remark.code == "risk-stale" and isinstance(model, VendorFile):
        questionnaire_id, _, question_id = model.accepted_risks[
            int(remark.path[1])
        ].question.partition("/")
        answer_path: DataPath = ("responses", questionnaire_id, "answers", question_id)
        return repaired.has_lost_within(answer_path) or any(
            answer_path[: len(lost_path)] == lost_path
            or is_unknown_key(lost_path, Response, answer_path[:2])
            or is_unknown_key(lost_path, VendorFile)
            for lost_path in repaired.lost_paths
        )
    return False


def problems_in_malformed_file(
    document: Document,
    model: type[RepairedModelT],
    check: Callable[[RepairedModelT], list[Remark]],
    flaws: KnownFlaws | None = None,
    library: QuestionnaireLibrary | None = None,
) -> list[Problem]:
    """Return everything that is wrong with a malformed file, in reading order.

    Args:
        document: the file.
        model: the expected model.
        check: returns what else is wrong with such a model.
        flaws: what other files leave unknown.
        library: the questionnaires that a vendor file may answer.
    """
    if kind_remark := wrong_kind_remark(document.data, model):
        return [document.to_problem(kind_remark)]
    data = without_blanks(document.data) if model is AnswersFile else document.data
    repaired = repair(model, data)
    if repaired.model is None:
        return document.to_problems(repaired.remarks)
    remarks = (flaws or KnownFlaws()).drop_consequences(
        repaired.model, check(repaired.model), repaired
    )
    return document.to_problems(_with_question_hint(remark, library or {}) for remark in remarks)


def _with_question_hint(remark: Remark, library: QuestionnaireLibrary) -> Remark:
    """Return the remark on a key beside `answers`, with a hint if it is a known question."""
    is_misplaced = remark.code == "unknown-key" and is_beside_answers(remark.path)
    questionnaire = library.get(str(remark.path[1])) if is_misplaced else None
    if questionnaire is None or remark.path[2] not in questionnaire.questions:
        return remark
    return replace(
        remark,
        hint=f'it is a question of "{questionnaire.id}": indent it deeper, below the key "answers"',
    )
