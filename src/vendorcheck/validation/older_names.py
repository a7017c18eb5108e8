"""Names that a policy uses as an older version of a questionnaire did."""

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
        return Remark(path, "rule-removed", message, "leave this rule out", at_key=True)
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
