"""What follows from the figures: pure functions on quantities, bounds and provenance included."""
