"""Pieces that pages are made of; they know nouns, never a job."""
