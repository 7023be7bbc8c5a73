"""What is remembered of places."""

from masam.places.models.names import DerivedField, TwoNames
from masam.places.models.unit import LEVEL_OF, PlaceClass, Unit, UnitKind, UnitQuerySet

__all__ = ["LEVEL_OF", "DerivedField", "PlaceClass", "TwoNames", "Unit", "UnitKind", "UnitQuerySet"]
