"""Looks for what breaks the analysis or makes it slow: `make fuzz`."""
