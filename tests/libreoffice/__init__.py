"""An editor at work in a real LibreOffice: what tests use to get back drafts as editors return them.

`client` is what a test holds. It starts `process`, which runs in the Python that knows LibreOffice's interface (UNO) and is told
what to do line by line; `office` starts the program and opens and saves files, `places` finds words, `hand` edits like a person.
"""
