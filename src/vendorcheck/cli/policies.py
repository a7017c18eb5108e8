"""The policies command: a list of those that are built in, and the one that counts."""

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

from vendorcheck.cli._context import COMMANDS, open_library, print_policy_warnings
from vendorcheck.cli._output import write_stdout

if TYPE_CHECKING:
    from vendorcheck.model.policy import Policy


@COMMANDS.add("policies")
def policies() -> int:
    """List the built-in policies, and your own that VENDORCHECK_POLICY names."""
    from vendorcheck.store.discovery import built_in_files, chosen_policy_name
    from vendorcheck.store.policies import load_policy
    from vendorcheck.text.safe import escape_log_commands, path_for_display

    library = open_library()
    chosen_name = chosen_policy_name(None)
    width = min(100, shutil.get_terminal_size().columns)
    for name in dict.fromkeys((*built_in_files("policies"), chosen_name)):
        loaded = load_policy(library, name)
        print_policy_warnings(loaded)
        lines = _describe_policy(
            path_for_display(name), loaded.model, width, counts=name == chosen_name
        )
        write_stdout(escape_log_commands("\n".join(lines)) + "\n")
    write_stdout(
        "\nRead one: vendorcheck show default\n"
        "Begin your own: vendorcheck show default --yaml -o ours.yaml\n"
        "Use one: vendorcheck assess VENDOR_FILE --policy light\n"
    )
    return 0


def _describe_policy(name: str, policy: "Policy", width: int, *, counts: bool) -> Iterator[str]:
    """Yield lines about a policy.

    Args:
        name: its name, or the path of the user's own, fit for display.
        policy: the policy.
        width: the columns of the screen.
        counts: True for the policy that counts where a command names none.
    """
    from textwrap import TextWrapper

    from vendorcheck.model.policy import resolve_thresholds
    from vendorcheck.model.quantities.amounts import format_exact_decimal
    from vendorcheck.text.safe import one_line

    # A file name must stay in one piece.
    wrapper = TextWrapper(width, break_long_words=False, break_on_hyphens=False)
    yield from wrapper.wrap(f"{name} {one_line(policy.version)}  {one_line(policy.title)}")
    approve_at, conditions_at = map(format_exact_decimal, resolve_thresholds(policy, None))
    tiers = ", ".join(tier.id for tier in policy.tiers) or "none"
    wrapper.initial_indent = wrapper.subsequent_indent = "    "
    yield from wrapper.wrap(
        f"Approve from {approve_at} %, with conditions from {conditions_at} %. Tiers: {tiers}."
    )
    if counts:
        yield from wrapper.wrap("It counts where no other is named.")
