"""What the report formats show, without markup."""
