"""Tests of the tab of makers beside each other."""
