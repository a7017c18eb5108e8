"""A reader that closes a pipe early changes no exit code: real pipes and real processes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import unmeasured
from vendorcheck.cli import COMMANDS
from vendorcheck.cli._exit_code import ExitCode

BAD = "vendorcheck: vendor/1\nvendor: {nme: Acme}\n"
REPLY = "vendorcheck: answers/1\nresponses: {sso: {answers: {mfa: always}}}\n"
GOOD = "vendorcheck: vendor/1\nvendor: {name: Acme}\n"
# More output than a pipe holds, so that the command is still writing when its reader leaves.
MANY_MISTAKES = "vendorcheck: vendor/1\nvendor: {name: Acme}\n" + "".join(
    f"unknown-{number}: {number}\n" for number in range(900)
)
RUNS = {
    "assess": (("assess", "good.yaml", "--no-input"), ExitCode.OK),
    "assess --fail-on": (
        ("assess", "good.yaml", "--no-input", "--fail-on", "more-information-needed"),
        ExitCode.NEGATIVE_RESULT,
    ),
    "assess html": (("assess", "good.yaml", "--no-input", "--format", "html"), ExitCode.OK),
    "assess bad": (("assess", "bad.yaml", "--no-input"), ExitCode.ERROR),
    "compare": (("compare", "good.yaml", "./good.yaml"), ExitCode.OK),
    "compare bad": (("compare", "good.yaml", "bad.yaml"), ExitCode.ERROR),
    "decide": (("decide", "good.yaml", "--dry-run"), ExitCode.OK),
    "decide what": (("decide", "good.yaml"), ExitCode.ERROR),
    "diff": (("diff", "good.yaml", "good.yaml"), ExitCode.OK),
    "explain": (("explain",), ExitCode.OK),
    "explain nothing": (("explain", "no-such-code"), ExitCode.ERROR),
    "form": (("form", "good.yaml", "-q", "sso", "-o", "-"), ExitCode.OK),
    "import": (("import", "reply.yaml", "--into", "good.yaml", "-o", "-"), ExitCode.OK),
    "import refused": (("import", "reply.yaml", "--into", "bad.yaml"), ExitCode.ERROR),
    "migrate": (("migrate", "good.yaml"), ExitCode.OK),
    "new": (("new", "vendor", "Acme", "-o", "-"), ExitCode.OK),
    "portfolio": (("portfolio", "good.yaml"), ExitCode.OK),
    "portfolio bad": (("portfolio", "good.yaml", "bad.yaml"), ExitCode.ERROR),
    "precheck": (("precheck", "good.yaml", "--no-input"), ExitCode.OK),
    "questionnaires": (("questionnaires",), ExitCode.OK),
    "schema": (("schema", "questionnaire"), ExitCode.OK),
    "policies": (("policies",), ExitCode.OK),
    "show": (("show", "security"), ExitCode.OK),
    "validate good": (("validate", "good.yaml"), ExitCode.OK),
    "validate bad": (("validate", "bad.yaml"), ExitCode.NEGATIVE_RESULT),
    "validate many": (("validate", "many.yaml"), ExitCode.NEGATIVE_RESULT),
    "validate json": (("validate", "many.yaml", "--format", "json"), ExitCode.NEGATIVE_RESULT),
    "validate missing": (("validate", "missing.yaml"), ExitCode.ERROR),
    "--help": (("--help",), ExitCode.OK),
    "--version": (("--version",), ExitCode.OK),
    "no arguments": ((), ExitCode.ERROR),
    "wrong option": (("show", "--nonsense"), ExitCode.ERROR),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = (("good", GOOD), ("bad", BAD), ("many", MANY_MISTAKES), ("reply", REPLY))
    for name, text in texts:
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def exit_code(folder: Path, arguments: tuple[str, ...], *, stream: str, lines: int) -> int:
    """Return the exit code of a command whose reader of a stream takes so many lines and leaves."""
    reading, writing = os.pipe()
    with open(reading, "rb", buffering=0) as reader:
        if not lines:
            reader.close()
        process = subprocess.Popen(
            [sys.executable, "-m", "vendorcheck", *arguments],
            cwd=folder,
            env=unmeasured() | {"VENDORCHECK_POLICY": ""},
            stdin=subprocess.DEVNULL,
            stdout=writing if stream == "stdout" else subprocess.PIPE,
            stderr=writing if stream == "stderr" else subprocess.PIPE,
        )
        os.close(writing)
        for _ in range(lines):
            reader.readline()
    output, errors = process.communicate()
    assert b"Traceback" not in (output or b"") + (errors or b"")
    assert b"BrokenPipe" not in (errors or b"")
    return process.returncode


QUICK = {"assess --fail-on", "validate many", "--version"}


@pytest.mark.slow
@pytest.mark.parametrize("lines", [0, 1], ids=["at once", "after a line"])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(*row, id=name, marks=() if name in QUICK else pytest.mark.slow)
        for name, row in RUNS.items()
    ],
)
def test_the_result_counts_whoever_reads_it(
    folder: Path, arguments: tuple[str, ...], code: ExitCode, lines: int
) -> None:
    assert exit_code(folder, arguments, stream="stdout", lines=lines) == code


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "code"),
    [pytest.param(*RUNS[name], id=name) for name in RUNS if RUNS[name][1] != ExitCode.OK],
)
def test_nobody_reads_the_messages(
    folder: Path, arguments: tuple[str, ...], code: ExitCode
) -> None:
    assert exit_code(folder, arguments, stream="stderr", lines=0) == code


def test_every_command_is_tried() -> None:
    assert set(COMMANDS) <= {arguments[0] for arguments, _ in RUNS.values() if arguments}


def test_head_in_a_shell(folder: Path) -> None:
    command = f"set -o pipefail; {sys.executable} -m vendorcheck validate many.yaml | head -1"
    done = subprocess.run(
        ["/bin/bash", "-c", command], cwd=folder, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (ExitCode.NEGATIVE_RESULT, b"")
    assert done.stdout.startswith(b"many.yaml:")
