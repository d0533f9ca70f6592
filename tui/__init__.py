"""xev-tui: what Xiaomi earns or loses on each electric car, who says so, and how sure that is."""

__version__ = "0.1.0"
