"""Other ways of giving something to somebody: promises, figures, replies; and the words that stand for a body or a person."""

from __future__ import annotations

import re

from briefing.english.sentences import without_quotations

_TELLS = re.compile(
    r"""\b(?:
        (?:retort|promis|vow|pledg|assur|reckon|contend|advis|blam|contradict|grant|understand|respond|counter|caution|boast|calculat
          |disclos|speculat|lament|inform|forecast|project|maintain|estimat|predict|agree|object|assum)(?:e|es|ed|s|ing)?
      | repl(?:y|ies|ied) | testif(?:y|ies|ied) | understood | swore | swears? | points?\s+out | pointed\s+out
      | (?:is|are|was|were|remains?)\s+(?:convinced|sure|certain|confident|adamant|clear)\s+that
      | as\s+(?:[^\W\d_][\w’'-]*\s+){1,3}(?:has|had|puts?|tells?|sees?)\s+it
      | if\s+(?:[^\W\d_][\w’'-]*\s+){1,3}is\s+to\s+be\s+believed
      | puts? \b(?=[^.;]{0,60}?\b(?:at|down\s+to)\b) | rul(?:e|es|ed|ing)\s+out
      | (?:has|have|had)\s+given | (?:gives?|gave)\s+(?=(?:the|its|his|her|a|an|another|no)\b)
      | (?:\w+[’']s|its|his|her|their)\s+(?:own\s+)?
          (?:figures?|tally|count|estimates?|reckoning|calculations?|timetable|words?|charge)
          \s+(?=(?:of|for|is|was|in|includes?|puts?|that|came)\b)
      | by\s+(?:[^\W\d_][\w’'-]*\s+){1,3}(?:figures|estimate|count|reckoning|calculation|tally|timetable)
      | on\s+the\s+word\s+of
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:the|its|their|his|her|both|two|some)\s+(?:\w+\s+){0,2}(?:"
    r"company|firm|club|council|ministry|government|bank|agency|trust|university|hospital|party|union|group|police|army|court|league|"
    r"regulator|association|organi[sz]ation|board|office|manufacturer|maker|airline|"
    r"chief\s+executive|leader|director|minister|president|mayor|columnist|author|spokes(?:man|woman|person)|chair(?:man|woman)?|manager|"
    r"officer|professor|doctor|secretary|ambassador|lawyer|owner|head|analyst|investigator|researcher|scientist|official|observer)s?\b",
    re.IGNORECASE,
)


def tells(text: str) -> bool:
    """Whether anything is given to somebody by a word that is no plain verb of saying: `the club puts it at £7m`."""
    return bool(_TELLS.search(without_quotations(text)))


def stands_for(text: str) -> bool:
    """Whether a word stands for a body or a person whose name is told elsewhere: `the company`, `its chief executive`."""
    return bool(_ROLE.search(without_quotations(text)))
