"""Check the controls that questions belong to."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.controls import Control, names_no_control
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.text.suggest import Suggester, same_code_hint

ControlIds: TypeAlias = Mapping[str, frozenset[str]]
"""The ids of the controls of each framework, which is named with its version."""


def control_remarks(questionnaire: Questionnaire, control_ids: ControlIds) -> Iterator[Remark]:
    """Yield remarks on the frameworks and the controls that the questions name.

    Args:
        questionnaire: the questionnaire.
        control_ids: the known ids of controls.
    """
    suggester = Suggester()
    for path, _, question in questionnaire.located_questions():
        for framework, mapped in question.maps_to.items():
            framework_path = (*path, "maps_to", framework)
            entries = () if isinstance(mapped, str) else mapped
            if framework not in control_ids:
                yield Remark(
                    framework_path,
                    "unknown-framework",
                    f'the framework "{framework}" is not known',
                    suggester.hint(framework, control_ids) or f"known are {', '.join(control_ids)}",
                    at_key=True,
                )
            else:
                yield from _unknown_control_remarks(
                    framework, entries, control_ids[framework], framework_path
                )
            yield from _relation_remarks(entries, framework_path)


def _unknown_control_remarks(
    framework: str,
    entries: Sequence[str | Control],
    known_ids: frozenset[str],
    framework_path: DataPath,
) -> Iterator[Remark]:
    for index, entry in enumerate(entries):
        is_long = isinstance(entry, Control)
        control_id = entry.id if isinstance(entry, Control) else entry
        if control_id not in known_ids:
            yield Remark(
                (*framework_path, index, "id") if is_long else (*framework_path, index),
                "unknown-control",
                f'{framework} has no control "{control_id}"',
                f"write {framework}: none, without brackets"
                if names_no_control(control_id)
                else same_code_hint(control_id, known_ids),
            )


def _relation_remarks(
    entries: Sequence[str | Control], framework_path: DataPath
) -> Iterator[Remark]:
    """Yield remarks on a control that is named twice, or is said to be equal without a reason."""
    first_index_by_id: dict[str, int] = {}
    for index, entry in enumerate(entries):
        control_id = entry.id if isinstance(entry, Control) else entry
        first_index = first_index_by_id.setdefault(control_id, index)
        if first_index != index:
            yield Remark(
                (*framework_path, index),
                "repeated-control",
                f'the control "{control_id}" is named on {{}} already',
                "leave one of them out",
                related=((*framework_path, first_index),),
            )
        elif isinstance(entry, Control) and entry.relation == "equal" and not entry.because:
            yield Remark(
                (*framework_path, index, "relation"),
                "equal-without-reason",
                f'the control "{control_id}" is said to ask the same, and not why',
                'say under "because" why they are the same, or write relation: partial',
            )
