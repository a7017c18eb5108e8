"""An interview that is interrupted: its answers go into the vendor file where that is possible."""

import io
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from sittings import DAY, Here, begin_sittings, noted
from vendorcheck.document.document import Data
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.interview import ending, journal, saved_answers
from vendorcheck.interview.terminal import Console
from vendorcheck.model.vendor_file import Answer

GOING_ON = "Continue with: vendorcheck assess"
IN_JOURNAL = "Saved 1 of 5 in a journal, not yet in the file"
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


class Presses(io.StringIO):
    """Lines that somebody types; where they end, something else happens."""

    def __init__(self, text: str, then: Callable[[], str]) -> None:
        super().__init__(text)
        self._then = then

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        return super().readline(size or -1) or self._then()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Here:
    monkeypatch.chdir(tmp_path)
    found = begin_sittings(tmp_path)
    found.path = "acme.yaml"  # whose name is short enough never to be wrapped
    return found


def ctrl_c() -> str:
    raise KeyboardInterrupt


def sits_until(here: Here, then: Callable[[], str], *lines: str, resume: bool | None = None) -> str:
    text = "".join(f"{line}\n" for line in lines)
    return here.sits_at(Console(Presses(text, then), here.shown, {}), resume=resume)


@pytest.mark.parametrize("then", [ctrl_c, str], ids=["ctrl-c", "end of input"])
def test_the_answers_go_into_the_file_at_once(here: Here, then: Callable[[], str]) -> None:
    before = Path(here.path).read_text()
    assert sits_until(here, then, "1", "u", "n: by phone") == "interrupted"
    assert here.says(f"Saved 2 of 5. {GOING_ON}")
    assert here.answers() == {
        "small/sign-in": Answer(answer="saml", as_of=DAY),
        "small/scim": Answer(unknown=True, as_of=DAY),
        "small/formats": Answer(note="by phone"),
    }
    assert Path(here.path).read_text().startswith(before.removesuffix("responses: {}\n"))
    assert not os.path.exists(journal.journal_path(here.path))


def test_going_on_asks_nothing_twice(here: Here) -> None:
    sits_until(here, ctrl_c, "1", "yes")
    here.shown.truncate(0)
    assert sits_until(here, ctrl_c, "csv", "") == "interrupted"
    assert here.says(
        r"\A\W*Engage by Acme What has to be known before we buy: 3 questions to answer"
        ".*In which formats"
    )
    assert "How do people sign in" not in here.shown.getvalue()
    assert list(here.answers()) == ["small/sign-in", "small/scim", "small/formats"]


def test_the_header_says_where_the_answers_go(here: Here) -> None:
    here.sits()
    assert here.says("Each answer is saved at once, and goes into acme.yaml when you stop[.]")


def test_a_terminal_that_is_gone_is_no_error_and_loses_nothing(here: Here) -> None:
    def gone() -> str:
        raise OSError(5, "Input/output error")

    assert sits_until(here, gone, "1") == "interrupted"
    assert list(here.answers()) == ["small/sign-in"]


def test_the_version_of_somebody_else_stays_and_so_does_the_journal(here: Here) -> None:
    theirs = "vendorcheck: vendor/1\nvendor: {name: Acme Two}\nresponses: {}\n"

    def changed() -> str:
        Path(here.path).write_text(theirs)
        raise KeyboardInterrupt

    assert sits_until(here, changed, "1") == "interrupted"
    assert here.says(f"{IN_JOURNAL}: acme.yaml was changed meanwhile. {GOING_ON}")
    assert Path(here.path).read_text() == theirs
    assert not list(Path(here.path).parent.glob("*mine*"))
    # It was changed since the interview began, though not since it was resumed.
    assert sits_until(here, ctrl_c, "yes", resume=True) == "interrupted"
    assert Path(here.path).read_text() == theirs
    assert here.says("Saved 2 of 5 in a journal, not yet in the file: .*was changed meanwhile")
    assert here.sits("q", resume=True) == "saved"
    assert list(here.answers()) == ["small/sign-in", "small/scim"]


@pytest.mark.skipif(AS_ROOT, reason="root may write everything")
def test_a_file_that_cannot_be_written_leaves_the_journal(here: Here) -> None:
    os.chmod(here.path, 0o444)
    assert sits_until(here, ctrl_c, "1") == "interrupted"
    assert here.says(f"{IN_JOURNAL}: acme.yaml can't be written: .*{GOING_ON}")
    os.chmod(here.path, 0o644)
    assert here.sits(resume=True) == "interrupted"
    assert list(here.answers()) == ["small/sign-in"]


def test_a_file_without_a_place_for_them_leaves_the_journal(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Data) -> str:
        raise VendorcheckError("the answers can't be written")

    monkeypatch.setattr(ending, "vendor_file_text", refuse)
    assert sits_until(here, ctrl_c, "1") == "interrupted"
    assert here.says(f"{IN_JOURNAL}: the answers can't be written")
    assert journal.unfinished_interview(here.path) is not None


def test_answers_that_fit_no_more_are_not_thrown_away_by_leaving(here: Here) -> None:
    here.is_killed_after("1")
    noted(here, gone={"answer": "yes", "note": "my precious note"})
    assert sits_until(here, ctrl_c, resume=True) == "interrupted"
    assert here.says(f"{IN_JOURNAL}: answers that no longer fit would be lost")
    assert here.answers() == {}
    left = journal.unfinished_interview(here.path)
    assert left is not None
    assert list(left.answers) == ["small/sign-in", "small/gone"]


def test_those_are_kept_also_where_no_other_answer_is_left(here: Here) -> None:
    here.is_killed_after("1")
    noted(here, **{"sign-in": {"answer": "kerberos"}})
    assert sits_until(here, ctrl_c, resume=True) == "interrupted"
    assert journal.unfinished_interview(here.path) is not None


def test_an_answer_that_only_the_journal_has_is_saved(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C may come after an answer was written down, and before anything else knows of it."""
    real = journal.Journal.append

    def append(self: journal.Journal, event: dict[str, Data]) -> None:
        real(self, event)
        raise KeyboardInterrupt

    monkeypatch.setattr(journal.Journal, "append", append)
    assert here.sits("1") == "interrupted"
    assert here.says("Saved 1 of 5")
    assert here.answers() == {"small/sign-in": Answer(answer="saml", as_of=DAY)}


@pytest.mark.parametrize("line", [":q", None], ids=["q", "ctrl-c"])
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_impatience_does_not_interrupt_the_saving(
    here: Here, monkeypatch: pytest.MonkeyPatch, line: str | None, name: str
) -> None:
    real = saved_answers.vendor_file_text

    def text(*arguments: Data) -> str:
        signal.raise_signal(getattr(signal, name))
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(ending, "vendor_file_text", text)
    before = signal.getsignal(signal.SIGINT)
    ended = sits_until(here, ctrl_c, "1", *([line] if line else []))
    assert ended == ("saved" if line else "interrupted")
    assert list(here.answers()) == ["small/sign-in"]
    assert signal.getsignal(signal.SIGINT) is before


def test_a_journal_that_cannot_be_deleted_is_told_after_what_was_saved(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Data) -> None:
        raise VendorcheckError("everything is saved, but it can't be deleted")

    monkeypatch.setattr(journal._file, "delete_journal", refuse)  # noqa: SLF001
    with pytest.raises(VendorcheckError, match="everything is saved"):
        sits_until(here, ctrl_c, "1")
    assert here.says(f"Saved 1 of 5. {GOING_ON}")
    assert list(here.answers()) == ["small/sign-in"]


def test_a_request_to_end_between_two_steps_is_no_bug(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    def show(*_: Data) -> None:
        signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr(ending, "show_saved", show)
    assert here.sits("1", ":q") == "interrupted"
    assert list(here.answers()) == ["small/sign-in"]
