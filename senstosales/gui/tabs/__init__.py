"""One module a tab; tabs know nothing of each other."""
