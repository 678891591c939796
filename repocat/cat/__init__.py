"""A `Report` -> traits -> pictures. Pure: knows `analysis.report` and nothing else of Repocat."""
