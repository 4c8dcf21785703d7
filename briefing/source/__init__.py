"""A file with spans: the ground that every other room stands on.

`SourceFile` turns character offsets into lines and columns; `nodes` are the values of a YAML file, each knowing its place;
`scalars` finds the place of a single character inside a YAML string, whatever its style.
"""

from briefing.source.files import SourceFile, Span
from briefing.source.nodes import Mapping, Node, Scalar, Sequence

__all__ = ["Mapping", "Node", "Scalar", "Sequence", "SourceFile", "Span"]
