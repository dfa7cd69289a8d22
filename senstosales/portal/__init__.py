"""Turns a saved page of the buyer's portal into a typed page model, or refuses it."""
