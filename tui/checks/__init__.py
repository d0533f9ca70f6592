"""Sources held against each other, and promises against outcomes."""
