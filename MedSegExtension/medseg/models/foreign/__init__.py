"""Networks of other people's in other forms, read without running anything that they bring along."""
