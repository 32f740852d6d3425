"""A text on its way to being spoken: its sentences, their takes, and how they become one sound."""
