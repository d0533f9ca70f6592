"""Charts and tables that know how to draw, not what they show."""
