"""From a report's numbers to levels: every function reads one measure and names it in plain words.

A level that could not be measured is "unknown"; the drawing then shows the neutral form. Thresholds are those of
the trait table in the design notes; sentences never hold text from the repository.
"""
