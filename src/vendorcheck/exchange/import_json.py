"""The plan of an import as JSON, for a job that nobody watches: the same that the lines say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Final, TypeAlias

from vendorcheck.document.problems import VendorcheckError
from vendorcheck.exchange.admission import AnswerFields, LeftOut
from vendorcheck.exchange.import_plan import ImportPlan, ReceivedReply
from vendorcheck.exchange.merging import Happened
from vendorcheck.text.ascii_json import dump_json

SCHEMA: Final = "vendorcheck-import/1"
"""The name of the shape: keys are added under it, and none is removed or gets another meaning."""
_Json: TypeAlias = object


def is_json(name: str | None) -> bool:
    """Return whether a name of a way to show a plan is that of JSON; None is text.

    Raises:
        VendorcheckError: it is neither text nor JSON.
    """
    match name and name.lower():
        case None | "text":
            return False
        case "json":
            return True
        case _:
            raise VendorcheckError(f'--format takes text or json, not "{name}"')


def plan_json(
    plan: ImportPlan,
    before: Mapping[str, AnswerFields],
    received: Sequence[ReceivedReply],
    *,
    file: str,
    day: date,
    is_trial: bool,
) -> str:
    """Return what an import does or would do, as JSON in ASCII.

    Args:
        plan: the plan.
        before: the answers of the vendor file as it is.
        received: the replies.
        file: the vendor file.
        day: the day of the import.
        is_trial: True if nothing is written.
    """
    data = {
        "schema": SCHEMA,
        "vendor_file": file,
        "as_of": day.isoformat(),
        "dry_run": is_trial,
        "files": [*_files(plan, received)],
        **_answers(plan, before),
        "refused": [_left_out(entry) for entry in plan.left_out if entry.kind == "refused"],
        "unknown": [_unknown(entry) for entry in plan.left_out if entry.kind == "unknown"],
        "parts_left_out": [_left_out(entry) for entry in plan.left_out if entry.kind == "part"],
        "moved": [{"from": old, "to": new} for old, new in plan.moved.items()],
        "filled": [
            {"questionnaire": name, **asdict(filled)} for name, filled in plan.filled.items()
        ],
        "remarks": [
            {"file": file, "place": remark.place and str(remark.place), "message": remark.message}
            for file, remark in plan.remarks
        ],
    }
    return dump_json(data)


def _files(plan: ImportPlan, received: Sequence[ReceivedReply]) -> Iterator[dict[str, _Json]]:
    new_digests = {str(entry["digest"]) for entry in plan.log}
    for item in received:
        yield {
            "file": item.reply.file,
            "format": item.format,
            "sha256": item.sha256,
            "came_before": item.sha256 not in new_digests,
        }


def _answers(plan: ImportPlan, before: Mapping[str, AnswerFields]) -> dict[str, _Json]:
    answers = plan.merge.answers
    return {
        "taken": [{"question": key, "answer": answers[key]} for key in _keys(plan, "added")],
        "changed": [
            {"question": key, "before": before.get(key, {}), "answer": answers[key]}
            for key in _keys(plan, "changed")
        ],
        "unchanged": [*_keys(plan, "unchanged")],
        "conflicts": [*_conflicts(plan)],
    }


def _keys(plan: ImportPlan, happened: Happened) -> Iterator[str]:
    undecided = {conflict.key for conflict in plan.merge.undecided}
    for key, what in plan.merge.happened.items():
        if what == happened and not (what == "unchanged" and key in undecided):
            yield key


def _conflicts(plan: ImportPlan) -> Iterator[dict[str, _Json]]:
    decided = ((conflict, side) for conflict, side in plan.merge.decided)
    open_ones = ((conflict, None) for conflict in plan.merge.undecided)
    for conflict, side in (*decided, *open_ones):
        yield {
            "question": conflict.key,
            "file": conflict.file,
            "old_file": conflict.old_file,
            "ours": conflict.disputes_ours,
            "old": conflict.old_side,
            "new": conflict.new_side,
            "decided": side,
        }


def _left_out(entry: LeftOut) -> dict[str, _Json]:
    return {
        "file": entry.file,
        "place": str(entry.place),
        "subject": entry.subject,
        "because": entry.because,
    }


def _unknown(entry: LeftOut) -> dict[str, _Json]:
    similar = entry.similar
    almost = similar and {"question": similar.answer.key, "ask": similar.ask}
    return {**_left_out(entry), "almost": almost}
