"""A Word file read back: opened safely, then a tree of paragraphs, tables and notes that knows who changed what.

`opening` refuses what is no Word file or would do harm; `aside` reads in a process of its own, within limits of memory and time;
`reading` makes the tree; `views` are the file with all changes accepted, and with all of them rejected.
"""
