"""What each problem means and how to mend it: read from explanations.yaml, for the terminal and for the docs."""

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
    """One code: its level, what it means, how to mend it, and where that helps a wrong and a right piece of YAML."""

    code: str
    level: str
    title: str
    means: str
    mend: str
    wrong: str
    right: str


def load_explanations() -> dict[str, Explanation]:
    """All of them, errors first."""
    content = (files(__package__) / "explanations.yaml").read_bytes()
    data = parse_document(content, "explanations.yaml").data
    found = {}
    for code in (*ERROR_CODES, *WARNING_CODES):
        entry = data[code]
        texts: Mapping[str, object] = entry if isinstance(entry, dict) else {}
        parts = {
            key: str(texts.get(key, "")).strip()
            for key in ("title", "means", "mend", "wrong", "right")
        }
        found[code] = Explanation(code, "error" if code in ERROR_CODES else "warning", **parts)
    return found


def render_explanation(code: str, width: int) -> str:
    """One code for a terminal.

    Raises:
        VendorcheckError: there is no such code.
    """
    known = load_explanations()
    name = code.strip("[]").lower()
    if name not in known:
        hint = nearest_name_hint(name, known)
        raise VendorcheckError(
            f'there is no problem called "{code}"; {hint or "vendorcheck explain lists them all"}'
        )
    found = known[name]
    parts = [
        _wrap(f"{found.code} ({found.level}): {found.title}", width),
        _wrap(found.means, width),
        _wrap(found.mend, width),
    ]
    if found.wrong:
        parts.append("Wrong:\n\n" + indent(found.wrong, "    "))
    if found.right:
        parts.append("Right:\n\n" + indent(found.right, "    "))
    return "\n\n".join(parts) + "\n"


def _wrap(text: str, width: int, first: str = "", rest: str = "") -> str:
    return "\n".join(wrap_text(text, width, first, rest))


def render_explanation_list(width: int) -> str:
    """All codes, each with its title."""
    return (
        "".join(_list_lines(width)) + "\nRead about a problem: vendorcheck explain duplicate-key\n"
    )


def _list_lines(width: int) -> Iterator[str]:
    level = ""
    for found in load_explanations().values():
        if found.level != level:
            level = found.level
            yield f"{level.capitalize()}s\n"
        yield (_wrap(f"{found.code}  {found.title}", width, "  ", "      ") + "\n")


def render_problems_page() -> str:
    """All codes as the Markdown page docs/reference/problems.md."""
    lines = [
        "# Problems",
        "",
        "What `vendorcheck validate` can say, code by code. `vendorcheck explain CODE` prints the same.",
        "",
    ]
    level = ""
    for found in load_explanations().values():
        if found.level != level:
            level = found.level
            lines += [f"## {level.capitalize()}s", ""]
            lines += [
                "The file can't be assessed as written."
                if level == "error"
                else "The rest. `--strict` makes them count.",
                "",
            ]
        lines += [f"### {found.code}", "", f"{found.title}.", "", found.means, "", found.mend, ""]
        for word, snippet in (("Wrong", found.wrong), ("Right", found.right)):
            if snippet:
                lines += [f"{word}:", "", "```yaml", snippet, "```", ""]
    return "\n".join(lines).rstrip() + "\n"
