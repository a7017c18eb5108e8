"""yaml: an answers file with each question as a comment above the line for its answer."""

from collections.abc import Iterator
from typing import Final

from vendorcheck.document.document import Data
from vendorcheck.exchange.forms._base import VENDOR_FORMS
from vendorcheck.exchange.forms.content.form import FormQuestion, FormQuestionnaire, VendorForm
from vendorcheck.model.answers_file import ANSWERS_KIND
from vendorcheck.store.vendor_file_editor import UnquotedText, yaml_lines
from vendorcheck.text.layout import wrap_text
from vendorcheck.text.safe import one_line

_WIDTH: Final = 96
_MAX_ID_COLUMNS: Final = 24
_ANSWER_INDENT: Final = 6 * " "
_EXAMPLES: Final = (
    "scim: {unknown: true}                           # you don't know",
    "scim: {not_applicable: There are no accounts.}  # the question does not concern your product",
    'scim: {answer: "yes", note: Since May., plan: Enterprise, price: 4 EUR per user and month}',
    'scim: {answer: "yes", evidence: [{title: Admin guide, url: "https://…", dated: 2026-05-31}]}',
)


@VENDOR_FORMS.format("yaml", ".yaml", is_text=True)
def render(form: VendorForm) -> bytes:
    """Return the form as YAML, with a line to fill in for each question."""
    return ("\n".join(_lines(form)) + "\n").encode("utf-8")


def _lines(form: VendorForm) -> Iterator[str]:
    yield from _instructions(form)
    yield f"vendorcheck: {ANSWERS_KIND}"
    yield "form:"
    yield from yaml_lines(_form_data(form), "  ")
    yield ""
    yield "by:                         # your name"
    yield ""
    yield "responses:"
    for questionnaire in form.questionnaires:
        yield from _questionnaire_lines(questionnaire)


def _instructions(form: VendorForm) -> Iterator[str]:
    paragraphs = [
        f"Questions about {form.subject}",
        (
            "Please write an answer behind the colon below each question, save the file, and send "
            "it back. The word on the left of an option is what you write; the text beside it says "
            "what it means. What is filled in is what you told us before: please check it, and "
            "correct what has changed. Whatever you leave empty stays open."
        ),
        '"The vendor" in the questions is your company, "we" are your customer.',
    ]
    if form.contact:
        paragraphs.append(f"If something is unclear, please ask: {form.contact}")
    for paragraph in paragraphs:
        yield from _comment(paragraph, "")
        yield "#"
    yield from _comment("An answer may also say more than one word. Four examples:", "")
    yield "#"
    yield from (f"#   {line}" for line in _EXAMPLES)
    yield "#"
    kinds = "documentation, soc2-type-2, iso-27001, penetration-test, dpa, contract, policy, other"
    yield from _comment(
        f"Evidence may say what kind it is ({kinds}), when it was issued (dated), when it ends "
        "(expires), which period it covers (covers: {from: …, to: …}), its scope, the exceptions "
        "that auditors noted, and what we must do ourselves (our_duties).",
        "",
    )
    yield ""


def _form_data(form: VendorForm) -> dict[str, Data]:
    product: dict[str, Data] = {"product": form.product} if form.product else {}
    return {
        "package": form.package,
        "made_on": form.made_on.isoformat(),
        "vendor": form.vendor,
        **product,
        "questionnaires": {
            questionnaire.id: {"version": questionnaire.version, "digest": questionnaire.digest}
            for questionnaire in form.questionnaires
        },
    }


def _questionnaire_lines(questionnaire: FormQuestionnaire) -> Iterator[str]:
    yield from _comment(questionnaire.title, "  ", rule="=")
    if questionnaire.summary:
        yield from _comment(questionnaire.summary, "  ")
    yield from yaml_lines({questionnaire.id: {"version": questionnaire.version}}, "  ", 1)
    yield "    answers:"
    for section in questionnaire.sections:
        yield ""
        yield from _comment(section.title, _ANSWER_INDENT, rule="-")
        for question in section.questions:
            yield ""
            yield from _question_lines(question)


def _question_lines(question: FormQuestion) -> Iterator[str]:
    yield from _comment(f"{question.number} {question.ask}", _ANSWER_INDENT)
    for hint in question.hints:
        yield from _comment(hint, _ANSWER_INDENT, indent=2)
    if question.shape == "options":
        ids = ", ".join(_written(option.id) for option in question.options[:2])
        yield from _comment(f"Written as a list: [{ids}]", _ANSWER_INDENT, indent=2)
    yield from _option_lines(question)
    yield from _answer_lines(question)


def _option_lines(question: FormQuestion) -> Iterator[str]:
    ids = [_written(option.id) for option in question.options]
    if all(option.id == option.label.casefold() for option in question.options):
        if ids:
            yield from _comment(f"One of: {', '.join(ids)}", _ANSWER_INDENT, indent=2)
        return
    columns = min(max(map(len, ids), default=0), _MAX_ID_COLUMNS)
    for written, option in zip(ids, question.options, strict=True):
        prefix = f"{_ANSWER_INDENT}#     {written:<{columns}}  "
        following = f"{_ANSWER_INDENT}#     {' ' * columns}  "
        yield from wrap_text(option.label, _WIDTH, prefix, following)


def _answer_lines(question: FormQuestion) -> Iterator[str]:
    if question.answer is None:
        (line,) = yaml_lines({question.question_id: ""}, _ANSWER_INDENT)
        yield line.removesuffix(' ""')
        return
    answer = question.answer.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    data: dict[str, Data] = {**answer}
    if question.answer.unknown:
        data["unknown"] = UnquotedText("true")  # the schema requires a boolean here
    yield from yaml_lines({question.question_id: data}, _ANSWER_INDENT)


def _written(text: str) -> str:
    """Return an option as the file has to hold it: in quotes if it needs them."""
    (line,) = yaml_lines({"a": text}, "")
    return one_line(line.removeprefix("a: "))


def _comment(text: str, margin: str, *, indent: int = 0, rule: str = "") -> Iterator[str]:
    """Yield a text as lines of a comment, with a line below it if it is a title."""
    prefix = f"{margin}# {' ' * indent}"
    following = f"{prefix}  " if indent else prefix
    yield from wrap_text(text, _WIDTH, prefix, following)
    if rule:
        yield f"{prefix}{rule * min(len(text), _WIDTH - len(prefix))}"
