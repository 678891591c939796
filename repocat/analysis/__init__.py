"""A repository at a commit -> a frozen `Report`. Pure: no Flask, no database."""
