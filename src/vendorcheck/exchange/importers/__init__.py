"""Importers: one file per format of what comes back; each says itself which files it recognizes."""

from vendorcheck.exchange.importers._base import (
    IMPORTERS as IMPORTERS,
    ColumnNames as ColumnNames,
    Importer as Importer,
    ImportSettings as ImportSettings,
    ReceivedFile as ReceivedFile,
    choose_importer as choose_importer,
)
from vendorcheck.registry import import_modules

import_modules(__name__, __path__)
