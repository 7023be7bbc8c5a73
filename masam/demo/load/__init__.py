"""Writes the plans. One group is one transaction: it stands as a whole, or not at all."""

from masam.demo.load.feedback import demo_codes
from masam.demo.load.ground import load_ground
from masam.demo.load.group import load_group
from masam.demo.load.reports import load_reports

__all__ = ["demo_codes", "load_ground", "load_group", "load_reports"]
