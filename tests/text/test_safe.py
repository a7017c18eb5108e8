"""Untrusted text: nothing of it acts where it is shown."""

import csv
import io
import re
import unicodedata
from types import SimpleNamespace

import pytest
from hypothesis import example, given, settings, strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from locations import CASES
from vendorcheck.text.links import _PLAIN_LINK, host_of, is_safe_link, safe_link
from vendorcheck.text.safe import (
    escape_invisible,
    escape_log_commands,
    escape_markdown,
    escape_spreadsheet_cell,
    one_line,
    short_name,
    shorten,
    slug,
)

NAUGHTY = (CASES / "naughty.txt").read_text(encoding="utf-8").splitlines()
ANY = st.text(st.characters(), max_size=40)
SIGNS = st.text(st.sampled_from("\\`*_{}[]()#+-.!|~$^:/@&<>='\"% \n\tawx1é😀"), max_size=30)


def test_there_are_naughty_strings() -> None:
    assert len(NAUGHTY) > 150


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain\n\ttext é 😀 中 e\u0301", "plain\n\ttext é 😀 中 e\u0301"),
        ("\x1b[31m", "\\u{1b}[31m"),
        ("a\0b\x07\x7f\x9b", "a\\u{0}b\\u{7}\\u{7f}\\u{9b}"),
        ("a\rb\r\nc", "a\\u{d}b\nc"),
        ("\u202eabc\u2066", "\\u{202e}abc\\u{2066}"),
        ("a\u200bb\ufeff\u00ad\u2060", "a\\u{200b}b\\u{feff}\\u{ad}\\u{2060}"),
        ("a\u2028b\u2029\x85", "a\\u{2028}b\\u{2029}\\u{85}"),
        ("\ud800", "\\u{d800}"),
        ("\U000e0041", "\\u{e0041}"),
        ("\u3164\u115f\u2800", "\\u{3164}\\u{115f}\\u{2800}"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert escape_invisible(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a" + "\u00ad" * 32_000 + "5", "a\\u{ad×32000}5"),
        ("\u200b\u200bé\u200b", "\\u{200b×2}é\\u{200b}"),
        ("\u00ad\u200b" * 9, "\\u{ad}\\u{200b}" * 8 + "\\u{…×2}"),
        ("\u00ad\u200b" * 16_000, "\\u{ad}\\u{200b}" * 8 + "\\u{…×31984}"),
        (
            "\u00ad\u200b" * 8 + "\u2060" + "\n" + "\u2060" * 2,
            "\\u{ad}\\u{200b}" * 8 + "\\u{…}\n\\u{2060×2}",
        ),
    ],
)
def test_very_much_that_is_invisible_is_counted(text: str, shown: str) -> None:
    assert escape_invisible(text) == shown


def test_each_kind_of_character_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def category(character: str) -> str:
        asked.append(character)
        return unicodedata.category(character)

    monkeypatch.setattr("vendorcheck.text.safe.unicodedata", SimpleNamespace(category=category))
    assert escape_invisible("中é\u00ad" * 1_000) == "中é\\u{ad}" * 1_000
    assert len(asked) == 3


@given(ANY)
def test_visible_leaves_nothing_invisible(text: str) -> None:
    shown = escape_invisible(text)
    assert not [
        c
        for c in shown
        if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and c not in "\n\t"
    ]
    assert escape_invisible(shown) == shown
    shown.encode()


def test_one_line() -> None:
    assert one_line("  a\n\n\tb  c\r\nd \x1b") == "a b c d \\u{1b}"
    assert one_line("\n") == ""


def elements(tokens: list[Token]) -> set[str]:
    found = set()
    for token in tokens:
        found.add(token.type)
        found |= elements(token.children or [])
    return found


def without_addresses(tokens: list[Token]) -> list[Token]:
    """The tokens without links of e-mail addresses to themselves."""
    for token in tokens:
        children = token.children or []
        for at, link in enumerate(children[:-2]):
            if (
                link.type == "link_open"
                and link.attrs["href"] == f"mailto:{children[at + 1].content}"
            ):
                assert children[at + 2].type == "link_close"
                link.type = children[at + 2].type = "text"
    return tokens


def rendered(tokens: list[Token]) -> str:
    return "".join(child.content for token in tokens for child in token.children or []).replace(
        "\u200b", ""
    )


# GitHub and GitLab link what has a scheme, `www.` or an @.
# linkify-it's own guesses at `report.zip` are not theirs.
PARSER = MarkdownIt("gfm-like", {"html": True})
assert PARSER.linkify is not None
PARSER.linkify.set({"fuzzy_link": False})
LIST = {
    "bullet_list_open",
    "list_item_open",
    "paragraph_open",
    "inline",
    "text",
    "paragraph_close",
    "list_item_close",
    "bullet_list_close",
}
TABLE = {
    f"{part}_{end}"
    for part in ("table", "thead", "tbody", "tr", "th", "td")
    for end in ("open", "close")
} | {"inline", "text"}
TABLE_SOURCE = "| a | b |\n|---|---|\n| {} |x|\n"
# An escape ends in a token of its own.
SAME_AS_TEXT = {"text_special"}


def check_markdown(text: str) -> None:
    line = escape_markdown(text)
    assert "\n" not in line
    for source, expected, after in (
        (f"- {line}\n", LIST, ""),
        (TABLE_SOURCE.format(line), TABLE, "x"),
        (f"{line}\n", LIST, ""),
    ):
        tokens = without_addresses(PARSER.parse(source))
        assert elements(tokens) - SAME_AS_TEXT <= expected, source
        found = rendered(tokens)
        if expected is TABLE:
            found = found.removeprefix("ab")
        # Outer white space of a kind of its own goes.
        assert found.removesuffix(after).strip() == one_line(text).strip(), source


@pytest.mark.parametrize("text", NAUGHTY)
def test_markdown_of_naughty_strings(text: str) -> None:
    check_markdown(text)


@given(ANY | SIGNS)
@settings(max_examples=300)
@example("\\")
@example("a\\|b")
@example("12. x")
@example("- - -")
def test_markdown_shows_the_text_and_nothing_else(text: str) -> None:
    check_markdown(text)


@pytest.mark.parametrize(
    "text",
    [
        "@org/team",
        "fixes #12",
        "owner/repo#12",
        "GH-12",
        "x@org/team",
        "jane@example.org/x",
        "a.@org.example",
        "é@org.example",
        "jane@example",
        "!12",
        "$12",
        "%12",
        "&12",
        "~bug",
        '%"1.0"',
        "[issue:12]",
        "http://example.org",
        "HTTPS://example.org",
        "ftp://example.org",
        "www.example.org",
        "WWW.example.org",
        "//example.org",
        ":smile:",
        ":+1:",
    ],
)
def test_markdown_breaks_references(text: str) -> None:
    line = escape_markdown(f"see {text}")
    assert "\u200b" in line
    # What a site searches in the text of the finished page.
    shown = rendered(PARSER.parse(line))
    assert shown == f"see {text}"
    page = "".join(child.content for token in PARSER.parse(line) for child in token.children or [])
    assert not re.search(
        r"@\w|#\d|GH-\d|!\d|\$\d|%[\d\"]|&\d|~\w|\[\w|://|www\.|//|:\w+:|:\+1:", page, re.IGNORECASE
    )


@pytest.mark.parametrize(
    "text",
    [
        "jane@example.org",
        "Write to jane.doe+x@mail.example.org.",
        "(jane@example.org), b2b@acme.example",
        "<jane@xn--bcher-kva.example>",
    ],
)
def test_an_address_stays_whole_so_that_it_can_be_copied(text: str) -> None:
    check_markdown(text)
    assert "\u200b" not in escape_markdown(text)
    assert rendered(PARSER.parse(escape_markdown(text))) == text


def test_an_address_with_a_letter_that_only_looks_latin_is_broken() -> None:
    assert "\u200b" in escape_markdown("jane@аcme.example")
    assert "\u200b" in escape_markdown("jane@acme.example\u212a")


def test_markdown_at_the_begin_of_a_line() -> None:
    for command in ("/close", "- x", "+ x", "= x", "1. x", "2) x", ": x", "! x"):
        assert re.match(r"\\|\d+\\", escape_markdown(command))
    assert escape_markdown("12 x") == "12 x"
    assert escape_markdown("1.10") == "1.10"
    assert escape_markdown("1.") == "1\\."
    assert escape_markdown("saml-oidc, 99.9 per cent (yes)") == "saml-oidc, 99.9 per cent (yes)"


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://acme.example/docs/sso?a=b#c", "https://acme.example/docs/sso?a=b#c"),
        (" http://ACME.example:8080 ", "http://acme.example:8080"),
        ("HTTPS://acme.example/%20x", "https://acme.example/%20x"),
        (
            "https://acme.example/a(b)|[c]<d>\"'`*",
            "https://acme.example/a%28b%29%7C%5Bc%5D%3Cd%3E%22%27%60%2A",
        ),
        ("https://acme.example/é", "https://acme.example/%C3%A9"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://аcme.example/", "https://xn--cme-5cd.example/"),
        ("https://[::1]:80/x", "https://[::1]:80/x"),
        ("mailto:security@acme.example", "mailto:security@acme.example"),
    ],
)
def test_safe_links(url: str, link: str) -> None:
    assert safe_link(url) == link
    assert safe_link(link) == link


@pytest.mark.parametrize(
    "url",
    [
        "",
        "acme.example",
        "//acme.example",
        "https:acme.example",
        "https:/acme.example",
        "https:///acme.example",
        "https://",
        "http://#x",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://acme.example",
        "ms-word:ofe|u|https://x",
        "https://jane@acme.example",
        "https://jane:pw@acme.example",
        "https://good.example@evil.example/",
        "https://good.example\\@evil.example",
        "https://acme.example/a b",
        "https://acme.example/\u202ex",
        "https://acme.example/\0",
        "https://ac me.example",
        "https://ac%6de.example",
        "https://acme.example:99999",
        "https://acme.example:x",
        "https://[::1",
        "https://acme..example",
        "https://-acme.example",
        "https://a℀b.example",
        f"https://{'a' * 64}.é.example",
        "https://acme.example/" + "x" * 2048,
        "mailto:",
        "mailto:jane",
        "mailto:a@b.example?cc=c@d.example",
        "mailto:a@b.example,c@d.example",
        "mailto:a@b.example%0Acc:c",
        "mailto:a@-",
        "https://acme\u3002example\u200b/",
        "https://ex<ample.org",
        "https://[fe80::1%25eth0]/",
    ],
)
def test_unsafe_links(url: str) -> None:
    assert safe_link(url) is None
    assert host_of(url) == ""


@given(ANY | st.from_regex(r"(https?|mailto):(//)?[\w@.:/?#\[\]%-]{0,20}"))
def test_links_never_fail_and_are_harmless(url: str) -> None:
    link = safe_link(url)
    if link is not None:
        assert re.fullmatch(r"(https?://|mailto:)[!-~]+", link)
        assert not re.search(r"[<>\"'`()\\|]", link)
        assert host_of(link) == host_of(url) != ""
        assert PARSER.renderInline(f"[x]({link})").startswith("<a href=")


def test_hosts_are_told_as_they_are_looked_up() -> None:
    assert host_of("https://аcme.example/x") == "xn--cme-5cd.example"
    assert host_of("https://Acme.example:444/x@y") == "acme.example"
    assert host_of("mailto:a@Acme.example") == "acme.example"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@x",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "=HYPERLINK(1)",
    ],
)
def test_cells_hold_no_formula(text: str) -> None:
    assert escape_spreadsheet_cell(text).startswith("'")
    assert escape_spreadsheet_cell(text).endswith(escape_invisible(text))


def test_other_cells_stay() -> None:
    assert escape_spreadsheet_cell("a=1, b\n\tc") == "a=1, b\n\tc"
    assert escape_spreadsheet_cell("") == ""
    assert escape_spreadsheet_cell("a\x1b") == "a\\u{1b}"


@given(ANY)
def test_cells_never_begin_a_formula(text: str) -> None:
    out = io.StringIO()
    csv.writer(out).writerow([escape_spreadsheet_cell(text)])
    assert escape_spreadsheet_cell(text)[:1] not in {*"=+-@\t\r＝＋－＠"}


@pytest.mark.parametrize(
    "text",
    [
        "::error::x",
        "  ::stop-commands::x",
        "\t\u2003::x",
        "##[error]x",
        "a ##[group]x",
        "x ##vso[task.x]",
        "###[x]",
        "ok\n::x",
        "ok\r::x",
        "ok\r\n::add-mask::x",
        ":::x",
        "##teamcity[x]",
    ],
)
def test_log_lines_are_no_commands(text: str) -> None:
    for line in re.split(r"[\r\n]+", escape_log_commands(text)):
        assert not re.match(r"\s*::", line)
        assert not re.search(r"##\w*\[", line)


@given(st.text(st.sampled_from(":# \n\r\t[vso\x85\u2028\x0b\x1c"), max_size=20))
def test_log_lines_are_never_commands(text: str) -> None:
    for line in escape_log_commands(text).splitlines():
        assert not line.lstrip().startswith("::")
        assert not re.search(r"##\w*\[", line)


def test_other_log_lines_stay() -> None:
    assert escape_log_commands("a::b: c\n # d [x] #[y]") == "a::b: c\n # d [x] #[y]"


def test_shorten() -> None:
    assert shorten("abcdef", 6) == "abcdef"
    assert shorten("abcdefg", 6) == "abcde…"
    assert shorten("abcd efg", 6) == "abcd…"
    assert shorten("ab", 1) == "…"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("abcde\u0301fgh", "abcd…"),  # the e and its accent fit only together
        ("abcd\u0301efgh", "abcd\u0301…"),
        ("abcd👋🏽fgh", "abcd…"),
        ("abc🇩🇪🇫🇷", "abc🇩🇪…"),
        ("abcd🇩🇪🇫🇷", "abcd…"),
        ("ab\\u{202e}cd", "ab…"),
        ("e" + "\u0301" * 9, "e" + "\u0301" * 4 + "…"),
        ("\\u{202e}", "\\u{20…"),
        ("a\\u{ad×32}", "a…"),
    ],
)
def test_what_makes_one_sign_is_not_cut_in_two(text: str, short: str) -> None:
    assert shorten(text, 6) == short


def test_a_name_for_a_heading_is_one_short_line() -> None:
    assert short_name("Acme\nEngage ") == "Acme Engage"
    assert short_name("x" * 80) == "x" * 80
    assert short_name("Approve. " * 3000) == "Approve. " * 8 + "Approve…"
    assert short_name("\u202e\u200b" * 60) == "\\u{202e}\\u{200b}" * 4 + "\\u{202e}…"
    assert short_name("A" + "\u0301" * 60 + "cme") == "A" + "\u0301" * 4 + "cme"
    assert short_name("Société Générale") == "Société Générale"


@given(ANY, st.integers(1, 20))
def test_short_names_hide_nothing_and_are_short(text: str, most: int) -> None:
    name = short_name(text, most)
    assert len(name) <= most
    assert name == escape_invisible(name)
    assert name == short_name(name, most)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Acme Engage", "acme-engage"),
        ("Société Générale", "societe-generale"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\x", "c-x"),
        ("CON", "x-con"),
        ("nul.txt", "x-nul.txt"),
        ("com1", "x-com1"),
        ("console", "console"),
        ("a..b", "a-b"),
        (".hidden", "hidden"),
        ("x.", "x"),
        ("中文", "unnamed"),
        ("", "unnamed"),
        ("a" * 100, "a" * 64),
        ("-rf", "rf"),
        ("con-", "x-con"),
        ("v1.0_b", "v1.0_b"),
        ("com¹", "x-com1"),
        ("con." + "x" * 70, "x-con." + "x" * 58),
    ],
)
def test_slug(text: str, name: str) -> None:
    assert slug(text) == name


@given(ANY)
def test_slugs_are_safe(text: str) -> None:
    name = slug(text)
    assert re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,63}", name)
    assert ".." not in name
    assert not re.match(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", name)


@pytest.mark.slow
@given(st.from_regex(_PLAIN_LINK, fullmatch=True))
def test_what_looks_plain_is_safe(url: str) -> None:
    assert is_safe_link(url) == (safe_link(url) is not None)
