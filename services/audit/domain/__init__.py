"""Pure core of the audit ledger: hashing, tiles, notes, entries and the checks over them."""
