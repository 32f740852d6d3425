"""Measures of a voice: who it sounds like, which words are lost, how clean and how high it is."""
