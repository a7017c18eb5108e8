"""The command that goes on after an import."""

import os

from vendorcheck.cli._context import own_questionnaire_options, policy_and_day_options
from vendorcheck.cli._import_options import ImportRun
from vendorcheck.exchange.import_plan import ImportPlan
from vendorcheck.text.safe import build_command_line


def next_command(run: ImportRun, plan: ImportPlan, *, asks: bool) -> str:
    """Return the command that goes on: to write what was shown, or to assess.

    Where it asks about each conflict itself, nothing is decided for the person beforehand.
    """
    if not run.target.dry_run:
        target = "FILE" if run.target.path == "-" else run.target.path
        chosen = (*run.source.questionnaires, *filter(None, [run.source.questionnaire_out]))
        # The vendor file may hold answers to them, and none can be read without its questions.
        own = own_questionnaire_options(chosen)
        options = (*own, *policy_and_day_options(run.policy, run.as_of))
        if plan.filled:
            names = [part for name in plan.filled for part in ("-q", name)]
            form = f"{os.path.splitext(os.path.basename(target))[0]}-form.xlsx"
            return build_command_line("form", target, options=(*names, *options, "-o", form))
        return build_command_line("assess", target, options=options)
    prefer = ("--prefer", "new") if plan.merge.undecided and not asks else ()
    return build_command_line("import", *run.source.files, options=(*run.options(), *prefer))
