"""The conversation: it shows the screens of the interview and reads replies until the end."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext, suppress
from functools import partial

from vendorcheck.interview.engine import (
    AddedEvidence,
    ChangedNote,
    ChangedPlanAndPrice,
    CheckAnswersScreen,
    ConfirmScreen,
    DisputedAnswer,
    EndScreen,
    Event,
    GaveAnswer,
    InterviewState,
    JudgedTogether,
    KeptAnswer,
    MitigationScreen,
    QuestionContext,
    QuestionScreen,
    QuitInterview,
    RefusedEvent,
    StopScreen,
    TrialScreen,
    WentBack,
    advance,
    changed_answers,
    find_consequences,
    next_screen,
)
from vendorcheck.interview.terminal import _details, _pages
from vendorcheck.interview.terminal._check_answers import (
    ask_for_choice,
    event_for_enter,
    read_choice,
    show_check_answers,
)
from vendorcheck.interview.terminal._command_events import IMMEDIATE_EVENTS, SIDE_QUESTIONS
from vendorcheck.interview.terminal._commands import CommandLetter, plain_word
from vendorcheck.interview.terminal._consent import Consent, read_judgement, show_unconfirmed
from vendorcheck.interview.terminal._console import Console
from vendorcheck.interview.terminal._expected_details import ask_expected_details
from vendorcheck.interview.terminal._keeping import ask_whether_to_keep
from vendorcheck.interview.terminal._letter_page import show_letter_question, without_vendor_silence
from vendorcheck.interview.terminal._prompts import LeftSideQuestion
from vendorcheck.interview.terminal._remarks import Remarks
from vendorcheck.interview.terminal._stopping import offer_to_stop
from vendorcheck.interview.terminal._typed_option import YES_WORDS
from vendorcheck.interview.terminal._typed_reply import (
    TypedAnswer,
    TypedCommand,
    TypedNote,
    interpret_line,
)
from vendorcheck.model.questions import InvalidAnswer
from vendorcheck.model.vendor_file import Answer


class Conversation:
    """An interview at a terminal. `state` is the current state, even after an interruption.

    Args:
        state: the state to begin with.
        console: the terminal.
        record: called with the answers that changed, by question, before anything else is shown.
        file_digest: returns the SHA-256 of a file beside the vendor file, by the name that
            evidence gives it; None if there is no such file.
        find_user_name: returns the name of the person; empty if it has to be asked for.
        describe_effect: returns the effect of what is tried, in lines.
    """

    def __init__(
        self,
        state: InterviewState,
        console: Console,
        record: Callable[[Mapping[str, Answer]], None],
        file_digest: Callable[[str], str | None],
        find_user_name: Callable[[], str] = str,
        describe_effect: Callable[[InterviewState], Sequence[str]] = lambda _: (),
    ) -> None:
        self.state = state
        self._console = console
        self._record = record
        self._detail_context = _details.DetailContext(state.interview.as_of, file_digest)
        self._consent = Consent(console, find_user_name)
        self._describe_effect = describe_effect
        self._plain_words = state.interview.plain_words
        self._section: str | None = None
        self._remarks = Remarks(console, plain=self._plain_words)
        self._if_yes = ""

    def run(self) -> InterviewState:
        """Talk until the person is done or quits, and return the last state.

        Raises:
            InterviewStopped: the input has ended.
        """
        while True:
            screen = next_screen(self.state)
            self._console.turn_to_another_question()
            match screen:
                case EndScreen():
                    return self.state
                case ConfirmScreen():
                    self._confirm(screen)
                case QuestionScreen():
                    self._ask_question(screen)
                case MitigationScreen(context):
                    self._ask_mitigation(context)
                case StopScreen():
                    self._apply_event(offer_to_stop(self._console, screen), None)
                case TrialScreen():
                    effect = self._describe_effect(self.state)
                    self._apply_event(ask_whether_to_keep(self._console, effect), None)
                case _:
                    self._check_answers(screen)

    def _ask_question(self, screen: QuestionScreen) -> None:
        if screen.letter_point is not None:
            show_letter_question(self._console, screen, screen.letter_point)
            self._section = None
        else:
            self._show_heading(screen)
            progress = self._remarks.describe_progress(screen)
            _pages.show_question(self._console, screen, progress, plain=self._plain_words)
        self._remarks.show_standing(self.state, on_request=screen.shows_help)
        # The question is shown again only after the state changed; a typing error or a detail costs
        # one line.
        before = self.state
        while self.state is before:
            event = self._read_event(screen)
            if event is not None:
                self._apply_event(event, screen.context)
            if isinstance(event, ChangedNote | AddedEvidence | ChangedPlanAndPrice):
                before, current_screen = self.state, next_screen(self.state)
                screen = current_screen if isinstance(current_screen, QuestionScreen) else screen

    def _show_heading(self, screen: QuestionScreen) -> None:
        """Show the heading of a section where it begins; what decides the tier is one by itself."""
        context = screen.context
        section = "" if screen.is_before_tier else context.planned_question.section_key
        if section != self._section:
            home = f"{context.questionnaire.id}/"
            is_same = not self._plain_words and (self._section or "").startswith(home)
            _pages.show_section_heading(
                self._console, screen, plain=self._plain_words, is_same_questionnaire=is_same
            )
        self._section = section

    def _read_event(self, screen: QuestionScreen) -> Event | None:
        is_chosen = screen.context.planned_question.definition.is_chosen
        text = self._console.read(pasted="one" if is_chosen else "joined")
        if plain_word(text) in YES_WORDS:
            text = self._if_yes or text
        self._if_yes = ""
        if not text:
            return event_for_enter(self._console, screen)
        point = screen.letter_point
        # The vendor chose among the options as the letter words them.
        plain = self._plain_words and point is None
        text = text if point is None else without_vendor_silence(text)
        match interpret_line(text, screen.context, self._detail_context.today, plain=plain):
            case TypedAnswer(raw_answer, echo):
                if echo:
                    self._console.say(echo, "dim", first="  ")
                answer = GaveAnswer(raw_answer)
                ask = partial(
                    ask_expected_details,
                    self._console,
                    screen.context,
                    answer,
                    point,
                    self._detail_context.today,
                )
                return self._ask_beside(ask, screen.context)
            case TypedCommand(letter):
                return self._run_command(letter, screen)
            case TypedNote(note):
                return ChangedNote(note)
            case unclear_reply:
                self._console.say(unclear_reply.complaint, "warn")
                self._if_yes = unclear_reply.if_yes
                if self._console.discard_pasted_lines():
                    self._console.say("Those were several lines; the rest was left out.", "warn")
                return None

    def _run_command(self, letter: CommandLetter, screen: QuestionScreen) -> Event | None:
        if letter in {"v", "d"} and not screen.is_review:
            self._console.say(
                "Answers are verified and disputed in a review: assess --review.", "warn"
            )
            return None
        if letter == "w" and (self._plain_words or screen.is_review):
            self._console.say("That is no command here; ? shows them.", "warn")
            return None
        if letter in IMMEDIATE_EVENTS:
            return IMMEDIATE_EVENTS[letter]
        ask = partial(self._ask_side_question, letter, screen.context)
        return self._ask_beside(ask, screen.context)

    def _ask_beside(
        self, ask: Callable[[], Event | None], context: QuestionContext
    ) -> Event | None:
        try:
            return ask()
        except RefusedEvent as refusal:
            self._console.say(str(refusal), "warn")
        except LeftSideQuestion as departure:
            return self._handle_departure(departure, context)
        return None

    def _handle_departure(
        self, departure: LeftSideQuestion, context: QuestionContext
    ) -> Event | None:
        """Apply what a person said before leaving a side question, and return the next event."""
        if departure.finished_event is not None:
            # The event is recorded before anything is shown, since the terminal may be gone.
            with suppress(OSError) if departure.interruption else nullcontext():
                self._apply_event(departure.finished_event, context)
        if departure.interruption is not None:
            raise departure.interruption
        return QuitInterview() if departure.is_quitting else None

    def _ask_side_question(self, letter: CommandLetter, context: QuestionContext) -> Event | None:
        match letter:
            case "x":
                return self._consent.ask_reason(context, consent_counts=self.state.consent_counts)
            case "e":
                return _details.ask_evidence(self._console, context, self._detail_context)
            case "m":
                return _details.ask_mitigation(self._console, context, self._detail_context.today)
            case _:
                return SIDE_QUESTIONS[letter](self._console, context)

    def _confirm(self, screen: ConfirmScreen) -> None:
        self._section = None
        show_unconfirmed(self._console, screen)
        before = self.state
        while self.state is before:
            try:
                event = read_judgement(self._console, screen)
            except LeftSideQuestion as departure:
                event = QuitInterview() if departure.is_quitting else None
            if event is not None:
                self._apply_event(event, None)
        count = len(changed_answers(before, self.state))
        if count and isinstance(event, JudgedTogether):
            verb = "Disputed" if isinstance(event.judgement, DisputedAnswer) else "Confirmed"
            self._console.say(f"{verb}: {count}.", "good", first="  ")
            _pages.show_consequences(
                self._console, find_consequences(before, self.state), plain=self._plain_words
            )

    def _ask_mitigation(self, context: QuestionContext) -> None:
        try:
            if not self.state.interview.letter:
                _pages.show_gap(self._console, context)
            event = _details.ask_mitigation(self._console, context, self._detail_context.today)
        except LeftSideQuestion as departure:
            event = self._handle_departure(departure, context) or WentBack()
        self._apply_event(event or KeptAnswer(), context)

    def _check_answers(self, screen: CheckAnswersScreen) -> None:
        self._section = None
        show_check_answers(self._console, screen, plain=self._plain_words)
        before = self.state
        while self.state is before:
            event = read_choice(self._console, screen, plain=self._plain_words)
            if event is not None:
                self._apply_event(event, None)
            chosen = next_screen(self.state)
            if isinstance(chosen, MitigationScreen):
                self._ask_mitigation(chosen.context)
                after = next_screen(self.state)
                if isinstance(after, CheckAnswersScreen):
                    # The list is the same, so it is not shown again.
                    before, screen = self.state, after
                    ask_for_choice(self._console, screen)

    def _apply_event(self, event: Event, context: QuestionContext | None) -> None:
        before = self.state
        try:
            after = advance(before, event)
        except (RefusedEvent, InvalidAnswer) as refusal:
            self._console.say(str(refusal), "warn")
            return
        changed = changed_answers(before, after)
        if changed:
            self._record(changed)
        self.state = after
        key = context.planned_question.key if context else None
        self._remarks.show_effects(before, after, event, key)
