"""Each command ends by naming the next one, at a terminal."""

import os
from pathlib import Path
from shutil import copytree

import pytest

from locations import REPOSITORY
from running import on_screen, run

ACME = REPOSITORY / "examples/acme.yaml"
ENDS = {
    (
        "validate",
        "acme.yaml",
        "--as-of",
        "2026-11-22",
    ): "Next: vendorcheck assess acme.yaml --as-of 2026-11-22",
    ("validate", "own.yaml"): "Next: vendorcheck show own.yaml",
    (
        "validate",
        "rules.yaml",
        "own.yaml",
    ): "Next: vendorcheck assess VENDOR_FILE --policy rules.yaml",
    ("validate", "nothing", "--allow-empty"): "Next: vendorcheck new vendor NAME",
    ("explain", "tab"): "Next: vendorcheck validate FILE",
    ("assess", "acme.yaml", "--no-input", "-o", "a.html"): (
        "What to send to the vendor: vendorcheck assess acme.yaml --no-input --format questions"
    ),
    ("assess", "acme.yaml", "--no-input", "--format", "questions", "-o", "a.txt"): (
        "Once the vendor has answered: vendorcheck assess acme.yaml --no-input"
    ),
    ("assess", "acme.yaml", "--no-input", "--view", "lead"): (
        "Next: vendorcheck assess acme.yaml --no-input --view lead -o report.html"
    ),
    ("assess", "acme.yaml", "--no-input", "--view", "vendor", "-o", "v.md"): (
        "Once the vendor has answered: vendorcheck assess acme.yaml --no-input"
    ),
    ("assess", "full.yaml", "-q", "own.yaml", "--no-input", "-o", "a.md"): (
        "Next: vendorcheck decide full.yaml -q own.yaml"
    ),
    ("assess", "aside.yaml", "-q", "own.yaml", "--no-input", "-o", "a.md"): (
        "What is said not to apply is for you to confirm: "
        "vendorcheck assess aside.yaml -q own.yaml --review"
    ),
    ("precheck", "acme.yaml", "--no-input", "-o", "b.txt"): (
        "The brief for IT: vendorcheck precheck acme.yaml -o acme-brief.md"
    ),
    (
        "precheck",
        "acme.yaml",
        "--no-input",
        "-o",
        "b.md",
    ): "IT goes on with: vendorcheck assess acme.yaml",
    ("schema", "vendor", "-o", "s.json"): "Next: vendorcheck new vendor NAME",
    ("schema", "answers", "-o", "s.json"): "Next: vendorcheck form VENDOR_FILE",
    ("validate", "reply.yaml"): "Next: vendorcheck import reply.yaml --into VENDOR_FILE",
    ("migrate", "acme.yaml"): "Next: vendorcheck assess acme.yaml",
    ("new", "vendor", "Beta"): "Next: vendorcheck assess beta.yaml",
}


@pytest.mark.parametrize("arguments", ENDS)
def test_each_command_ends_by_naming_the_next(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "nothing").mkdir()
    (tmp_path / "acme.yaml").write_bytes(ACME.read_bytes())
    copytree(ACME.parent / "evidence", tmp_path / "evidence")
    run("new", "questionnaire", "Own", "-o", str(tmp_path / "own.yaml"))
    (tmp_path / "reply.yaml").write_text("vendorcheck: answers/1\n", encoding="utf-8")
    run("new", "policy", "Rules", "-o", str(tmp_path / "rules.yaml"))
    answers = "responses: {own: {answers: {export: yes, export-deadline: 60 days}}}\n"
    (tmp_path / "full.yaml").write_text(f"vendorcheck: vendor/1\nvendor: {{name: Full}}\n{answers}")
    aside = answers.replace("60 days", "{not_applicable: We store no data.}")
    (tmp_path / "aside.yaml").write_text(f"vendorcheck: vendor/1\nvendor: {{name: A}}\n{aside}")
    environ = os.environ | {"VENDORCHECK_POLICY": "", "COLUMNS": "80"}
    done = on_screen(*arguments, environ=environ, folder=tmp_path, only_output=True)
    assert (done.code, done.errors.splitlines()[-1]) == (0, ENDS[arguments])
