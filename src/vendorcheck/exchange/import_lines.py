"""The plan of an import in lines for a person: taken, changed, refused, unknown."""

from collections import Counter
from collections.abc import Iterable, Iterator

from vendorcheck.document.document import Data
from vendorcheck.exchange.admission import REPLY_KEYS, AnswerFields, LeftOut
from vendorcheck.exchange.import_plan import ImportPlan
from vendorcheck.exchange.kept_sides import record_of
from vendorcheck.exchange.merging import Conflict, Happened
from vendorcheck.store.vendor_file_editor import data_in_one_line
from vendorcheck.text.layout import MAX_PARAGRAPH_COLUMNS, wrap_text
from vendorcheck.text.safe import one_line, path_for_display, short_name
from vendorcheck.text.words import count_with_noun, join_list

_MAX_NAMED = 12
"""The most new answers that are shown unless all are; of more, the number in each questionnaire."""
_MAX_SAID = 240
"""The most characters of an answer that are shown."""
_GOES_WITH_A_REPLY = ("unknown", "as_of")
_MAX_VALUE = 100
"""The most characters of a part of an answer that are shown."""
_MAX_SUBJECTS = 12
"""The most questions that are named for one reason, unless all are."""
_MIN_COLUMNS = 30
_ALMOST = (
    "Almost a question of ours, and left out; its name in a column of ids, such as sso/mfa, takes "
    "the answer:"
)
_HEADINGS = {
    "unknown": "Unknown, and left out:",
    "refused": "Refused:",
    "part": "Left out of what was taken:",
}


def plan_lines(
    plan: ImportPlan,
    before: dict[str, AnswerFields],
    *,
    source: str,
    file: str,
    width: int,
    in_full: bool,
) -> list[str]:
    """Return what an import does or would do.

    Args:
        plan: the plan.
        before: the answers of the vendor file as it is.
        source: the vendor file as it is, whose answers may be in conflict.
        file: the vendor file that is written.
        width: the columns of a line.
        in_full: True to show every new answer.
    """
    paragraphs = [
        *_summary(plan, file),
        *_filled(plan),
        *_new_answers(plan, in_full=in_full),
        *_changed_answers(plan, before),
        *_conflicts(plan, source),
        *_moved_answers(plan),
        *_left_out(plan.left_out, in_full=in_full),
        *_similar(plan.left_out),
        *_remarks(plan, in_full=in_full),
    ]
    columns = max(_MIN_COLUMNS, min(width, MAX_PARAGRAPH_COLUMNS))
    return [
        line
        for indent, text in paragraphs
        for line in wrap_text(text, columns, " " * indent, " " * (indent + 2), cut_words=False)
    ]


def conflict_sides(conflict: Conflict, file: str) -> list[str]:
    """Return the two sides of a conflict, each with the file that says it.

    Args:
        conflict: the conflict.
        file: the vendor file.
    """
    ours = " (ours)" if conflict.disputes_ours else ""
    old_file = path_for_display(conflict.old_file or file)
    return [
        f"{old_file}{ours}: {said_in_one_line(conflict.old_side)}",
        f"{path_for_display(conflict.file)}: {said_in_one_line(conflict.new_side)}",
    ]


def said_in_one_line(fields: AnswerFields) -> str:
    """Return an answer as people read it, cut if it is long."""
    return short_name(record_of(fields), _MAX_SAID)


def _keys(plan: ImportPlan, happened: Happened) -> list[str]:
    return [key for key, what in plan.merge.happened.items() if what == happened]


def _summary(plan: ImportPlan, file: str) -> Iterator[tuple[int, str]]:
    added, changed = _keys(plan, "added"), len(_keys(plan, "changed"))
    notes = [key for key in added if plan.merge.answers[key].keys().isdisjoint(REPLY_KEYS)]
    undecided = {conflict.key for conflict in plan.merge.undecided}
    same = len([key for key in _keys(plan, "unchanged") if key not in undecided])
    counts = (
        (len(added) - len(notes), "answer is new", "answers are new"),
        (len(notes), "note without an answer is new", "notes without an answer are new"),
        (changed, "answer changes", "answers change"),
        (len(undecided), "is in conflict", "are in conflict"),
        (same, "stays as it is", "stay as they are"),
    )
    parts = [count_with_noun(*count) for count in counts if count[0]]
    yield 0, f"{path_for_display(file)}: {', '.join(parts) or 'nothing to take'}"


def _filled(plan: ImportPlan) -> Iterator[tuple[int, str]]:
    """Yield how much of each questionnaire is answered now, which was to be filled."""
    yield from [(0, "Answered now:")] * bool(plan.filled)
    for name, filled in plan.filled.items():
        questions = count_with_noun(filled.questions, "question", "questions")
        notes = f"; a note at {filled.noted} more" if filled.noted else ""
        yield 2, f"{name}: {filled.answered} of {questions}{notes}"


def _new_answers(plan: ImportPlan, *, in_full: bool) -> Iterator[tuple[int, str]]:
    keys = _keys(plan, "added")
    if len(keys) > _MAX_NAMED and not in_full:
        counts = Counter(key.partition("/")[0] for key in keys)
        counted = ", ".join(f"{name} {count}" for name, count in counts.items())
        yield 0, f"New: {counted}; -v shows them"
        return
    yield from [(0, "New:")] * bool(keys)
    for key in keys:
        yield 2, f"{key}: {said_in_one_line(plan.merge.answers[key])}"


def _changed_answers(
    plan: ImportPlan, before: dict[str, AnswerFields]
) -> Iterator[tuple[int, str]]:
    keys = _keys(plan, "changed")
    yield from [(0, "Changed:")] * bool(keys)
    for key in keys:
        yield 2, f"{key}:"
        for text in _differences(before.get(key, {}), plan.merge.answers[key]):
            yield 4, text


def _differences(old: AnswerFields, new: AnswerFields) -> Iterator[str]:
    """Yield each part of an answer that changes, and the parts that only words keep."""
    for key, value in new.items():
        if old.get(key) == value:
            continue
        before = f"{_value(old[key])} -> " if key in old else ""
        yield f"{key}: {before}{_value(value)}"
    if removed := [key for key in old if key not in new and key not in _GOES_WITH_A_REPLY]:
        yield f"kept in words: {join_list(removed)}"


def _value(value: Data) -> str:
    return short_name(data_in_one_line(value), _MAX_VALUE)


def _conflicts(plan: ImportPlan, file: str) -> Iterator[tuple[int, str]]:
    conflicts = plan.merge.undecided
    yield from [(0, "In conflict:")] * bool(conflicts)
    for conflict in conflicts:
        yield 2, conflict.key
        for side in conflict_sides(conflict, file):
            yield 4, side


def _moved_answers(plan: ImportPlan) -> Iterator[tuple[int, str]]:
    yield from [(0, "Moved to their present names:")] * bool(plan.moved)
    for old, new in plan.moved.items():
        yield 2, f"{old} is {new} now"


def _left_out(left_out: Iterable[LeftOut], *, in_full: bool) -> Iterator[tuple[int, str]]:
    """Yield what is not taken, once for each reason."""
    groups: dict[str, dict[tuple[str, str], list[LeftOut]]] = {}
    for entry in (entry for entry in left_out if entry.similar is None):
        groups.setdefault(entry.kind, {}).setdefault((entry.file, entry.because), []).append(entry)
    for kind, heading in _HEADINGS.items():
        yield from [(0, heading)] * (kind in groups)
        for (file, because), entries in groups.get(kind, {}).items():
            named = _listed(
                [f"{short_name(one.subject)} ({one.place})" for one in entries], in_full=in_full
            )
            yield 2, f"{path_for_display(file)}: {named}: {short_name(because, _MAX_SAID)}"


def _similar(left_out: Iterable[LeftOut]) -> Iterator[tuple[int, str]]:
    """Yield what is almost asked by us, with both texts: only a person can tell."""
    entries = [entry for entry in left_out if entry.similar]
    yield from [(0, _ALMOST)] * bool(entries)
    for entry in entries:
        if entry.similar:
            theirs, ours = short_name(entry.subject, _MAX_SAID), one_line(entry.similar.ask)
            yield 2, f"{path_for_display(entry.file)}, {one_line(str(entry.place))}: {theirs}"
            yield 4, f"almost {entry.similar.answer.key}: {ours}"


def _remarks(plan: ImportPlan, *, in_full: bool) -> Iterator[tuple[int, str]]:
    """Yield what else to look at, once for each message, with its places."""
    places: dict[tuple[str, str], list[str]] = {}
    for file, remark in plan.remarks:
        place = str(remark.place or "")
        named = [place] if place and place not in remark.message else []
        places.setdefault((file, remark.message), []).extend(named)
    yield from [(0, "Look at this:")] * bool(places)
    for (file, message), names in places.items():
        where = f", {_listed(names, in_full=in_full)}" if names else ""
        yield 2, f"{path_for_display(file)}{where}: {short_name(message, _MAX_SAID)}"


def _listed(names: list[str], *, in_full: bool) -> str:
    """Return names as a list; of many the first ones, unless all are to be shown."""
    shown = [one_line(name) for name in names]
    if len(shown) > _MAX_SUBJECTS and not in_full:
        shown = [*shown[:_MAX_SUBJECTS], f"{len(shown) - _MAX_SUBJECTS} more, which -v names"]
    return join_list(shown)
