"""One step a file, named for its revision."""
