"""Reports that may be long are written as they are made, so that nobody holds all of them."""

import sys
from collections.abc import Iterator
from io import StringIO

import pytest

from portfolios import three_vendors
from vendorcheck.cli._output import UnwritableOutput, write_report
from vendorcheck.reports import Display
from vendorcheck.reports._base import ReportTable
from vendorcheck.reports.portfolio import PORTFOLIO_REPORTS

NUMBERS: ReportTable[int] = ReportTable("format of numbers")


@NUMBERS.format("lines", ".txt", reader="programs")
def render(number: int, display: Display) -> str:  # noqa: ARG001 - no screen
    return "".join(parts(number))


@NUMBERS.in_parts("lines")
def parts(number: int) -> Iterator[str]:
    for line in range(number):
        if isinstance(sys.stdout, StringIO):
            assert len(sys.stdout.getvalue().splitlines()) == line
        yield f"{line}\n"


@pytest.mark.parametrize("output", [None, "-"])
def test_each_part_is_written_before_the_next_is_made(
    output: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", out := StringIO())
    write_report(3, NUMBERS.get("lines"), output, force=False)
    assert out.getvalue() == "0\n1\n2\n"


def test_a_reader_that_left_is_told_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    class Left(StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError(text)

    monkeypatch.setattr(sys, "stdout", Left())
    with pytest.raises(UnwritableOutput):
        write_report(3, NUMBERS.get("lines"), None, force=False)


def test_the_json_of_a_portfolio_comes_in_parts() -> None:
    report = PORTFOLIO_REPORTS.get("json")
    assert report.parts is not None
    found = list(report.parts(three_vendors()))
    assert "".join(found) == report.render(three_vendors(), Display())
    assert max(map(len, found)) < len("".join(found)) / 4
