"""Briefs that must be believed: curated facts and section texts in plain YAML, to PDF and to Word with real footnotes.

Data flows one way, a room a stage:

`load` reads the workspace's YAML into models whose every value knows its place;
`evidence` looks up each claim's quotation in its original, or in the lock;
`check` finds what is wrong, as diagnostics with file, line, column and what to do;
`compose` settles numbers, labels, order and the forms of citation, once, in one frozen `document`;
`render` draws that document as PDF, as Word and as HTML, and decides nothing.
"""

__version__ = "0.1.0"
