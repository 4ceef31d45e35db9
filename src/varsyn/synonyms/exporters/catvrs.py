"""Cat-VRS style groups."""
