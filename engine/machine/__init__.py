"""What the machine is, part by part: cards, processor, memory, disk, power."""
