"""The analysis beside other programs that measure source code."""
