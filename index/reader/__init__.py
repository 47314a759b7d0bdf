"""The reader: a small model that reads a claim and a passage together and says whether the passage repeats it."""
