"""Whole days at the desk: the real window, real drops, real files, real papers."""
