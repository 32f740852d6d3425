"""One loop that fine-tunes any family."""
