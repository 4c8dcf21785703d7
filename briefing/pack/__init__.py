"""The verification pack: what travels inside a product so that any reader can hold it against its facts, years later.

`making` writes it while the document is composed, `reading` takes it out of a PDF or a Word file, `comparing` holds it against
the workspace of today.
"""
