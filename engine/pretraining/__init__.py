"""Bases trained from scratch: the corpus, its teacher, the networks' sizes, the two stages."""
