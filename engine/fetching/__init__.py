"""How base models come here: from the hub or from a folder, checked, and never half."""
