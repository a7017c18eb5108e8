"""What else is wrong with files whose shape is wrong, without what only follows from that."""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field, replace

from vendorcheck.document.document import Document
from vendorcheck.document.problems import Path, Problem, Remark
from vendorcheck.model.conditions import qualified
from vendorcheck.model.fields import Model
from vendorcheck.model.policy import POLICY_KIND, Policy, Tier
from vendorcheck.model.questionnaire import QUESTIONNAIRE_KIND, Questionnaire
from vendorcheck.model.vendor_file import VENDOR_FILE_KIND, Response, VendorFile
from vendorcheck.validation.recovery.questionnaire_cascades import (
    ANY,
    ANY_CHECK,
    conditional_parts,
    of_questionnaire,
    strange,
    unsound_parts,
)
from vendorcheck.validation.recovery.repair import AModel, Remains, left_of
from vendorcheck.validation.references import Library
from vendorcheck.validation.schema.indentation import beside_answers

_OF_THE_WHOLE = frozenset(
    {"empty-value", "wrong-value", "reference-test", "when-never-holds", "check-never-holds", "never-asked",
     "answer-conflict", "evidence-without-reference", "credit-missing", "wrong-answer", "unknown-option",
     "blocker-cannot-fail"}
)  # fmt: skip
"""What is said of a thing because of its parts, so that nobody can tell where one of them is lost."""
_NAMING = frozenset({"unknown-question", "answer-outdated", "override-unknown"})
_THRESHOLDS = ("approve_at", "conditions_at")
_KINDS: Mapping[str, type[Model]] = {
    QUESTIONNAIRE_KIND: Questionnaire,
    POLICY_KIND: Policy,
    VENDOR_FILE_KIND: VendorFile,
}
_WORDS = {QUESTIONNAIRE_KIND: "a questionnaire", POLICY_KIND: "a policy", VENDOR_FILE_KIND: "a vendor file"}


@dataclass
class Flaws:
    """What the files of a run whose shape is wrong leave unknown.

    `questionnaires` are those files that are questionnaires, by id.
    """

    questionnaires: dict[str, Remains[Questionnaire]] = field(default_factory=dict)
    unsound: frozenset[str] = frozenset()
    conditional: frozenset[str] = frozenset()
    """Questions of which nobody knows whether an answer that is given counts."""
    known: Container[str] = ()
    """The questionnaires at hand."""

    def add(self, found: Questionnaire, rest: Remains[Questionnaire]) -> None:
        """Take note of a questionnaire whose shape is wrong."""
        self.questionnaires[found.id] = rest
        self.unsound |= {*unsound_parts(found, rest), *([ANY] if ("id",) in rest.lost else [])}
        self.conditional |= {*conditional_parts(found, rest)}
        if text := rest.meant.get(("id",)):
            self.unsound |= {found.id, text}

    def sifted(self, model: Model, remarks: Iterable[Remark], rest: Remains[AModel] | None) -> list[Remark]:
        """What is wrong with a file, in its own paths, without what follows from the shape of it or of another.

        Args:
            model: what it says.
            remarks: what is wrong with that, in its paths.
            rest: what is left of the file; None if its shape is sound.
        """
        found = [remark for remark in remarks if not self._of_others(model, remark)]
        if rest is None:
            return found
        own = [remark for remark in found if not (rest.follows(remark) or _of_own(model, remark, rest))]
        shape = [remark for remark in rest.remarks if not _named_as_defined(remark, rest)]
        return [*shape, *(rest.in_file(remark) for remark in own)]

    def _of_others(self, model: Model, remark: Remark) -> bool:
        """Whether what a remark is about depends on something of another file that is lost."""
        path = remark.path
        home = model.id if isinstance(model, Questionnaire) else ""
        if remark.code == "unknown-questionnaire":
            return ANY in self.unsound
        if remark.code in _NAMING:
            answered = isinstance(model, VendorFile)
            return self._unknown(f"{path[1]}/{path[3]}" if answered else qualified(str(path[-1]), home))
        if not isinstance(model, VendorFile):
            return False
        if remark.code in ("risk-unknown", "risk-stale"):
            question = model.accepted_risks[int(path[1])].question
            lost = question.partition("/")[0] in self.questionnaires
            nameless = f"{question.partition('/')[0]}/{ANY_CHECK}" in self.unsound
            return self._unknown(question) or nameless if remark.code == "risk-unknown" else lost
        if remark.code == "version-differs":
            rest = self.questionnaires.get(str(path[1]))
            return rest is not None and ("version",) in rest.lost
        return remark.code == "does-not-apply" and not self.questionnaires.keys().isdisjoint(model.responses)

    def _unknown(self, key: str) -> bool:
        """Whether nobody can tell if there is a question `questionnaire/question`."""
        home = key.partition("/")[0]
        if ANY in self.unsound and home not in self.known:
            return True
        return not self.unsound.isdisjoint((key, f"{home}/{ANY}"))


def _named_as_defined(remark: Remark, rest: Remains[AModel]) -> bool:
    """Whether an id can't be one but is that of an option set, where the same mistake is told."""
    names = {text for path, text in rest.meant.items() if path[:-1] == ("option_sets",)}
    return remark.path[-1:] == ("option_set",) and rest.meant.get(remark.path) in names


def _of_own(model: Model, remark: Remark, rest: Remains[AModel]) -> bool:
    """Whether what a remark is about depends on something of its own file that is lost."""
    if remark.code in _OF_THE_WHOLE and rest.touches(remark.path):
        return True
    if isinstance(model, Questionnaire):
        return of_questionnaire(model, remark, rest)
    return _of_policy(remark, rest) if isinstance(model, Policy) else _of_vendor(model, remark, rest)


def _of_policy(remark: Remark, rest: Remains[AModel]) -> bool:
    if remark.code == "thresholds-order":
        own = remark.path[:-1]
        return any(
            (lost[:-1] in ((), own) and lost[-1] in _THRESHOLDS)
            or strange(lost, Policy)
            or (own != () and strange(lost, Tier, own))
            for lost in rest.lost
        )
    if remark.code != "tier-never-matches":
        return False
    # A tier without a condition may have lost it; of one that has, so may any of those above it.
    own = remark.path[:2] if remark.path[-1] == "id" else ("tiers",)
    return any(
        lost[: len(own)] == own and (lost[2:3] == ("when",) or strange(lost, Tier, lost[:2]))
        for lost in rest.lost
    )


def _of_vendor(model: Model, remark: Remark, rest: Remains[AModel]) -> bool:
    if remark.code == "does-not-apply":
        # Of an answer that is lost nobody draws a conclusion; of one that is not applicable for a lost reason, they do.
        return any(lost[0] == "responses" and lost[-1] == "not_applicable" for lost in rest.lost)
    if remark.code == "answer-outdated":
        return remark.path[-1] == "answer" and rest.touches(remark.path)
    if remark.code == "risk-stale" and isinstance(model, VendorFile):
        home, _, name = model.accepted_risks[int(remark.path[1])].question.partition("/")
        place: Path = ("responses", home, "answers", name)
        return rest.touches(place) or any(
            place[: len(lost)] == lost or strange(lost, Response, place[:2]) or strange(lost, VendorFile)
            for lost in rest.lost
        )
    return False


def of_another_kind(data: Mapping[str, object], model: type[Model]) -> Remark | None:
    """What is wrong with a file if only its first key, copied from elsewhere perhaps, says that it is such a model."""
    keys, own = data.keys() - {"vendorcheck"}, model.model_fields.keys()
    meant = {
        kind: len(keys & theirs)
        for kind, theirs in ((kind, other.model_fields.keys()) for kind, other in _KINDS.items())
        if keys & (theirs - own) and not keys & (own - theirs) and 2 * len(keys & theirs) > len(keys)
    }
    most = [kind for kind, count in meant.items() if count == max(meant.values())]
    if len(most) != 1:
        return None
    hint = f"write vendorcheck: {most[0]}"
    return Remark(("vendorcheck",), "unknown-kind", f"this looks like {_WORDS[most[0]]}", hint)


def problems_of(
    document: Document,
    model: type[AModel],
    check: Callable[[AModel], list[Remark]],
    flaws: Flaws | None = None,
    library: Library | None = None,
) -> list[Problem]:
    """Everything that is wrong with a file whose shape is wrong, in reading order.

    Args:
        document: the file.
        model: what it should be.
        check: tells what else is wrong with such a model.
        flaws: what other files leave unknown.
        library: the questionnaires that a vendor file may answer.
    """
    if other := of_another_kind(document.data, model):
        return [document.problem(other)]
    rest = left_of(model, document.data)
    if rest.model is None:
        return document.problems(rest.remarks)
    remarks = (flaws or Flaws()).sifted(rest.model, check(rest.model), rest)
    return document.problems(_as_question(remark, library or {}) for remark in remarks)


def _as_question(remark: Remark, library: Library) -> Remark:
    """The remark on a key beside `answers`, with what is known of it if its questionnaire asks it."""
    stray = remark.code == "unknown-key" and beside_answers(remark.path)
    found = library.get(str(remark.path[1])) if stray else None
    if found is None or remark.path[2] not in found.questions:
        return remark
    return replace(
        remark, hint=f'it is a question of "{found.id}": indent it deeper, below the key "answers"'
    )
