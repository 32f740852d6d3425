"""The pages of the window: layout and wiring only."""
