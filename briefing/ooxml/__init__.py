"""The words that writing and reading Word share: elements, text, styles, anchors, fields, notes, and the package on disk.

Everything here follows ECMA-376 (WordprocessingML, transitional), and Word where it is stricter.
"""
