"""How well the scanner agrees with full parsers on code that people have written."""
