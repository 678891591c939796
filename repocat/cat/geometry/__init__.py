"""Traits -> plain numbers and path data. Anchor points come first; everything else hangs on them."""
