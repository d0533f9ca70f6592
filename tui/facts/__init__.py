"""The store: quantities with bounds, periods, and the figures of facts.yaml with their sources."""
