"""How a fine-tune is fitted to a machine: the plan's data, its costs, its ladder. No torch."""
