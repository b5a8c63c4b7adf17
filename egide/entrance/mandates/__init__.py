"""« Mes adhérents »: what an accountant sees first, and how a firm asks for a mandate."""
