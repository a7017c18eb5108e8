"""The conversation: shows what the interview says, understands what the person says, until the end."""

from collections.abc import Callable, Mapping
from contextlib import nullcontext, suppress
from typing import Final

from vendorcheck.interview.engine import (
    Answered,
    Back,
    CheckAnswers,
    Continue,
    End,
    Event,
    Help,
    Jump,
    Keep,
    Mitigate,
    MitigationWanted,
    Note,
    Place,
    PlanAndPrice,
    Question,
    Quit,
    Refused,
    Review,
    Skip,
    State,
    Support,
    Unknown,
    Verified,
    ask,
    changes,
    news,
    step,
    where,
)
from vendorcheck.interview.terminal import _details, _pages
from vendorcheck.interview.terminal._console import Console
from vendorcheck.interview.terminal._reply import COMMANDS, Command, Said, Told, command, understood
from vendorcheck.interview.terminal._words import running
from vendorcheck.model.questions import Misfit
from vendorcheck.model.vendor_file import Answer

_AT_ONCE: Final[Mapping[Command, Event]] = {
    "?": Help(),
    "b": Back(),
    "s": Skip(),
    "u": Unknown(),
    "r": Review(),
    "q": Quit(),
    "a": Continue(),
    "v": Verified(),
}
_SIDE: Final[Mapping[Command, Callable[[Console, Place], Event]]] = {
    "x": _details.reason,
    "n": _details.note,
    "p": _details.plan_and_price,
    "d": _details.dispute,
}


class Conversation:
    """An interview at a terminal. `state` is where it stands, whenever it may be interrupted.

    Args:
        state: where to begin.
        console: the terminal.
        record: called with the answers that changed, by question, before anything else is shown.
        there: whether a file, as it is named in evidence, lies beside the vendor file.
    """

    def __init__(
        self,
        state: State,
        console: Console,
        record: Callable[[Mapping[str, Answer]], None],
        there: Callable[[str], bool],
    ) -> None:
        self.state = state
        self._console = console
        self._record = record
        self._around = _details.Around(state.interview.as_of, there)
        self._plain = state.interview.plain
        self._section = ""
        self._running = ""

    def run(self) -> State:
        """Talk until the person is done or quits.

        Raises:
            Stopped: the input has ended.
        """
        while True:
            shown = ask(self.state)
            match shown:
                case End():
                    return self.state
                case Question():
                    self._question(shown)
                case MitigationWanted(place):
                    self._mitigation(place)
                case _:
                    self._check(shown)

    def _question(self, shown: Question) -> None:
        place = shown.place
        if place.item.section != self._section:
            self._section = place.item.section
            _pages.heading(self._console, place)
        _pages.question(self._console, shown, plain=self._plain)
        self._say_running()
        # The same question again only after something happened; a slip of the finger costs one line, and so does
        # a detail.
        before = self.state
        while self.state is before:
            event = self._event(shown)
            if event is not None:
                self._do(event, shown.place)
            if isinstance(event, Note | Support | PlanAndPrice):
                before, shown = self.state, self._again(shown)

    def _again(self, shown: Question) -> Question:
        """The question as it stands now, without showing it once more."""
        found = ask(self.state)
        return found if isinstance(found, Question) else shown

    def _event(self, shown: Question) -> Event | None:
        text = self._console.read(words=not shown.place.item.question.offered)
        if not text:
            return self._kept(shown)
        match understood(text, shown.place, self._around.today, plain=self._plain):
            case Said(raw, echo):
                if echo:
                    self._console.say(echo, "dim", first="  ")
                return Answered(raw)
            case Told(letter):
                return self._command(letter, shown)
            case unclear:
                self._console.say(unclear.complaint, "warn")
                if self._console.forget():
                    self._console.say("Those were several lines; the rest was left out.", "warn")
                return None

    def _kept(self, shown: Question) -> Event | None:
        """What Enter means: the answer stays, if there is one."""
        if shown.place.reply.state != "unanswered" or shown.reviewing:
            return Keep()
        offered = shown.place.item.question.offered
        how = "Type a number or a word, or s to skip." if offered else "Type an answer, or :s to skip."
        self._console.say(how, "warn")
        return None

    def _command(self, letter: Command, shown: Question) -> Event | None:
        if letter in {"v", "d"} and not shown.reviewing:
            self._console.say("Answers are verified and disputed in a review: assess --review.", "warn")
            return None
        if letter in _AT_ONCE:
            return _AT_ONCE[letter]
        try:
            return self._aside(letter, shown.place)
        except Refused as refused:
            self._console.say(str(refused), "warn")
        except _details.Left as left:
            return self._leaving(left, shown.place)
        return None

    def _leaving(self, left: _details.Left, place: Place) -> Event | None:
        """What it means for the interview that a person left a side question; what they had said counts."""
        if left.said is not None:
            # It is recorded before anything is said; the terminal may be gone.
            with suppress(OSError) if left.gone else nullcontext():
                self._do(left.said, place)
        if left.gone is not None:
            raise left.gone
        return Quit() if left.quitting else None

    def _aside(self, letter: Command, place: Place) -> Event | None:
        """What is asked on the side."""
        match letter:
            case "e":
                return _details.evidence(self._console, self._around)
            case "m":
                return _details.mitigation(self._console, place, self._around.today)
            case _:
                return _SIDE[letter](self._console, place)

    def _mitigation(self, place: Place) -> None:
        try:
            event = _details.mitigation(self._console, place, self._around.today, wanted=False)
        except _details.Left as left:
            event = self._leaving(left, place) or Back()
        self._do(event or Keep(), place)

    def _check(self, shown: CheckAnswers) -> None:
        self._section = ""
        _pages.check_answers(self._console, shown, plain=self._plain)
        before = self.state
        while self.state is before:
            text = self._console.read()
            event = self._choice(text, shown)
            if event is not None:
                self._do(event, None)

    def _choice(self, text: str, shown: CheckAnswers) -> Event | None:
        """What a line at the check-answers screen means."""
        if not text:
            return Keep()
        if text.isascii() and text.isdecimal() and 1 <= int(text[:6]) <= len(shown.places):
            return Jump(shown.places[int(text[:6]) - 1].item.key)
        letter = command(text) or next((known for known in COMMANDS if known == text.lower()), None)
        if letter in {"b", "r", "q"} or (letter == "a" and shown.left_out):
            return _AT_ONCE[letter]
        count = len(shown.places)
        numbers = f"a number from 1 to {count} to change that answer, " if count else ""
        self._console.say(f"Type {numbers}Enter to go on, or q to save and stop.", "warn")
        return None

    def _do(self, event: Event, place: Place | None) -> None:
        """Take a step, have it recorded, and say what it changed."""
        before = self.state
        try:
            after = step(before, event)
        except (Refused, Misfit) as refused:
            self._console.say(str(refused), "warn")
            return
        changed = changes(before, after)
        if changed:
            self._record(changed)
        self.state = after
        if changed and place is not None:
            self._say_changed(before, event, place)

    def _say_changed(self, before: State, event: Event, place: Place) -> None:
        """What was understood, and what it changed beyond itself."""
        if not self.state.knows(place.item.key):
            return
        place = where(self.state, place.item.key)
        if isinstance(event, Note | Support | PlanAndPrice | Mitigate):
            _pages.detailed(self._console, place)
        else:
            _pages.noted(self._console, place, plain=self._plain)
            _pages.changed(self._console, news(before, self.state), plain=self._plain)

    def _say_running(self) -> None:
        text = "" if self._plain else running(self.state)
        if text and text != self._running:
            self._console.say(text, "dim", first="  ", rest="  ")
        self._running = text
