"""Makers beside each other, per car: one quarter, the volume at which they turned, all quarters."""
