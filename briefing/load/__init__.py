"""YAML with positions to models.

`decode` makes text of bytes, `yaml` a tree of nodes, `records` models of nodes, `project` a project of a workspace's files.
Every stage goes as far as it can and tells all that it finds; none raises for what a file holds.
"""

from briefing.load.project import Loaded, load

__all__ = ["Loaded", "load"]
