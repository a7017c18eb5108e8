"""The levels of warnings in vendorcheck.toml, or in [tool.vendorcheck] of pyproject.toml."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from vendorcheck.document.problems import VendorcheckError
from vendorcheck.store import files, walk
from vendorcheck.text.safe import path_for_display
from vendorcheck.text.suggest import nearest_name_hint
from vendorcheck.validation.levels import LevelSetting, describe_wrong_code

_OWN_FILE: Final = "vendorcheck.toml"
_PROJECT_FILE: Final = "pyproject.toml"
_KEYS: Final[tuple[LevelSetting, ...]] = ("error", "ignore")
_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")
_TABLE = re.compile(r"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*vendorcheck[ \t]*\]", re.MULTILINE)


def read_level_settings() -> dict[str, LevelSetting]:
    """Return the levels that are set in the working folder, otherwise at its repository's root.

    No other folder is looked at: a file that somebody sent must not change what is reported.

    Raises:
        VendorcheckError: a file can't be read, or holds something else than such levels.
    """
    folder, root = walk.find_repository()
    for place in dict.fromkeys((folder, root)):
        found = [settings for settings in _settings_in(place, folder) if place]
        if len(found) > 1:
            names = " and ".join(_display(path, folder) for path, _ in found)
            raise VendorcheckError(f"{names} both set levels of warnings; keep one of them")
        if found:
            return found[0][1]
    return {}


def _settings_in(place: str, folder: str) -> Iterator[tuple[str, dict[str, LevelSetting]]]:
    """Yield the files of a folder that set levels, with what they set."""
    for name in (_OWN_FILE, _PROJECT_FILE):
        path = os.path.join(place, name)
        if not os.path.isfile(path):
            continue
        content = files.read_file(path)
        if name == _PROJECT_FILE and b"vendorcheck" not in content:
            continue
        toml = _TomlFile(_display(path, folder), content)
        table = toml.own_table(is_project_file=name == _PROJECT_FILE)
        if table is not None:
            yield path, toml.settings(table)


def _display(path: str, folder: str) -> str:
    return path_for_display(os.path.relpath(path, folder).replace(os.sep, "/"))


@dataclass
class _TomlFile:
    """A TOML file: its name in messages, and its text, in which places are looked up."""

    name: str
    content: bytes
    _start: int = 0

    @property
    def _text(self) -> str:
        return self.content.decode("utf-8", "replace")

    def own_table(self, *, is_project_file: bool) -> Mapping[str, object] | None:
        """Return the table with our keys; None if a project file has none."""
        import tomllib

        if len(self.content) > files.MAX_READ_BYTES:
            raise self._error(1, "the file is larger than 2 MiB")
        try:
            data = tomllib.loads(self.content.decode("utf-8"))
        except UnicodeDecodeError as error:
            line = self.content.count(b"\n", 0, error.start) + 1
            raise self._error(line, "this is not UTF-8") from None
        except tomllib.TOMLDecodeError as error:
            raise self._syntax_error(str(error)) from None
        except RecursionError:
            raise self._error(1, "this is nested too deeply") from None
        if not is_project_file:
            return data
        tool = data.get("tool")
        table = tool.get("vendorcheck") if isinstance(tool, dict) else None
        if table is None:
            return None
        match = _TABLE.search(self._text)
        self._start = match.start() if match else 0
        if not isinstance(table, dict):
            raise self._error(self._line_of("vendorcheck"), "[tool.vendorcheck] is a table")
        return table

    def settings(self, table: Mapping[str, object]) -> dict[str, LevelSetting]:
        """Return the level that is set for each code.

        Raises:
            VendorcheckError: the first thing that is wrong.
        """
        for key in table:
            if key not in _KEYS:
                hint = nearest_name_hint(key, _KEYS) or f"choose from {' and '.join(_KEYS)}"
                raise self._error(self._line_of(key), f'"{key}" means nothing here; {hint}')
        settings: dict[str, LevelSetting] = {}
        for key in _KEYS:
            for code in self._codes(table, key):
                line = self._line_of(code, quoted=True)
                if message := describe_wrong_code(code, key):
                    raise self._error(line, message)
                if settings.setdefault(code, key) != key:
                    raise self._error(line, f'"{code}" can\'t be an error and be ignored')
        return settings

    def _codes(self, table: Mapping[str, object], key: LevelSetting) -> list[str]:
        codes = table.get(key, [])
        if isinstance(codes, list) and all(isinstance(code, str) for code in codes):
            return codes
        message = f'"{key}" is a list of codes, such as {key} = ["text-length"]'
        raise self._error(self._line_of(key), message)

    def _line_of(self, word: str, *, quoted: bool = False) -> int:
        """Return the line of a key or of a quoted text; the table's if it can't be found."""
        around = r"[\"']" if quoted else r"(?<![\w-])"
        end = r"[\"']" if quoted else r"(?![\w-])"
        match = re.compile(around + re.escape(word) + end).search(self._text, self._start)
        return self._text.count("\n", 0, match.start() if match else self._start) + 1

    def _syntax_error(self, message: str) -> VendorcheckError:
        place = _PLACE.search(message)
        text = _PLACE.sub("", message)
        text = f"{text[:1].lower()}{text[1:]}"
        if place is None:
            return self._error(self._text.count("\n") + 1, f"this is not TOML: {text}")
        return self._error(int(place[1]), f"this is not TOML: {text}", column=int(place[2]))

    def _error(self, line: int, message: str, column: int | None = None) -> VendorcheckError:
        place = f"{self.name}:{line}" + (f":{column}" if column else "")
        return VendorcheckError(f"{place}: {path_for_display(message)}")
