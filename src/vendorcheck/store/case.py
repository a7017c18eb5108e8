"""A vendor file that is ready to be assessed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.digests import Digests, answers_digest, digest
from vendorcheck.assessment.plan.plan import Plan
from vendorcheck.assessment.tiering import Tiering
from vendorcheck.document.document import Data, Document
from vendorcheck.document.problems import InvalidFile, Problem
from vendorcheck.model.evidence import FileStates
from vendorcheck.model.policy import Policy
from vendorcheck.model.vendor_file import VENDOR_FILE_KIND, VendorFile
from vendorcheck.store.evidence import read_file_states
from vendorcheck.store.file_kind import require_kind
from vendorcheck.store.invalid_files import malformed_file_error, raise_on_errors
from vendorcheck.store.library import Library, LoadedFile
from vendorcheck.validation.command_line import with_labels_commands
from vendorcheck.validation.schema.parse import parse_model
from vendorcheck.validation.vendor_files import PlanCache, check_vendor_file


@dataclass(frozen=True, slots=True)
class VendorCase:
    """A valid vendor file, the assessor of the policy that counts, and the vendor's tier."""

    vendor: VendorFile
    document: Document
    assessor: Assessor
    tiering: Tiering
    warnings: tuple[Problem, ...]

    @property
    def file_states(self) -> FileStates:
        """The states of the files that its evidence names."""
        return self.tiering.file_states

    def assess(self) -> Assessment:
        """Assess the vendor in its tier."""
        sha256 = answers_digest(self.document.data)
        return self.assessor.assess(self.vendor, self.tiering.as_of, sha256, self.tiering)


@dataclass(frozen=True, slots=True)
class SharedParts:
    """The parts that the cases of one run share: one policy, one choice of questionnaires.

    Each plan is made once, and each digest worked out once, however many vendors there are.
    """

    assessor: Assessor
    plans: PlanCache
    policy_sha256: str

    @classmethod
    def of(
        cls, library: Library, policy_file: LoadedFile[Policy], chosen_ids: Sequence[str] = ()
    ) -> "SharedParts":
        """Return the parts for cases under this policy."""
        assessor = Assessor(library, policy_file.model, chosen_ids)
        return cls(assessor, {}, digest(policy_file.document.data))

    def add_digests(self, library: Library, plan: Plan) -> None:
        """Let assessments know the digests of what a plan rests on."""
        known = self.assessor.digests.questionnaires
        used = self.assessor.used_questionnaire_ids(plan)
        if missing := [name for name in used if name not in known]:
            self.assessor.digests = Digests(
                {**known, **library.digests(missing)},
                self.policy_sha256,
                files=library.files_not_built_in,
            )


def prepare_case(
    library: Library,
    document: Document,
    policy_file: LoadedFile[Policy],
    chosen_ids: Sequence[str],
    as_of: date,
    shared: SharedParts | None = None,
    *,
    read_states: Callable[[VendorFile], FileStates] | None = None,
) -> VendorCase:
    """Validate a vendor file, and resolve its tier.

    `shared` are the parts of an earlier case under the same policy, with the same `chosen_ids`.
    `read_states` returns the states of the files that its evidence names, by default of those
    in its folder.

    Raises:
        InvalidFile: with everything for which the file can't be assessed as written.
    """
    require_kind(document, VENDOR_FILE_KIND)
    try:
        vendor = parse_model(document, VendorFile)
    except InvalidFile:
        check = partial(check_vendor_file, library=library, as_of=as_of, policy=policy_file.model)
        raise malformed_file_error(document, VendorFile, library, check) from None
    shared = shared or SharedParts.of(library, policy_file, chosen_ids)
    file_states = read_states(vendor) if read_states else read_file_states(vendor, document.file)
    remarks = check_vendor_file(
        vendor, library, as_of, policy_file.model, plan_cache=shared.plans, file_states=file_states
    )
    problems = document.to_problems(with_labels_commands(remarks, library, library.shows_built_in))
    raise_on_errors(problems)
    assessor = shared.assessor
    tiering = assessor.tiering_of(vendor, as_of, file_states)
    shared.add_digests(library, assessor.plan_for_tier(tiering.tier))
    return VendorCase(vendor, document, assessor, tiering, tuple(problems))


def with_answers(document: Document, answers: Mapping[str, Data]) -> Document:
    """Return a vendor file with some answers, by `questionnaire/question`, set or replaced.

    Nothing is written. Where the file holds something else than answers, it stays, so that it is
    reported.
    """
    if not answers:
        return document
    responses = _copy_mapping(document.data.get("responses"))
    for key, answer in answers.items():
        questionnaire_id, _, question_id = key.partition("/")
        if isinstance(responses, dict):
            response = responses[questionnaire_id] = _copy_mapping(responses.get(questionnaire_id))
            if isinstance(response, dict):
                old_answers = response["answers"] = _copy_mapping(response.get("answers"))
                if isinstance(old_answers, dict):
                    old_answers[question_id] = answer
    return replace(document, data={**document.data, "responses": responses}, is_complete=False)


def _copy_mapping(part: Data) -> Data:
    """Return a mapping to write into, an empty one for None; anything else as it is."""
    return {**part} if isinstance(part, dict) else {} if part is None else part
