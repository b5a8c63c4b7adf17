"""Nomenclatures of the State: codes and labels compiled from Insee's tables, with search by words."""
