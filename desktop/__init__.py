"""Timbre's window: it shows what the engine does and never computes itself."""
