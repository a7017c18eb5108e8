"""Vendor files of revisions in git, read without running or fetching anything."""

import hashlib
import os
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from vendorcheck.document.problems import VendorcheckError
from vendorcheck.model.evidence import FileStates
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.store import git, revision
from vendorcheck.store.files import MAX_READ_BYTES
from vendorcheck.store.revision import names_revision, read_revision_file

ENVIRONMENT = {
    **{f"GIT_{role}_{part}": "x" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_DATE": "2020-01-01T00:00:00Z",
}


def call(folder: Path, *arguments: str, day: str = "2020-05-01T23:30:00-0200") -> None:
    environment = os.environ | ENVIRONMENT | {"GIT_COMMITTER_DATE": day}
    subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True)


def write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of two commits; the files of the work tree are others again."""
    folder = tmp_path_factory.mktemp("repository")
    call(folder, "init", "-q")
    write(folder / "acme.yaml", "one")
    write(folder / "vendors/with space.yaml", "spaced")
    write(folder / "vendors/evidence/soc2.pdf", "old report")
    (folder / "vendors/link.yaml").symlink_to("with space.yaml")
    (folder / "vendors/evidence/link.pdf").symlink_to("soc2.pdf")
    write(folder / "large.yaml", "x" * (MAX_READ_BYTES + 10))
    call(folder, "add", "-A")
    call(folder, "commit", "-qm", "one")
    call(folder, "tag", "-a", "-m", "v", "v1")
    write(folder / "acme.yaml", "two")
    # A filter and a conversion, which would run programs.
    write(folder / ".gitattributes", "*.yaml diff=evil filter=evil\n*.pdf diff=evil filter=evil\n")
    call(folder, "config", "diff.evil.textconv", "touch ran; cat")
    call(folder, "add", "-A")
    call(folder, "commit", "-qm", "two", day="2021-05-01T01:00:00+0200")
    call(folder, "config", "filter.evil.smudge", "touch ran; cat")
    call(folder, "config", "core.fsmonitor", "touch ran")
    call(folder, "config", "core.pager", "touch ran; cat")
    write(folder / "acme.yaml", "three")
    (folder / "vendors/evidence/soc2.pdf").unlink()
    return folder


@pytest.fixture
def here(repository: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(repository)
    yield repository
    assert list(repository.rglob("ran")) == []


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("name", "content", "path"),
    [
        ("HEAD:acme.yaml", b"two", "acme.yaml"),
        ("HEAD~1:acme.yaml", b"one", "acme.yaml"),
        ("v1:acme.yaml", b"one", "acme.yaml"),
        ("HEAD:./acme.yaml", b"two", "acme.yaml"),
        ("HEAD:vendors/../acme.yaml", b"two", "acme.yaml"),
        ("HEAD:vendors/with space.yaml", b"spaced", "vendors/with space.yaml"),
        ("@:acme.yaml", b"two", "acme.yaml"),
    ],
)
def test_a_revision_and_a_path_name_a_file(name: str, content: bytes, path: str) -> None:
    found = read_revision_file(name)
    assert (found.name, found.content, found.path) == (name, content, path)


def test_from_a_folder_a_path_begins_with_a_point(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(here / "vendors")
    assert read_revision_file("HEAD:./with space.yaml").content == b"spaced"
    assert read_revision_file("HEAD:../acme.yaml").content == b"two"
    with pytest.raises(VendorcheckError, match=r"did you mean 'HEAD:./with space.yaml'\?"):
        read_revision_file("HEAD:with space.yaml")


@pytest.mark.usefixtures("here")
def test_the_day_is_that_of_the_committer_where_that_was() -> None:
    assert read_revision_file("HEAD~1:acme.yaml").committed_on == date(2020, 5, 1)
    assert read_revision_file("HEAD:acme.yaml").committed_on == date(2021, 5, 1)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"author x <x> 1 +0000",
        b"committer x",
        b"committer x <x> 1 z",
        b"committer x <x> 1e9 +0",
    ],
)
def test_a_commit_without_a_day_has_none(line: bytes) -> None:
    assert revision._commit_day(line + b"\n\ncommitter x <x> 1 +0000") is None  # noqa: SLF001


def test_a_large_document_is_not_hashed_to_the_end(here: Path) -> None:
    blob = git.list_entries(git.find_commit("HEAD", ""), "acme.yaml", "")["acme.yaml"].object_id
    assert git.blob_sha256(blob, 3, str(here)) == hashlib.sha256(b"two").hexdigest()
    assert git.blob_sha256(blob, 2, str(here)) is None


@pytest.mark.usefixtures("here")
def test_no_more_is_read_than_shows_that_a_file_is_too_large() -> None:
    assert len(read_revision_file("HEAD:large.yaml").content) == MAX_READ_BYTES + 1


def test_a_file_of_that_name_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert names_revision("HEAD:acme.yaml")
    assert not names_revision("acme.yaml")
    write(tmp_path / "HEAD:acme.yaml", "")
    assert not names_revision("HEAD:acme.yaml")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nowhere:acme.yaml", "there is no revision nowhere here, nor a file nowhere:acme.yaml"),
        ("--output=ran:acme.yaml", "there is no revision --output=ran here"),
        ("-h:acme.yaml", "there is no revision -h here"),
        ("HEAD^{tree}:acme.yaml", "there is no revision HEAD^{tree} here"),
        ("HEAD\n--all:acme.yaml", r"there is no revision HEAD\u{a}--all here"),
        ("HE\0AD:acme.yaml", r"there is no revision HE\u{0}AD here"),
        ("\x1b[2J:acme.yaml", r"there is no revision \u{1b}[2J here"),
        ("HEAD:nothing.yaml", "nothing.yaml is not in HEAD; a path leads from the top"),
        ("HEAD:--all", "--all is not in HEAD"),
        ("HEAD::(glob)*.yaml", ":(glob)*.yaml is not in HEAD"),
        ("HEAD:*.yaml", "*.yaml is not in HEAD"),
        ("HEAD:/etc/passwd", "HEAD:/etc/passwd leads out of the repository"),
        ("HEAD:../acme.yaml", "HEAD:../acme.yaml leads out of the repository"),
        ("HEAD:..", "HEAD:.. leads out of the repository"),
        ("HEAD:vendors", "vendors is no file in HEAD"),
        ("HEAD:vendors/link.yaml", "vendors/link.yaml is no file in HEAD"),
        (":acme.yaml", "as a revision it lacks a part; write such as HEAD~1:acme.yaml"),
        ("HEAD:", "as a revision it lacks a part"),
        ("C:\\acme.yaml", r"there is no revision C here, nor a file C:\acme.yaml"),
    ],
)
def test_anything_else_gets_one_clear_message(name: str, message: str) -> None:
    with pytest.raises(VendorcheckError) as refused:
        read_revision_file(name)
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


def test_without_a_repository_or_without_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(VendorcheckError, match="this folder is in no git repository"):
        read_revision_file("HEAD:acme.yaml")
    write(tmp_path / ".git/HEAD", "ref: refs/heads/main\n")
    write(tmp_path / ".git/config", "[core]\n\tbare = nonsense\n")
    (tmp_path / ".git/objects").mkdir()
    (tmp_path / ".git/refs").mkdir()
    with pytest.raises(VendorcheckError, match=r"can't be read: git says: bad .*boolean"):
        read_revision_file("HEAD:acme.yaml")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(VendorcheckError, match="without git no revision can be read"):
        read_revision_file("HEAD:acme.yaml")
    with pytest.raises(git.GitMissingError):
        git.read_blob("0" * 40, 1, "")


def test_a_shallow_clone_says_that_it_lacks_older_revisions(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call(tmp_path, "clone", "-q", "--depth=1", "--no-local", f"file://{repository}", "clone")
    monkeypatch.chdir(tmp_path / "clone")
    assert read_revision_file("HEAD:acme.yaml").content == b"two"
    with pytest.raises(VendorcheckError, match=r"a shallow clone.*git fetch --unshallow"):
        read_revision_file("HEAD~1:acme.yaml")


def test_a_clone_that_lacks_objects_fetches_none(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call(repository, "config", "uploadpack.allowFilter", "true")
    clone = ("clone", "-q", "--no-checkout", "--filter=blob:none", "--no-local")
    call(tmp_path, *clone, f"file://{repository}", "clone")
    monkeypatch.chdir(tmp_path / "clone")
    with pytest.raises(VendorcheckError, match="is not in this repository, which lacks a part"):
        read_revision_file("HEAD:acme.yaml")
    with pytest.raises(git.GitError):
        git.blob_sha256("0" * 40, 1, "")


def states_of(name: str, *files: tuple[str, str | None]) -> FileStates:
    evidence = [{"file": file} | ({"sha256": digest} if digest else {}) for file, digest in files]
    vendor = {
        "vendorcheck": "vendor/1",
        "vendor": {"name": "Acme"},
        "responses": {"q": {"answers": {"a": {"answer": "yes", "evidence": evidence}}}},
    }
    return read_revision_file(name).file_states(VendorFile.model_validate(vendor))


def test_evidence_is_that_of_the_same_revision(here: Path) -> None:
    digest = hashlib.sha256(b"old report").hexdigest()
    files = [
        ("evidence/soc2.pdf", digest),
        ("evidence/soc2.pdf", "0" * 64),
        ("./evidence//soc2.pdf", None),
        ("evidence/link.pdf", digest),
        ("evidence", digest),
        ("nothing.pdf", digest),
        ("../acme.yaml", digest),
    ]
    assert not (here / "vendors/evidence/soc2.pdf").exists()
    states = states_of("HEAD~1:vendors/with space.yaml", *files)
    assert [states[file] for file in files] == [
        *("ok", "changed", "unchecked", "missing", "missing", "missing", "outside"),
    ]
    top = states_of("HEAD:acme.yaml", ("acme.yaml", hashlib.sha256(b"two").hexdigest()))
    assert [*top.values()] == ["ok"]


def test_evidence_that_git_can_not_read_is_missing(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = read_revision_file("HEAD:acme.yaml")
    other = read_revision_file("HEAD:acme.yaml")
    assert other._file_digest("acme.yaml") == hashlib.sha256(b"two").hexdigest()  # noqa: SLF001
    monkeypatch.setenv("PATH", str(here))
    assert found.committed_on is None
    assert found._file_digest("acme.yaml") is None  # noqa: SLF001
    assert other._file_digest("acme.yaml") is None  # noqa: SLF001
