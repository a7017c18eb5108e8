"""Check what a questionnaire says about its older names."""

from collections.abc import Collection, Iterator, Mapping

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import choose_from_hint
from vendorcheck.model.renames import (
    MAX_RENAMES_IN_A_ROW,
    Renamed,
    RenamedSection,
    Successor,
)
from vendorcheck.text.suggest import Suggester


def rename_remarks(
    questionnaire: Questionnaire,
    library: Mapping[str, Questionnaire],
    unsound_ids: Collection[str] = (),
) -> Iterator[Remark]:
    """Yield everything that is wrong with what is said about older names.

    Args:
        questionnaire: the questionnaire.
        library: the questionnaires whose questions it may name.
        unsound_ids: those with errors of their own, which are not looked at.
    """
    present_names = {*questionnaire.questions, *questionnaire.check_ids}
    older_names = {
        *(entry.from_ for entry in questionnaire.renamed),
        *(entry.id for entry in questionnaire.removed),
    }
    suggester = Suggester()
    for index, entry in enumerate(questionnaire.renamed):
        path: DataPath = ("renamed", index)
        if entry.from_.startswith(f"{questionnaire.id}/"):
            yield _own_name_remark((*path, "from"), entry.from_)
        if entry.from_ in present_names and entry.from_ != entry.to:
            yield _in_use_remark((*path, "from"), entry.from_, questionnaire)
        if not questionnaire.older_names.leads_to_an_end(entry.from_):
            yield _endless_remark((*path, "to"), entry)
        elif entry.from_ == entry.to and not (entry.options or entry.option_notes):
            message = f'this gives "{entry.to}" the name that it has'
            hint = "say which of its options were renamed, or leave it out"
            yield Remark((*path, "to"), "rename-unknown", message, hint)
        elif entry.to in present_names or (entry.to in older_names and entry.to != entry.from_):
            yield from _option_remarks(questionnaire, entry, (*path, "options"), suggester)
            yield from _option_note_remarks(questionnaire, entry, (*path, "option_notes"))
        else:
            yield _unknown_name_remark((*path, "to"), entry.to, sorted(present_names), suggester)
    yield from _removal_remarks(questionnaire, library, unsound_ids, suggester)
    yield from _section_remarks(questionnaire, suggester)


def _own_name_remark(path: DataPath, name: str) -> Remark:
    message = f'"{name}" is a name of this questionnaire itself'
    return Remark(path, "rename-unknown", message, f'write "{name.partition("/")[2]}"')


def _removal_remarks(
    questionnaire: Questionnaire,
    library: Mapping[str, Questionnaire],
    unsound_ids: Collection[str],
    suggester: Suggester,
) -> Iterator[Remark]:
    """Yield remarks on removed names in use, and on questions to see that there are not."""
    for index, removal in enumerate(questionnaire.removed):
        if removal.id in questionnaire.questions or removal.id in questionnaire.check_ids:
            yield _in_use_remark(("removed", index, "id"), removal.id, questionnaire)
        for number, name in enumerate(removal.see):
            path: DataPath = ("removed", index, "see", number)
            home_id = name.rpartition("/")[0]
            if home_id == questionnaire.id:
                yield _own_name_remark(path, name)
            elif home_id not in unsound_ids:
                home = library.get(home_id) if home_id else questionnaire
                yield from _see_remarks(home, name, path, suggester)


def _see_remarks(
    home: Questionnaire | None, name: str, path: DataPath, suggester: Suggester
) -> Iterator[Remark]:
    """Yield a remark if there is no question to look at; `home` is the questionnaire it is in."""
    home_id, _, question_id = name.rpartition("/")
    if home is None:
        message = f'there is no questionnaire "{home_id}"'
        yield Remark(path, "rename-unknown", message, "name a question that there is")
    elif question_id not in home.questions:
        prefix = f"{home_id}/" if home_id else ""
        successor = home.older_names.successor_of(question_id)
        hint = (
            f'it is called "{prefix}{successor.name}" now'
            if successor and successor.name
            else suggester.hint(name, [f"{prefix}{question}" for question in home.questions])
        )
        hint = hint or "name a question that there is"
        yield Remark(path, "rename-unknown", f'there is no question "{name}"', hint)


def _section_remarks(questionnaire: Questionnaire, suggester: Suggester) -> Iterator[Remark]:
    """Yield everything that is wrong with what is said about older sections."""
    present_names = {*questionnaire.section_ids}
    older_names = {entry.from_ for entry in questionnaire.renamed_sections}
    for index, entry in enumerate(questionnaire.renamed_sections):
        path: DataPath = ("renamed_sections", index)
        if entry.from_.startswith(f"{questionnaire.id}/"):
            yield _own_name_remark((*path, "from"), entry.from_)
        if entry.from_ in present_names and entry.from_ not in entry.to:
            message = f'there still is a section "{entry.from_}"'
            hint = 'name it in "to" as well, since it holds questions of its own'
            yield Remark((*path, "from"), "rename-in-use", message, hint)
        if entry.to == (entry.from_,):
            message = f'this gives "{entry.from_}" the name that it has'
            yield Remark((*path, "to", 0), "rename-unknown", message, "leave it out")
            continue
        unknown = [
            (number, name)
            for number, name in enumerate(entry.to)
            if name not in present_names and (name not in older_names or name == entry.from_)
        ]
        for number, name in unknown:
            hint = suggester.hint(name, present_names) or "name a section that there is"
            message = f'there is no section "{name}"'
            yield Remark((*path, "to", number), "rename-unknown", message, hint)
        if not unknown and not questionnaire.older_sections.successors_of(entry.from_):
            yield _endless_section_remark((*path, "to"), entry)


def _endless_section_remark(path: DataPath, entry: RenamedSection) -> Remark:
    message = f'the renames from "{entry.from_}" lead in a circle'
    return Remark(path, "rename-cycle", message, "let each older name lead to a present one")


def _in_use_remark(path: DataPath, name: str, questionnaire: Questionnaire) -> Remark:
    noun = "question" if name in questionnaire.questions else "check"
    hint = "an older name is one that no question and no check has any more"
    return Remark(path, "rename-in-use", f'there still is a {noun} "{name}"', hint)


def _endless_remark(path: DataPath, entry: Renamed) -> Remark:
    message = (
        f'the renames from "{entry.from_}" lead in a circle, '
        f"or there are more than {MAX_RENAMES_IN_A_ROW} in a row"
    )
    return Remark(path, "rename-cycle", message, "let each older name lead to a present one")


def _unknown_name_remark(
    path: DataPath, name: str, present_names: list[str], suggester: Suggester
) -> Remark:
    hint = suggester.hint(name, present_names) or 'put the older name below "removed"'
    return Remark(path, "rename-unknown", f'there is no question and no check "{name}"', hint)


def _option_remarks(
    questionnaire: Questionnaire, entry: Renamed, path: DataPath, suggester: Suggester
) -> Iterator[Remark]:
    """Yield remarks on older options that still exist, and on those that lead to none."""
    later = None if entry.from_ == entry.to else questionnaire.older_names.successor_of(entry.to)
    successor = later or Successor(entry.to)
    if not entry.options or successor.name is None:
        return
    question = questionnaire.questions.get(successor.name)
    options: Mapping[str, int] = question.option_positions if question else {}
    if not options:
        message = f'"{successor.name}" offers no options'
        yield Remark(path, "unknown-option", message, 'leave out "options"')
        return
    for older_option, option in entry.options.items():
        present_option = successor.options.get(option, option)
        if present_option not in options:
            hint = suggester.hint(present_option, options) or choose_from_hint([*options])
            message = f'"{present_option}" is none of the options of "{successor.name}"'
            yield Remark((*path, older_option), "unknown-option", message, hint)
        elif older_option in options:
            message = f'"{successor.name}" still has the option "{older_option}"'
            hint = "an older option is one that the question does not offer any more"
            yield Remark((*path, older_option), "rename-in-use", message, hint, at_key=True)


def _option_note_remarks(
    questionnaire: Questionnaire, entry: Renamed, path: DataPath
) -> Iterator[Remark]:
    """Yield remarks on notes about options that there still are: they say all themselves."""
    question = questionnaire.questions.get(entry.to)
    for option in entry.option_notes:
        if question and option in question.option_positions and entry.from_ == entry.to:
            message = f'"{entry.to}" still has the option "{option}"'
            hint = "an older option is one that the question does not offer any more"
            yield Remark((*path, option), "rename-in-use", message, hint, at_key=True)
