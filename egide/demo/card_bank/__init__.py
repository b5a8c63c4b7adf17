"""A card provider for trying: its own pages and memory, its signed notices; routed by the demo alone."""
