"""An edited draft comes home: what its editors did, merged into the YAML that it was made from.

The stages, in their order, each knowing only those before it:
`bases` finds the draft as it was sent: kept (by `keeping`), named, or built again;
`comparison` lays it beside the one that came back: `units` are the paragraphs of each, `tokens` their words, `notes` tells which
note is which, `matching` which paragraph, `slots` which text of the YAML each was, and `structure` what became of the lists;
`today` finds those texts in the YAML of today, which may have been changed since, with `aligning` for texts that moved;
`finding` makes proposals, on the `ground` of these, of all that differs: `texts` reads changes of wording, `guard` keeps evidence
from being edited as if it were wording, `merging` compares base, editor and today, `itemizing` tells which items are gone, moved
or new, and `outside` what has no place in the YAML;
`planning` decides what becomes of each proposal: `items` brings lists into order, `markdown` writes words as the small Markdown;
`comments` makes records of what editors remarked, and `reviewing` puts them into `reviews/`.

`changes` is what all this tells, as data; `briefing.returns` runs it, and writes.
"""
