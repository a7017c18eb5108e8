"""The content of the reports, without markup."""
