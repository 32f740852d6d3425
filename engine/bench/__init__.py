"""Measurements of this machine: speaking, training, planning. Figures, never pass or fail."""
