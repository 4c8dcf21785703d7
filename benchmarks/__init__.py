"""What the program costs and what it finds, measured."""
