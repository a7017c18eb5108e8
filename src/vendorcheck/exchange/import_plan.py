"""The plan of an import: what would change in a vendor file, before anything is written."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from vendorcheck.document.document import Data, Document
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.exchange.admission import AnswerFields, LeftOut, Sender, admit
from vendorcheck.exchange.merging import Conflict, Merge, Merger, ReceivedOn, Side, has_reply
from vendorcheck.exchange.moving import move_to_present_names
from vendorcheck.exchange.reply import Reply, ReplyRemark
from vendorcheck.exchange.tables.matching import asks_the_same
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import Vendor
from vendorcheck.store.migration import answers_by_key
from vendorcheck.text.safe import path_for_display, short_name


@dataclass(frozen=True, slots=True)
class ReceivedReply:
    """A reply, the name of its format, and the digest of its file."""

    reply: Reply
    format: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ImportRules:
    """The rules of an import: who sent the files, what is known, the day, and who decides."""

    questionnaires: Mapping[str, Questionnaire]
    digests: Callable[[str], str]
    """Returns the digest of a questionnaire."""
    sender: Sender
    day: date
    decide: Callable[[Conflict], Side | None]
    prefers_new: bool = False
    force: bool = False
    """True to take the reply of another vendor, or about another product."""


@dataclass(frozen=True, slots=True)
class FilledQuestionnaire:
    """The share of a questionnaire that is answered once a foreign file has answered what it can.

    `noted` counts the questions that have a note and no answer.
    """

    answered: int
    noted: int
    questions: int


@dataclass(slots=True)
class ImportPlan:
    """The outcome of an import: the merged answers, what is left out, and what to tell."""

    merge: Merge
    left_out: list[LeftOut] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)
    remarks: list[tuple[str, ReplyRemark]] = field(default_factory=list)
    """Other things to tell, each with the file that it is about."""
    filled: dict[str, FilledQuestionnaire] = field(default_factory=dict)
    """The questionnaires that were answered through a crosswalk, by id."""
    log: list[dict[str, Data]] = field(default_factory=list)
    """The entries to append to the log."""


def plan_import(
    document: Document | None, vendor: Vendor, received: Sequence[ReceivedReply], rules: ImportRules
) -> ImportPlan:
    """Return what an import would do; nothing is written.

    Args:
        document: the vendor file; None if there is none yet.
        vendor: its vendor.
        received: the replies, in the order in which they are merged.
        rules: the rules.

    Raises:
        VendorcheckError: a reply is that of another vendor, or to a newer questionnaire.
    """
    data = document.data if document else {}
    logged = _logged_digests(data)
    merger = Merger(
        long_answers(data),
        lambda key: rules.questionnaires[key.partition("/")[0]].questions[key.partition("/")[2]],
        rules.decide,
        prefers_new=rules.prefers_new,
    )
    plan = ImportPlan(merger.merge)
    for item in received:
        reply = item.reply
        if not rules.force:
            _require_same_vendor(reply, vendor)
        moved = move_to_present_names(reply, rules.questionnaires)
        admission = admit(moved.reply, rules.questionnaires, rules.sender)
        plan.moved |= moved.moved
        plan.left_out += [*moved.left_out, *admission.left_out]
        remarks = (*reply.remarks, *_changes_since(moved.reply, rules))
        plan.remarks += [(reply.file, remark) for remark in remarks]
        words = f"{short_name(reply.file.rpartition('/')[2])} of {rules.day.isoformat()}"
        merger.take(admission.answers, ReceivedOn(words, item.sha256 in logged))
        if item.sha256 not in logged:
            plan.log.append(_log_entry(item, rules.day))
        logged.add(item.sha256)
        plan.filled |= {name: _count_filled(name, rules, merger.merge) for name in reply.filled}
    return plan


def _count_filled(questionnaire_id: str, rules: ImportRules, merge: Merge) -> FilledQuestionnaire:
    questions = rules.questionnaires[questionnaire_id].questions
    replies = [merge.answers.get(f"{questionnaire_id}/{name}", {}) for name in questions]
    answered = [fields for fields in replies if has_reply(fields)]
    noted = [fields for fields in replies if fields.get("note") and not has_reply(fields)]
    return FilledQuestionnaire(len(answered), len(noted), len(replies))


def long_answers(data: Mapping[str, Data]) -> dict[str, AnswerFields]:
    """Return the answers of a vendor file by `questionnaire/question`, in the long form."""
    return {key: _long_form(answer) for key, answer in answers_by_key(data).items()}


def sha256_of(content: bytes) -> str:
    """Return the digest of a file."""
    return hashlib.sha256(content).hexdigest()


def _log_entry(item: ReceivedReply, day: date) -> dict[str, Data]:
    return {
        "received": item.format,
        "on": day.isoformat(),
        "digest": item.sha256,
        "file": short_name(item.reply.file.rpartition("/")[2]),
    }


def _logged_digests(data: Mapping[str, Data]) -> set[str]:
    log = data.get("log")
    return {
        str(entry["digest"])
        for entry in (log if isinstance(log, list) else ())
        if isinstance(entry, dict) and entry.get("received") and entry.get("digest")
    }


def _long_form(answer: Data) -> AnswerFields:
    if isinstance(answer, dict):
        return {key: value for key, value in answer.items() if value is not None}
    return {"answer": answer}


def _require_same_vendor(reply: Reply, vendor: Vendor) -> None:
    """Check that a form was made for this vendor and this product.

    Raises:
        VendorcheckError: it was made for another.
    """
    form = reply.form
    for noun, theirs, ours in (
        ("vendor", form and form.vendor, vendor.name),
        ("product", form and form.product, vendor.product),
    ):
        if theirs and ours and _folded(theirs) != _folded(ours):
            raise VendorcheckError(
                f"{path_for_display(reply.file)} was made for the {noun} "
                f'"{short_name(theirs)}", and this file is about "{short_name(ours)}"; '
                "--force takes it nevertheless"
            )


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _changes_since(reply: Reply, rules: ImportRules) -> list[ReplyRemark]:
    """Return remarks on questions that have another text now, and on changed questionnaires."""
    remarks: list[ReplyRemark] = []
    told: set[str] = set()
    for answer in reply.answers:
        questionnaire = rules.questionnaires.get(answer.questionnaire)
        question = questionnaire and questionnaire.questions.get(answer.question)
        if question and answer.asked and not asks_the_same(answer.asked, question.ask):
            told.add(answer.questionnaire)
            remarks.append(
                ReplyRemark(
                    f'{answer.key} was asked otherwise: "{short_name(answer.asked)}"; '
                    f'it is now: "{short_name(question.ask)}"',
                    answer.place,
                )
            )
    for questionnaire_id, sent in (reply.form.questionnaires if reply.form else {}).items():
        known = rules.questionnaires.get(questionnaire_id)
        if not known or questionnaire_id in told or not sent.digest:
            continue
        if sent.version == known.version and sent.digest != rules.digests(questionnaire_id):
            remarks.append(
                ReplyRemark(
                    f'"{questionnaire_id}" has changed since this form was made, though it has '
                    "the same version; look whether the answers still fit"
                )
            )
    return remarks
