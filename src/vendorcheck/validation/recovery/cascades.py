"""What else is wrong with files whose shape is wrong, without what only follows from that."""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field, replace

from vendorcheck.document.document import Document
from vendorcheck.document.problems import DataPath, Problem, Remark
from vendorcheck.model.conditions import qualified_name
from vendorcheck.model.fields import Model
from vendorcheck.model.policy import POLICY_KIND, Policy, Tier
from vendorcheck.model.questionnaire import QUESTIONNAIRE_KIND, Questionnaire
from vendorcheck.model.vendor_file import VENDOR_FILE_KIND, Response, VendorFile
from vendorcheck.validation.recovery.questionnaire_cascades import (
    UNKNOWN_CHECK,
    UNKNOWN_NAME,
    is_unknown_key,
    questionnaire_remark_depends_on_lost,
    questions_with_unknown_answers,
    questions_with_unknown_applicability,
)
from vendorcheck.validation.recovery.repair import RepairedFile, RepairedModelT, repair
from vendorcheck.validation.references import QuestionnaireLibrary
from vendorcheck.validation.schema.indentation import is_beside_answers

_CODES_ABOUT_A_WHOLE = frozenset(
    {"empty-value", "wrong-value", "reference-test", "when-never-holds", "check-never-holds", "never-asked",
     "answer-conflict", "evidence-without-reference", "credit-missing", "wrong-answer", "unknown-option",
     "blocker-cannot-fail"}
)  # fmt: skip
"""What is said of a thing because of its parts, so that nobody can tell where one of them is lost."""
_CODES_ABOUT_A_NAME = frozenset({"unknown-question", "answer-outdated", "override-unknown"})
_THRESHOLD_KEYS = ("approve_at", "conditions_at")
_MODELS_BY_KIND: Mapping[str, type[Model]] = {
    QUESTIONNAIRE_KIND: Questionnaire,
    POLICY_KIND: Policy,
    VENDOR_FILE_KIND: VendorFile,
}
_KIND_NAMES = {
    QUESTIONNAIRE_KIND: "a questionnaire",
    POLICY_KIND: "a policy",
    VENDOR_FILE_KIND: "a vendor file",
}


@dataclass
class KnownFlaws:
    """What the files of a run whose shape is wrong leave unknown.

    `questionnaires` are those files that are questionnaires, by id.
    """

    repaired_questionnaires: dict[str, RepairedFile[Questionnaire]] = field(default_factory=dict)
    unsound_ids: frozenset[str] = frozenset()
    conditional_questions: frozenset[str] = frozenset()
    """Questions of which nobody knows whether an answer that is given counts."""
    known_questionnaires: Container[str] = ()
    """The questionnaires at hand."""

    def add(self, questionnaire: Questionnaire, repaired: RepairedFile[Questionnaire]) -> None:
        """Take note of a questionnaire whose shape is wrong."""
        self.repaired_questionnaires[questionnaire.id] = repaired
        self.unsound_ids |= {
            *questions_with_unknown_answers(questionnaire, repaired),
            *([UNKNOWN_NAME] if ("id",) in repaired.lost_paths else []),
        }
        self.conditional_questions |= {
            *questions_with_unknown_applicability(questionnaire, repaired)
        }
        if text := repaired.corrections.get(("id",)):
            self.unsound_ids |= {questionnaire.id, text}

    def drop_consequences(
        self, model: Model, remarks: Iterable[Remark], repaired: RepairedFile[RepairedModelT] | None
    ) -> list[Remark]:
        """What is wrong with a file, in its own paths, without what follows from the shape of it or of another.

        Args:
            model: what it says.
            remarks: what is wrong with that, in its paths.
            repaired: what is left of the file; None if its shape is sound.
        """
        found = [remark for remark in remarks if not self._depends_on_other_files(model, remark)]
        if repaired is None:
            return found
        own = [
            remark
            for remark in found
            if not (
                repaired.is_about_stand_in(remark) or _depends_on_own_file(model, remark, repaired)
            )
        ]
        shape = [
            remark
            for remark in repaired.remarks
            if not _repeats_option_set_mistake(remark, repaired)
        ]
        return [*shape, *(repaired.with_file_paths(remark) for remark in own)]

    def _depends_on_other_files(self, model: Model, remark: Remark) -> bool:
        """Whether what a remark is about depends on something of another file that is lost."""
        path = remark.path
        home = model.id if isinstance(model, Questionnaire) else ""
        if remark.code == "unknown-questionnaire":
            return UNKNOWN_NAME in self.unsound_ids
        if remark.code in _CODES_ABOUT_A_NAME:
            answered = isinstance(model, VendorFile)
            return self._is_existence_unknown(
                f"{path[1]}/{path[3]}" if answered else qualified_name(str(path[-1]), home)
            )
        if not isinstance(model, VendorFile):
            return False
        if remark.code in ("risk-unknown", "risk-stale"):
            question = model.accepted_risks[int(path[1])].question
            lost = question.partition("/")[0] in self.repaired_questionnaires
            nameless = f"{question.partition('/')[0]}/{UNKNOWN_CHECK}" in self.unsound_ids
            return (
                self._is_existence_unknown(question) or nameless
                if remark.code == "risk-unknown"
                else lost
            )
        if remark.code == "version-differs":
            rest = self.repaired_questionnaires.get(str(path[1]))
            return rest is not None and ("version",) in rest.lost_paths
        return (
            remark.code == "does-not-apply"
            and not self.repaired_questionnaires.keys().isdisjoint(model.responses)
        )

    def _is_existence_unknown(self, key: str) -> bool:
        """Whether nobody can tell if there is a question `questionnaire/question`."""
        home = key.partition("/")[0]
        if UNKNOWN_NAME in self.unsound_ids and home not in self.known_questionnaires:
            return True
        return not self.unsound_ids.isdisjoint((key, f"{home}/{UNKNOWN_NAME}"))


def _repeats_option_set_mistake(remark: Remark, repaired: RepairedFile[RepairedModelT]) -> bool:
    """Whether an id can't be one but is that of an option set, where the same mistake is told."""
    names = {text for path, text in repaired.corrections.items() if path[:-1] == ("option_sets",)}
    return remark.path[-1:] == ("option_set",) and repaired.corrections.get(remark.path) in names


def _depends_on_own_file(
    model: Model, remark: Remark, repaired: RepairedFile[RepairedModelT]
) -> bool:
    """Whether what a remark is about depends on something of its own file that is lost."""
    if remark.code in _CODES_ABOUT_A_WHOLE and repaired.has_lost_within(remark.path):
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
        own = remark.path[:-1]
        return any(
            (lost[:-1] in ((), own) and lost[-1] in _THRESHOLD_KEYS)
            or is_unknown_key(lost, Policy)
            or (own != () and is_unknown_key(lost, Tier, own))
            for lost in repaired.lost_paths
        )
    if remark.code != "tier-never-matches":
        return False
    # A tier without a condition may have lost it; of one that has, so may any of those above it.
    own = remark.path[:2] if remark.path[-1] == "id" else ("tiers",)
    return any(
        lost[: len(own)] == own and (lost[2:3] == ("when",) or is_unknown_key(lost, Tier, lost[:2]))
        for lost in repaired.lost_paths
    )


def _vendor_remark_depends_on_lost(
    model: Model, remark: Remark, repaired: RepairedFile[RepairedModelT]
) -> bool:
    if remark.code == "does-not-apply":
        # Of an answer that is lost nobody draws a conclusion; of one that is not applicable for a lost reason, they do.
        return any(
            lost[0] == "responses" and lost[-1] == "not_applicable" for lost in repaired.lost_paths
        )
    if remark.code == "answer-outdated":
        return remark.path[-1] == "answer" and repaired.has_lost_within(remark.path)
    if remark.code == "risk-stale" and isinstance(model, VendorFile):
        home, _, name = model.accepted_risks[int(remark.path[1])].question.partition("/")
        place: DataPath = ("responses", home, "answers", name)
        return repaired.has_lost_within(place) or any(
            place[: len(lost)] == lost
            or is_unknown_key(lost, Response, place[:2])
            or is_unknown_key(lost, VendorFile)
            for lost in repaired.lost_paths
        )
    return False


def wrong_kind_remark(data: Mapping[str, object], model: type[Model]) -> Remark | None:
    """What is wrong with a file if only its first key, copied from elsewhere perhaps, says that it is such a model."""
    keys, own = data.keys() - {"vendorcheck"}, model.model_fields.keys()
    meant = {
        kind: len(keys & theirs)
        for kind, theirs in (
            (kind, other.model_fields.keys()) for kind, other in _MODELS_BY_KIND.items()
        )
        if keys & (theirs - own)
        and not keys & (own - theirs)
        and 2 * len(keys & theirs) > len(keys)
    }
    most = [kind for kind, count in meant.items() if count == max(meant.values())]
    if len(most) != 1:
        return None
    hint = f"write vendorcheck: {most[0]}"
    return Remark(("vendorcheck",), "unknown-kind", f"this looks like {_KIND_NAMES[most[0]]}", hint)


def problems_in_malformed_file(
    document: Document,
    model: type[RepairedModelT],
    check: Callable[[RepairedModelT], list[Remark]],
    flaws: KnownFlaws | None = None,
    library: QuestionnaireLibrary | None = None,
) -> list[Problem]:
    """Everything that is wrong with a file whose shape is wrong, in reading order.

    Args:
        document: the file.
        model: what it should be.
        check: tells what else is wrong with such a model.
        flaws: what other files leave unknown.
        library: the questionnaires that a vendor file may answer.
    """
    if other := wrong_kind_remark(document.data, model):
        return [document.to_problem(other)]
    rest = repair(model, document.data)
    if rest.model is None:
        return document.to_problems(rest.remarks)
    remarks = (flaws or KnownFlaws()).drop_consequences(rest.model, check(rest.model), rest)
    return document.to_problems(_with_question_hint(remark, library or {}) for remark in remarks)


def _with_question_hint(remark: Remark, library: QuestionnaireLibrary) -> Remark:
    """The remark on a key beside `answers`, with what is known of it if its questionnaire asks it."""
    stray = remark.code == "unknown-key" and is_beside_answers(remark.path)
    found = library.get(str(remark.path[1])) if stray else None
    if found is None or remark.path[2] not in found.questions:
        return remark
    return replace(
        remark, hint=f'it is a question of "{found.id}": indent it deeper, below the key "answers"'
    )
