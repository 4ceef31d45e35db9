"""SSSOM TSV."""
