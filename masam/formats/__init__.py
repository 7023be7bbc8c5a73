"""Formats of dates and numbers per language (FORMAT_MODULE_PATH), since Django's Mongolian ones are wrong."""
