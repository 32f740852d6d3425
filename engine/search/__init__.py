"""Searching for the recipe that suits one voice: `timbre tune`."""
