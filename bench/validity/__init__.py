"""What the score is worth: the reference list, and the program that checks the score against real histories."""
