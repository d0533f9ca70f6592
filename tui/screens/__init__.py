"""One tab a file, and the overlays."""
