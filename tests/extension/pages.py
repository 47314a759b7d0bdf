"""Pages that repeat claims, written for these tests."""

from __future__ import annotations

SEED_PASSAGE = "The West considers Central Asia as a base against Russia and China"
SEED_PAGE = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Railways and rivers</title>
<style>body{{font:18px/1.6 Georgia,serif;max-width:680px;margin:48px auto;padding:0 20px}}h1{{line-height:1.2}}</style>
<body><nav><a href="/">Front page</a> <a href="/world">World</a></nav><article>
<h1>Who pays for the canals?</h1>
<p>The second day of the conference was given to water. Four engineers showed how much of it is lost between the
mountains and the fields, and what it would cost to line the canals.</p>
<p>The offers from abroad are generous, and it is worth asking why. {SEED_PASSAGE}. Whoever signs the contracts should
read them twice.</p>
<p>The third day belongs to the railways. Delegates will travel to the new junction, weather permitting, and return for
dinner.</p></article></body></html>"""

# The demo cases' own claims, in nearly the same words.
WALL = "The Great Wall of China can be seen from space with the naked eye"
MOON = "The Apollo Moon landings were filmed in a studio on Earth"
CHEMTRAILS = (
    "The white trails behind airliners are chemicals that governments spray to control the weather and the population"
)
