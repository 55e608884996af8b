"""Pictures of a structure: the hierarchy by Graphviz, and maps of equal squares; as SVG, PNG and DOT."""
