"""What the pages of every service stand on: one look, one session, one way to answer a browser."""
