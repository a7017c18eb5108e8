"""What an interview saves is a file that the tool takes: whatever is typed, on whatever walk."""

import json
from datetime import date

import pytest
from hypothesis import strategies as st

from strategies import AS_OF, World, answers_to, assessor, law, library, vendor_file, worlds
from vendorcheck.document.document import parse_document
from vendorcheck.document.problems import ERROR_CODES
from vendorcheck.interview import saved_answers
from vendorcheck.interview.engine import (
    AddedEvidence,
    ChangedMitigation,
    ChangedNote,
    ChangedPlanAndPrice,
    DeclaredNotApplicable,
    DeclaredUnknown,
    DisputedAnswer,
    EndScreen,
    Event,
    GaveAnswer,
    Interview,
    InterviewState,
    JudgedTogether,
    JumpedToQuestion as Goes,
    KeptAnswer,
    OpenedReview,
    QuestionScreen,
    RefusedEvent,
    SkippedQuestion,
    VerifiedAnswer,
    WentBack,
    advance,
    begin_interview,
    next_screen,
)
from vendorcheck.interview.terminal._typed_text import clean_line
from vendorcheck.model.evidence import Evidence
from vendorcheck.model.questions import InvalidAnswer
from vendorcheck.model.vendor_file import Answer, VendorFile
from vendorcheck.validation.answers import is_empty_answer, lacks_reply
from vendorcheck.validation.schema.parse import parse_model
from vendorcheck.validation.vendor_files import check_vendor_file

WORDS = [
    "",
    "b",
    "q",
    "n/a",
    "N.A.",
    "no",
    "No.",
    "?",
    "-",
    "tbd",
    "12",
    "None",
    "Not sold to us.",
    "公開前",
]
TEXTS = (ChangedNote, DisputedAnswer)
typed = st.sampled_from(WORDS) | st.text(max_size=12).map(clean_line)
days = st.sampled_from([None, date(2020, 1, 1), AS_OF, date(2030, 1, 1)])


def errors(file: VendorFile, world: World) -> list[tuple[str | int, ...]]:
    return [
        remark.path
        for remark in check_vendor_file(file, library(world), AS_OF)
        if remark.code in ERROR_CODES
    ]


def sound(world: World) -> VendorFile:
    """The world's vendor file without the entries for which it would be refused."""
    file = vendor_file(world)
    wrong = {path[1:4:2] for path in errors(file, world)}
    responses = {
        home: found.model_copy(
            update={
                "answers": {
                    name: said for name, said in found.answers.items() if (home, name) not in wrong
                }
            }
        )
        for home, found in file.responses.items()
    }
    return file.model_copy(update={"responses": responses, "accepted_risks": ()})


def about_consent(world: World) -> st.SearchStrategy[Event]:
    judgements = st.sampled_from((VerifiedAnswer(), DisputedAnswer("They have."), KeptAnswer()))
    keys = st.lists(st.sampled_from(world.keys)).map(tuple)
    names = st.sampled_from(["", "Jane Doe"])
    declared = st.builds(DeclaredNotApplicable, typed, names)
    return st.builds(JudgedTogether, keys, judgements) | declared


@st.composite
def events(draw: st.DrawFn, state: InterviewState, world: World) -> Event:
    shown = next_screen(state)
    kinds = [
        DeclaredNotApplicable,
        ChangedNote,
        ChangedPlanAndPrice,
        AddedEvidence,
        ChangedMitigation,
        DisputedAnswer,
        DeclaredUnknown,
        VerifiedAnswer,
        JudgedTogether,
    ]
    kinds += [
        ChangedNote,
        ChangedPlanAndPrice,
        SkippedQuestion,
        KeptAnswer,
        WentBack,
        OpenedReview,
        Goes,
        GaveAnswer,
        GaveAnswer,
    ]
    kind = draw(st.sampled_from(kinds))
    if kind in (JudgedTogether, DeclaredNotApplicable, *TEXTS):
        texts: st.SearchStrategy[Event] = st.builds(kind, typed)
        return draw(texts if kind in TEXTS else about_consent(world))
    if kind is ChangedPlanAndPrice:
        return ChangedPlanAndPrice(draw(typed), draw(typed))
    if kind is AddedEvidence:
        return AddedEvidence(
            Evidence(file="guide.pdf", title=draw(typed) or None, dated=draw(days))
        )
    if kind is ChangedMitigation:
        return ChangedMitigation(draw(typed), draw(days))
    if kind is Goes:
        return Goes(draw(st.sampled_from(world.keys)))
    if kind is GaveAnswer:
        key = (
            shown.context.planned_question.key
            if isinstance(shown, QuestionScreen)
            else world.keys[0]
        )
        answer = draw(st.sampled_from(answers_to(world.question(key))))
        return GaveAnswer(tuple(answer) if isinstance(answer, list) else answer)
    plain: Event = kind()
    return plain


@pytest.mark.slow
@law(worlds(), st.booleans(), st.sampled_from(["file.json", "file.yaml"]), st.data())
def test_what_is_saved_has_no_errors(
    world: World, review: bool, name: str, data: st.DataObject
) -> None:
    file = sound(world)
    text = json.dumps(
        file.model_dump(mode="json", exclude_defaults=True) | {"vendorcheck": "vendor/1"}
    )
    text = text.replace('"unknown": true', '"unknown": "true"')
    assert errors(parse_model(parse_document(text.encode(), name), VendorFile), world) == []
    state = begin_interview(Interview(assessor(world), file, AS_OF, review=review, reviewer="Jane"))
    for _ in range(data.draw(st.integers(1, 30))):
        if isinstance(next_screen(state), EndScreen):
            break
        try:
            state = advance(state, data.draw(events(state, world)))
        except (RefusedEvent, InvalidAnswer):
            continue
    saved = parse_model(
        parse_document(saved_answers.vendor_file_text(state, text, name).encode(), name), VendorFile
    )
    assert errors(saved, world) == []
    for key, answer in state.given_answers.items():
        # Details of no answer are kept as those of an unknown one.
        expected = answer.model_copy(update={"unknown": True}) if lacks_reply(answer) else answer
        assert saved.answer(key) == (None if is_empty_answer(answer) else expected)


@pytest.mark.parametrize(
    "part", [{"note": "x"}, {"plan": "x"}, {"price": "x"}, {"evidence": [{"file": "x"}]}]
)
def test_what_supports_an_answer_is_kept_for_it(part: dict[str, object]) -> None:
    assert not is_empty_answer(Answer.model_validate(part))


def test_who_said_nothing_when_said_nothing() -> None:
    assert is_empty_answer(
        Answer(
            source="us", by="Jane", as_of=AS_OF, grade="documented", disputed="Not so, they say."
        )
    )
