"""An edited draft comes home: what its editors did, merged into the YAML that it was made from.

`tokens` are texts as words, whether they come from YAML or from Word; `markdown` writes words back as the small Markdown;
`merging` compares base, editor and today; `matching` finds which paragraph of the draft was which; `planning` says what becomes
of each change; `guard` keeps evidence from being edited as if it were wording; `writing` turns the plan into files.
"""
