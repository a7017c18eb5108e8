"""Files and folders: reading, writing, finding and scanning them, and editing vendor files."""
