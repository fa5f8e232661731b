"""Least privilege: what each process may do to the database and the broker, as data, and the users made from it."""
