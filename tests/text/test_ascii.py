"""Where the locale is C, what is shown is ASCII."""

import pytest

from vendorcheck.text.ascii import is_ascii_wanted, to_ascii


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({}, False),
        ({"LANG": "C"}, True),
        ({"LANG": "POSIX"}, True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),
        ({"LANG": "C", "LC_CTYPE": "de_DE.UTF-8"}, False),
        ({"LANG": "C.UTF-8"}, False),
        ({"LANG": "C", "LC_ALL": "C.UTF-8"}, False),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, True),
        ({"LC_ALL": "C", "PYTHONIOENCODING": "utf-8"}, False),
        ({"LC_CTYPE": "C.UTF-8"}, False),
    ],
)
def test_the_locale_decides(environ: dict[str, str], wanted: bool) -> None:
    assert is_ascii_wanted(environ) is wanted


def test_signs_have_others_that_stand_for_them() -> None:
    assert to_ascii("“a” – b… · ✓ 5\u202f%") == '"a" - b... - * 5 %'
    assert to_ascii("Zoë 東") == "Zo\\xeb \\u6771"
