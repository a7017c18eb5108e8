"""Check an answers file beyond its shape: its answers, as if they were in a vendor file."""

from datetime import date

from vendorcheck.document.problems import Remark
from vendorcheck.model.answers_file import AnswersFile, as_vendor_file
from vendorcheck.model.policy import NO_POLICY, Policy
from vendorcheck.validation.dates_and_risks import future_date_remarks
from vendorcheck.validation.references import QuestionnaireLibrary
from vendorcheck.validation.vendor_files import check_vendor_file

_CODES_ABOUT_US = frozenset({"not-confirmed"})
"""The codes of problems that only we can mend, once the answers are in a vendor file."""


def check_answers_file(
    answers_file: AnswersFile,
    library: QuestionnaireLibrary,
    as_of: date,
    unsound_ids: frozenset[str] = frozenset(),
    policy: Policy = NO_POLICY,
) -> list[Remark]:
    """Return everything that is wrong with an answers file on a day, up to the limit per file.

    Args:
        answers_file: the answers file.
        library: the known questionnaires.
        as_of: the day.
        unsound_ids: questionnaires, and questions as `questionnaire/question`, with errors of their
            own; answers to them are not checked against them.
        policy: the policy that says how long evidence counts and which questions are blockers.
    """
    made_on = answers_file.form.made_on if answers_file.form else None
    remarks = check_vendor_file(as_vendor_file(answers_file), library, as_of, policy, unsound_ids)
    return [
        *future_date_remarks(made_on, ("form", "made_on"), as_of),
        *(
            remark
            for remark in remarks
            if remark.path[:1] != ("vendor",) and remark.code not in _CODES_ABOUT_US
        ),
    ]
