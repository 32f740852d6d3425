"""Model families and their networks."""
