"""The pages of the awards context."""
