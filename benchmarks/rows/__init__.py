"""The rows of the benchmark, in the order in which they are printed."""

from rows import interview, loading, many_files, memory, path_to_yes, start_up
from rows._row import FULL as FULL
from rows._row import QUICK as QUICK
from rows._row import Row as Row
from rows._row import Sizes as Sizes
from rows._row import Workspace as Workspace

ROWS: tuple[Row, ...] = (
    *start_up.ROWS,
    *loading.ROWS,
    *many_files.ROWS,
    *memory.ROWS,
    *path_to_yes.ROWS,
    *interview.ROWS,
)
