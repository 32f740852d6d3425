"""Fine-tunes of the tiny family that are disturbed in every way we know, and must all end well."""
