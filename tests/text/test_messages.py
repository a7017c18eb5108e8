"""A message is the same text as plain text and as Markdown: nothing in it is markup."""

import re

import pytest
from hypothesis import example, given, strategies as st
from markdown_it import MarkdownIt

from vendorcheck.text.messages import message_list, message_paragraph

# The dialect of GitHub: with tables, HTML, struck text, and links of bare addresses.
GITHUB = MarkdownIt("gfm-like", {"html": True})
OURS = ("\u200b", "\u200a")
HARMLESS_TAGS = {"ol", "li"}
NAMES = [
    "![x](https://evil.example/pixel.png)",
    "[Sign in here](https://evil.example)",
    "[Acme][1]",
    "[1]: https://evil.example",
    "[[wiki page]]",
    "<img src=https://evil.example/p.png>",
    "<https://evil.example>",
    "<!-- hidden",
    "<details>",
    "@everyone, @acme/security and #12, !34",
    "https://evil.example www.evil.example",
    "**approved** __approved__ ~~rejected~~ *a* _b_ ~c~",
    "`code`",
    "```",
    "~~~",
    "# heading",
    "> quotation",
    "- entry",
    "* entry",
    "+ entry",
    "1. entry",
    "1) entry",
    "---",
    "===",
    "***",
    "| a | b |",
    "/close",
    "&lt;b&gt; &#91; &copy;",
    r"a \* b \[c\] d\\",
    "a\\",
    ":tada:",
]


def tags(markdown: str) -> set[str]:
    return set(re.findall(r"</?([a-z0-9]+)", GITHUB.render(markdown)))


def shown(markdown: str) -> str:
    """Return the text that a reader of the Markdown sees, in one line."""
    text = re.sub(r"</?(?:p|ol|li)(?: start=\"\d+\")?>", " ", GITHUB.render(markdown))
    for code, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(code, sign)
    return readable(text)


def readable(text: str) -> str:
    """Return what a reader of the plain text sees, in one line."""
    for sign in OURS:
        text = text.replace(sign, "")
    return " ".join(text.split())


@pytest.mark.parametrize("before", ["", "we would like to use "])
@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_a_name(name: str, before: str) -> None:
    text = f"{before}{name} and {name}"
    message = message_paragraph(text)
    assert tags(message) == {"p"}
    assert shown(message) == readable(message) == text.replace("`", "'")
    entry = "\n".join(message_list([text]))
    assert tags(entry) == HARMLESS_TAGS
    assert shown(entry) == text.replace("`", "'")


@pytest.mark.parametrize(
    "text",
    [
        "Acme Engage 2.0 (EU), Business plan: $4 a user, AT&T, C#, Yahoo!, snake_case, 24/7",
        "Is it SAML 2.0 and/or OIDC? At most 1 hour; 99.9 % [date]. Write to it@acme.example.",
        "How long - in days - are backups kept?",
    ],
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert readable(message_paragraph(text)) == text


def test_an_e_mail_address_can_be_copied() -> None:
    text = "Write to it-team@acme.example."
    assert message_paragraph(text) == text


def test_no_mention_no_address_no_issue() -> None:
    line = message_paragraph("@acme https://evil.example #1")
    assert not re.search(r"@\w|:/|#\d", line)


@given(
    st.lists(st.sampled_from([*NAMES, *"*_~`[]()<>!#&\\|:-+=/.1 a"]), max_size=12).map(" ".join)
    | st.text(st.sampled_from("*_~`[]()<>!#&\\|:-+=/.1 a\n"), max_size=40),
)
@example("a * b*c")
@example("]: x")
def test_no_text_becomes_markup(text: str) -> None:
    message = message_paragraph(text)
    assert tags(message) <= {"p"}
    assert shown(message) == readable(text.replace("`", "'"))
    assert tags("\n".join(message_list([f"Ask: {text}"]))) == HARMLESS_TAGS


def test_a_paragraph_is_one_line_however_long_it_is() -> None:
    words = "word " * 100
    assert message_paragraph(f"{words}\n{words}") == " ".join([words.strip()] * 2)
    assert message_list([words]) == [f"1. {words.strip()}"]
