"""Whether the pictures hold what they promise: `python -m bench.art`, and the sheets to look at, `bench.art.sheets`."""
