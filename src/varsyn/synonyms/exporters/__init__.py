"""The index written out: lossless (JSON Lines, Parquet) and in the field's own forms (SSSOM, Cat-VRS)."""
