"""Timbre's engine: the whole product without a window."""

__version__ = "0.1.0"
