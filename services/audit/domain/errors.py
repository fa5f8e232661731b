"""What can be wrong with the parts of a ledger; all are ValueErrors so that a strict parser fails alike."""


class LedgerError(ValueError):
    """Root of the ledger's own errors."""


class MalformedEntry(LedgerError):
    """A leaf, or a part a leaf is made of, is not in the entry format."""


class EntryTooLarge(MalformedEntry):
    """A leaf would not fit the 16-bit length of an entry bundle."""


class MalformedTile(LedgerError):
    """A tile path, a tile or an entry bundle is not in the tlog-tiles layout."""


class MalformedNote(LedgerError):
    """Bytes are not a signed note."""


class MalformedKey(LedgerError):
    """Text is not a verifier or signer key."""


class WrongSignature(LedgerError):
    """A signature claims a key we know and does not verify."""


class Unsigned(LedgerError):
    """No signature is by a key we know."""


class MalformedCheckpoint(LedgerError):
    """A note's text is not a checkpoint."""
