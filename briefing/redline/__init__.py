"""A draft of today in which what differs from an earlier one stands as tracked changes of Word.

`package` opens the new file; `stories` lays its paragraphs and tables beside those of the old text, with `align`, and has what is
gone or new written by `paragraphs` and `tables`. In a paragraph that stayed, `content` tells what stands there and `words` finds
what changed; `notes` gives every call, a deleted one as well, a note and a number. `marks` makes the changes, `looks` knows how
old words look in the new file, `apart` keeps apart what LibreOffice would take for one change. The old text is a `draft`, read.
"""

from briefing.redline.package import redlined

__all__ = ["redlined"]
