"""The opened books: reading, writing, changes, audit trail, migrations, backups."""
