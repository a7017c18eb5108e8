"""Explanations of all problems, read from explanations.yaml, for the terminal and the docs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from textwrap import indent

from vendorcheck.document.document import parse_document
from vendorcheck.document.problems import ERROR_CODES, WARNING_CODES, VendorcheckError
from vendorcheck.text.layout import wrap_text
from vendorcheck.text.suggest import nearest_name_hint


@dataclass(frozen=True, slots=True)
class Explanation:
    """The level, title, meaning and remedy of a code, with wrong and right YAML if that helps."""

    code: str
    level: str
    title: str
    means: str
    mend: str
    wrong: str
    right: str


def load_explanations() -> dict[str, Explanation]:
    """Return the explanations of all codes, errors first."""
    content = (files(__package__) / "explanations.yaml").read_bytes()
    data = parse_document(content, "explanations.yaml").data
    explanations = {}
    for code in (*ERROR_CODES, *WARNING_CODES):
        entry = data[code]
        texts: Mapping[str, object] = entry if isinstance(entry, dict) else {}
        fields = {
            key: str(texts.get(key, "")).strip()
            for key in ("title", "means", "mend", "wrong", "right")
        }
        explanations[code] = Explanation(
            code, "error" if code in ERROR_CODES else "warning", **fields
        )
    return explanations


def render_explanation(code: str, width: int) -> str:
    """Return the explanation of one code for a terminal.

    Raises:
        VendorcheckError: there is no such code.
    """
    explanations = load_explanations()
    name = code.strip("[]").lower()
    if name not in explanations:
        hint = nearest_name_hint(name, explanations)
        raise VendorcheckError(
            f'there is no problem called "{code}"; {hint or "vendorcheck explain lists them all"}'
        )
    explanation = explanations[name]
    meaning, remedy, *examples = explanation_paragraphs(explanation)
    parts = [
        _wrap(f"{explanation.code} ({explanation.level}): {explanation.title}", width),
        _wrap(meaning, width),
        _wrap(remedy, width),
        *examples,
    ]
    return "\n\n".join(parts) + "\n"


def explanation_paragraphs(explanation: Explanation) -> list[str]:
    """Return the meaning, the remedy and the indented examples as plain text, not wrapped."""
    return [
        explanation.means,
        explanation.mend,
        *(f"{label}:\n\n{indent(yaml, '    ')}" for label, yaml in _examples(explanation)),
    ]


def explanation_markdown(explanation: Explanation) -> list[str]:
    """Return the lines of the meaning, the remedy and the examples as Markdown."""
    lines = [explanation.means, "", explanation.mend, ""]
    for label, yaml in _examples(explanation):
        lines += [f"{label}:", "", "```yaml", yaml, "```", ""]
    return lines


def _examples(explanation: Explanation) -> list[tuple[str, str]]:
    labelled = (("Wrong", explanation.wrong), ("Right", explanation.right))
    return [(label, yaml) for label, yaml in labelled if yaml]


def _wrap(text: str, width: int, first_prefix: str = "", other_prefix: str = "") -> str:
    return "\n".join(wrap_text(text, width, first_prefix, other_prefix))


def render_explanation_list(width: int) -> str:
    """Return all codes, each with its title, for a terminal."""
    return (
        "".join(_list_lines(width)) + "\nRead about a problem: vendorcheck explain duplicate-key\n"
    )


def _list_lines(width: int) -> Iterator[str]:
    level = ""
    for explanation in load_explanations().values():
        if explanation.level != level:
            level = explanation.level
            yield f"{level.capitalize()}s\n"
        yield (_wrap(f"{explanation.code}  {explanation.title}", width, "  ", "      ") + "\n")


def render_problems_page() -> str:
    """Return all explanations as the Markdown page docs/reference/problems.md."""
    lines = [
        "# Problems",
        "",
        (
            "What `vendorcheck validate` can say, code by code. "
            "`vendorcheck explain CODE` prints the same."
        ),
        "",
    ]
    level = ""
    for explanation in load_explanations().values():
        if explanation.level != level:
            level = explanation.level
            lines += [f"## {level.capitalize()}s", ""]
            lines += [
                "The file can't be assessed as written."
                if level == "error"
                else "The rest. `--strict` makes them count.",
                "",
            ]
        lines += [
            f"### {explanation.code}",
            "",
            f"{explanation.title}.",
            "",
            *explanation_markdown(explanation),
        ]
    return "\n".join(lines).rstrip() + "\n"
