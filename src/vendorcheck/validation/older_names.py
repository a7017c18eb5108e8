"""Names that a policy uses as an older version of a questionnaire did."""

from collections.abc import Collection, Iterator, Sequence

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.conditions import Range
from vendorcheck.model.moved_names import MovedNames
from vendorcheck.model.renames import Successor


def successor_in_condition(
    names: MovedNames, key: str, test: tuple[str, ...] | Range
) -> Successor | None:
    """Return what became of `questionnaire/question`, as a condition of a policy names it.

    None if name and options are present ones, or if nothing is declared that fits a condition.
    """
    successor = names.successor_of(key)
    if successor is None or successor.name is None:
        return successor
    is_older_name = key != successor.name
    has_older_options = with_present_options(test, successor) != test
    is_question = names.question(successor.name) is not None
    return successor if is_question and (is_older_name or has_older_options) else None


def with_present_options(
    test: tuple[str, ...] | Range, successor: Successor
) -> tuple[str, ...] | Range:
    """Return a test with the present names of its options."""
    return (
        tuple(successor.options.get(option, option) for option in test)
        if isinstance(test, tuple)
        else test
    )


def older_name_remark(
    key: str,
    successor: Successor,
    path: DataPath,
    test: tuple[str, ...] | Range = (),
) -> Remark:
    """Return the remark on a rule that names a question, a check or an option as before.

    `key` is `questionnaire/name`, and so is the successor's name.
    """
    if successor.name is None:
        because = f": {successor.because}" if successor.because else ""
        message = f'"{key}" was removed{because}'
        look = f"look at {quoted_list(successor.see)}, and " if successor.see else ""
        return Remark(path, "rule-removed", message, f"{look}leave this rule out", at_key=True)
    present_name = successor.name
    if present_name != key:
        message = f'"{key}" is called "{present_name}" now'
        return Remark(path, "rule-renamed", message, f'write "{present_name}"', at_key=True)
    options = test if isinstance(test, tuple) else ()
    renamed_options = ", ".join(
        f'"{option}" is called "{successor.options[option]}" now'
        for option in options
        if option in successor.options
    )
    message = f'of the options of "{present_name}", {renamed_options}'
    return Remark(path, "rule-renamed", message, "write the present names", at_key=True)


def older_entry_hint(successor: Successor, moved: str) -> str:
    """Return a hint on what became of an older name; `moved` is what migrate moves with it."""
    if successor.name is None:
        look = f"; look at {quoted_list(successor.see)}" if successor.see else ""
        return f"it was removed{look}; keep it as a record, or leave it out"
    return f'it is called "{successor.name}" now; vendorcheck migrate moves {moved}'


def split_section_remarks(
    key: str, sections: Sequence[str], names_that_count: Collection[str], path: DataPath
) -> Iterator[Remark]:
    """Yield the remark on a floor for a section that was renamed or split, if there is one.

    Args:
        key: the section, as `questionnaire/section`.
        sections: those that hold its questions now, itself included.
        names_that_count: the sections that have a floor of their own.
        path: the rule.
    """
    missing = [section for section in sections if section not in names_that_count]
    if key in sections:
        if missing:
            message = f'questions of "{key}" are in {quoted_list(missing)} now'
            hint = f"give {quoted_list(missing)} a floor as well, 0 for none"
            yield Remark(path, "rule-renamed", message, hint, at_key=True)
        return
    verb = "is called" if len(sections) == 1 else "was split into"
    message = f'"{key}" {verb} {quoted_list(sections)}{" now" if len(sections) == 1 else ""}'
    if missing:
        hint = f"write {quoted_list(missing)}"
    else:
        other_rules = "another rule for that counts"
        if len(sections) > 1:
            other_rules = "other rules for those count"
        message, hint = f"{message}, and {other_rules}", "leave this rule out"
    yield Remark(path, "rule-renamed", message, hint, at_key=True)


def quoted_list(names: Sequence[str]) -> str:
    """Return names in quotes, joined as in a sentence."""
    quoted = [f'"{name}"' for name in names]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if quoted[1:] else quoted)
