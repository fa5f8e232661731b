"""The box: command line, supervisor, database child and scenarios."""
