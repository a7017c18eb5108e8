"""Files: read within limits, written whole or not at all."""

import errno
import io
import os
import stat
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from vendorcheck.document.problems import VendorcheckError
from vendorcheck.store import files

as_root = pytest.mark.skipif(os.geteuid() == 0, reason="root may do anything")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_read(folder: Path) -> None:
    (folder / "a.yaml").write_bytes(b"\xff\r\n")
    assert files.read_file("a.yaml") == b"\xff\r\n"
    (folder / "link.yaml").symlink_to("a.yaml")
    assert files.read_file("link.yaml") == b"\xff\r\n"


def test_read_no_more_than_the_limit(folder: Path) -> None:
    with (folder / "big").open("wb") as file:
        file.truncate(10 * files.MAX_READ_BYTES)
    assert len(files.read_file("big")) == files.MAX_READ_BYTES + 1


def test_read_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xffx" + b"y" * 3 * files.MAX_READ_BYTES))
    )
    assert files.read_file("-")[:3] == b"\xffxy"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"y" * 3 * files.MAX_READ_BYTES)))
    assert len(files.read_file("-")) == files.MAX_READ_BYTES + 1
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(VendorcheckError, match="no standard input"):
        files.read_file("-")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("acmee.yaml", "there is no file acmee.yaml; did you mean acme.yaml?"),
        ("sub/acmee.yaml", "there is no file sub/acmee.yaml; did you mean sub/acme.yml?"),
        ("zzz", "there is no file zzz"),
        ("nothere.yaml", "there is no file nothere.yaml"),
        ("none/acme.yaml", "there is no file none/acme.yaml, nor a folder none"),
        ("acme.yaml/x", "acme.yaml/x can't be read: not a directory"),
        ("sub", "sub is a folder; a file is expected here"),
        ("pipe", "pipe is a device or a pipe, not a file; - stands for the console"),
        ("/dev/zero", "/dev/zero is a device or a pipe, not a file; - stands for the console"),
        ("loop", "loop can't be read: too many levels of symbolic links"),
        ("dangling", "there is no file dangling"),
        ("a\0b", r"a\u{0}b can't be read: no file can have such a name"),
        ("x" * 300, f"{'x' * 300} can't be read: file name too long"),
        ("", "a file name is required, and an empty one was given"),
    ],
)
def test_what_can_not_be_read(folder: Path, path: str, message: str) -> None:
    (folder / "acme.yaml").touch()
    (folder / "t.yaml").touch()
    (folder / "sub").mkdir()
    (folder / "sub" / "acme.yml").touch()
    (folder / "loop").symlink_to("loop")
    (folder / "dangling").symlink_to("nowhere")
    os.mkfifo(folder / "pipe")
    with pytest.raises(VendorcheckError) as error:
        files.read_file(path)
    assert str(error.value).casefold() == message.casefold()


def test_a_file_that_becomes_a_pipe_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "file").touch()
    os.mkfifo(folder / "pipe")
    before = os.stat("file")
    monkeypatch.setattr(os, "stat", lambda _: before)
    with pytest.raises(VendorcheckError, match="a device or a pipe"):
        files.read_file("pipe")


@as_root
def test_read_without_permission(folder: Path) -> None:
    (folder / "secret").touch(mode=0)
    with pytest.raises(VendorcheckError, match="secret can't be read: permission denied"):
        files.read_file("secret")


def test_write(folder: Path) -> None:
    files.write_file("new.txt", "é\r\n\ud800", force=False)
    assert (folder / "new.txt").read_bytes() == b"\xc3\xa9\r\n\\ud800"
    files.write_file("new.txt", b"\xff", force=True)
    assert (folder / "new.txt").read_bytes() == b"\xff"
    assert names(folder) == ["new.txt"]


@pytest.mark.parametrize("umask", [0o022, 0o077, 0o007])
def test_a_new_file_has_the_usual_permissions(folder: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        files.write_file("new", "", force=False)
        files.write_file("forced", "", force=True)
    finally:
        os.umask(before)
    assert stat.S_IMODE((folder / "new").stat().st_mode) == 0o666 & ~umask
    assert stat.S_IMODE((folder / "forced").stat().st_mode) == 0o666 & ~umask


def test_an_old_file_keeps_its_permissions(folder: Path) -> None:
    (folder / "old").touch()
    (folder / "old").chmod(0o640)
    files.write_file("old", "x", force=True)
    assert stat.S_IMODE((folder / "old").stat().st_mode) == 0o640


def test_links_stay_links(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "real").write_text("old")
    (folder / "link").symlink_to("sub/real")
    files.write_file("link", "x", force=True)
    assert (folder / "link").is_symlink()
    assert (folder / "sub" / "real").read_text() == "x"
    assert names(folder / "sub") == ["real"]


@pytest.mark.parametrize("force", [False, True])
def test_a_link_to_nothing_is_refused(folder: Path, *, force: bool) -> None:
    (folder / "elsewhere").mkdir()
    (folder / "report").symlink_to("elsewhere/made")
    with pytest.raises(VendorcheckError) as error:
        files.write_file("report", "x", force=force)
    assert str(error.value) == (
        "report is a link to elsewhere/made, which is not there; "
        "delete the link, or name another file"
    )
    with pytest.raises(VendorcheckError, match="report is a link to elsewhere/made"):
        files.replace_if_unchanged("report", b"x", None)
    assert names(folder) == ["elsewhere", "report"]
    assert not names(folder / "elsewhere")


def test_a_link_that_somebody_makes_meanwhile_is_not_followed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fsync_and_link(_: int) -> None:
        if not os.path.lexists("report"):
            os.symlink("made", "report")

    monkeypatch.setattr(os, "fsync", fsync_and_link)
    with pytest.raises(VendorcheckError, match="report exists already"):
        files.write_file("report", "x", force=False)
    assert names(folder) == ["report"]


@pytest.mark.parametrize(
    ("path", "force", "message"),
    [
        ("old", False, "old exists already; --force overwrites it"),
        ("link", False, "link exists already; --force overwrites it"),
        ("sub", False, "sub is a folder; a file is expected here"),
        ("sub", True, "sub is a folder; a file is expected here"),
        (
            "/dev/null",
            True,
            "/dev/null is a device or a pipe, not a file; - stands for the console",
        ),
        (
            "/dev/null",
            False,
            "/dev/null is a device or a pipe, not a file; - stands for the console",
        ),
        ("none/x", False, "there is no folder none"),
        ("old/x", True, "old/x can't be written: not a directory"),
        ("loop", True, "loop can't be written: too many levels of symbolic links"),
        ("a\0b", True, r"a\u{0}b can't be written: no file can have such a name"),
        ("x" * 300, False, f"{'x' * 300} can't be written: file name too long"),
        ("", False, "a file name is required, and an empty one was given"),
    ],
)
def test_what_can_not_be_written(folder: Path, path: str, force: bool, message: str) -> None:
    (folder / "old").write_text("old")
    (folder / "sub").mkdir()
    (folder / "link").symlink_to("old")
    (folder / "loop").symlink_to("loop")
    with pytest.raises(VendorcheckError) as error:
        files.write_file(path, "new", force=force)
    assert str(error.value).casefold() == message.casefold()
    with pytest.raises(VendorcheckError) as early_error:
        files.refuse_unwritable_path(path, force=force)
    assert str(early_error.value) == str(error.value)
    assert (folder / "old").read_text() == "old"
    assert names(folder) == ["link", "loop", "old", "sub"]
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


@as_root
def test_protected_files_and_folders(folder: Path) -> None:
    (folder / "old").touch(mode=0o444)
    with pytest.raises(VendorcheckError, match="old can't be written: it is write-protected"):
        files.write_file("old", "x", force=True)
    (folder / "sub").mkdir(mode=0o555)
    with pytest.raises(VendorcheckError, match="sub/x can't be written: permission denied"):
        files.write_file("sub/x", "x", force=False)


def test_a_protected_folder_is_told_before_anything_is_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(VendorcheckError, match="new can't be written: permission denied"):
        files.refuse_unwritable_path("new", force=False)
    assert not names(folder)


@pytest.mark.parametrize(("path", "force"), [("new", False), ("old", True), ("-", False)])
def test_what_can_be_written_is_let_pass_and_left(folder: Path, path: str, force: bool) -> None:
    (folder / "old").write_text("old")
    files.refuse_unwritable_path(path, force=force)
    assert (names(folder), (folder / "old").read_text()) == (["old"], "old")


def test_a_protected_file_is_left_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "old").touch()
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(VendorcheckError, match="old can't be written: it is write-protected"):
        files.write_file("old", "x", force=True)


@pytest.mark.parametrize("call", ["fsync", "replace", "link", "chmod"])
def test_a_failure_leaves_everything_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (folder / "old").write_text("old")
    monkeypatch.setattr(os, call, fail)
    if call == "link":
        monkeypatch.setattr(os, "replace", fail)
    path, force = ("new", False) if call == "link" else ("old", True)
    with pytest.raises(VendorcheckError, match=f"{path} can't be written: no space left on device"):
        files.write_file(path, "new", force=force)
    assert (folder / "old").read_text() == "old"
    assert names(folder) == ["old"]


def test_a_file_system_without_hard_links(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", fail)
    files.write_file("new", "x", force=False)
    assert (folder / "new").read_text() == "x"
    monkeypatch.setattr(os, "stat", lambda _: (_ for _ in ()).throw(FileNotFoundError))
    with pytest.raises(VendorcheckError, match="new exists already"):
        files.write_file("new", "y", force=False)
    assert (folder / "new").read_text() == "x"
    assert names(folder) == ["new"]


def test_a_folder_that_can_not_be_synced_is_no_failure(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def no_folders(path: str, flags: int, mode: int = 0o777) -> int:
        if os.path.isdir(path):
            raise PermissionError
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "open", no_folders)
    files.write_file("new", "x", force=False)
    assert names(folder) == ["new"]


CREATE = """
import sys
from vendorcheck.store import files
from vendorcheck.document.problems import VendorcheckError
sys.stdin.readline()
try:
    files.write_file("new", sys.argv[1] * 100_000, force=False)
    print("wrote")
except VendorcheckError:
    print("refused")
"""


def test_of_several_processes_one_creates_the_file(folder: Path) -> None:
    with ExitStack() as running:
        processes = [
            running.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", CREATE, str(n)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for n in range(6)
        ]
        for process in processes:
            assert process.stdin
            process.stdin.write("go\n")
            process.stdin.flush()
        said = [process.communicate()[0].strip() for process in processes]
    assert sorted(said) == ["refused"] * 5 + ["wrote"]
    assert (folder / "new").read_text() == str(said.index("wrote")) * 100_000
    assert names(folder) == ["new"]


def test_write_to_standard_output(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    sys.stdout.write("before ")
    files.write_file("-", "é\n", force=False)
    files.write_file("-", b"\xff", force=True)
    assert capfdbinary.readouterr().out == b"before \xc3\xa9\n\xff"
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    with pytest.raises(VendorcheckError, match="no standard output"):
        files.write_file("-", "x", force=False)


class FailingOutput(io.BytesIO):
    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def write(self, _: object) -> int:
        raise self.error


def test_standard_output_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        sys,
        "stdout",
        io.TextIOWrapper(FailingOutput(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))),
    )
    with pytest.raises(
        VendorcheckError, match="standard output can't be written: no space left on device"
    ):
        files.write_file("-", "x", force=False)


def left(folder: Path, name: str, *, old: bool = True) -> str:
    """A temporary file such as a killed run leaves."""
    path = folder / name
    path.write_text("half a fi", encoding="utf-8")
    if old:
        os.utime(path, (path.stat().st_mtime - 4000,) * 2)
    return name


def test_the_next_save_removes_what_a_killed_run_left(folder: Path) -> None:
    left(folder, ".a.yaml.0123456789abcdef.tmp")
    left(folder, ".a.yaml.fedcba9876543210.tmp")
    files.write_file("a.yaml", "x", force=False)
    assert names(folder) == ["a.yaml"]
    left(folder, ".a.yaml.0123456789abcdef.tmp")
    assert files.replace_if_unchanged("a.yaml", b"y", b"x")
    assert names(folder) == ["a.yaml"]


def test_what_is_not_surely_left_by_us_stays(folder: Path) -> None:
    kept = [
        left(folder, ".a.yaml.0123456789abcdef.tmp", old=False),  # another run may be at work
        left(folder, ".a.yaml.0123456789abcdeg.tmp"),
        left(folder, ".a.yaml.0123456789abcde.tmp"),
        left(folder, ".a.yaml.0123456789abcdef.bak"),
        left(folder, ".b.yaml.0123456789abcdef.tmp"),
        left(folder, "a.yaml.0123456789abcdef.tmp"),
    ]
    (folder / ".a.yaml.00000000000000aa.tmp").mkdir()
    (folder / ".a.yaml.00000000000000bb.tmp").symlink_to("nowhere")
    for name in (".a.yaml.00000000000000aa.tmp", ".a.yaml.00000000000000bb.tmp"):
        os.utime(folder / name, (0, 0), follow_symlinks=False)
        kept.append(name)
    files.write_file("a.yaml", "x", force=False)
    assert names(folder) == sorted(["a.yaml", *kept])


def test_a_leftover_that_cannot_be_removed_stops_no_save(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stays = left(folder, ".a.yaml.0123456789abcdef.tmp")
    unlink = os.unlink

    def refusing(path: str) -> None:
        if path.endswith(stays):
            raise PermissionError
        unlink(path)

    monkeypatch.setattr(os, "unlink", refusing)
    files.write_file("a.yaml", "x", force=False)
    assert names(folder) == [stays, "a.yaml"]
