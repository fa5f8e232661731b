"""Audit's pages (cổng kiểm tra): rendered here, no script, readable by anybody who may see a case."""
