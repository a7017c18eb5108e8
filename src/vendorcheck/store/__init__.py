"""What lies on disk: files, folders, questionnaires by name, vendor files that are edited."""
