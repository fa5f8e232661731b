"""The catalogue of this context: it owns no events, for telling somebody changes nothing in a case."""

from __future__ import annotations

from shared.catalogue import Catalogue

SERVICE = "notifications"

CATALOGUE = Catalogue(service=SERVICE, kinds=(), refusals={})
