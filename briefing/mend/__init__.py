"""Safe fixes: what a person would do by rote, done to the very characters of a file and to nothing else.

`typography` says how a text should be set;
`prose` finds the texts of a project and the characters in their files;
`values` gives a text another value and `lists` a list another order, `rewriting` both at once, all over a file;
`written` knows how a text stands in its file, `items` where those of a list do, and `rendering` writes what is new;
`words`, `wrapping` and `styles` say where lines end and what each way of writing can hold;
`locators` puts a prefix or a suffix beside a quotation, and `insertion` adds any key to any mapping;
`proof` reads a file with its edits in memory, and lets none pass that would change anything else;
`edits` writes.
"""

from briefing.mend.edits import Edit, StaleFileError, apply, edited, write
from briefing.mend.insertion import insert_line
from briefing.mend.locators import locators
from briefing.mend.prose import typographic

__all__ = ["Edit", "StaleFileError", "apply", "edited", "insert_line", "locators", "typographic", "write"]
