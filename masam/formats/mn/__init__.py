"""Mongolian formats."""
