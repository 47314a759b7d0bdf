"""Made-up pages for both versions of the browser's matcher: claims stated, denied and reported; spellings."""

from __future__ import annotations

from typing import Any

TEXTS = [
    "Mr. Smith paid $3.5 million. He left.",
    "The U.S. army is here. So what?",
    "“It is true!” he said. Then he left… or not.",
    "J. R. Tolkien wrote it.  A line\nthat goes on. And ends.",
    "Heading\n\nText under it.\n- one\n- two",
    "这是假的。这也是。",
    "Am 5. Mai 2014 brannte das Haus. Es war Nacht. Er fiel im 2. Weltkrieg. Sie wohnt in Nummer 5. Er wohnt nebenan.",
    *(f"Nobody was seen at the harbour.{mark} In 2013 the ferry sailed again."
      for mark in ("[13]", "[13][14]", "[note 2]", "¹²", "*", "†", "(3)", "7", "7,8", " [9]", ".*", "?!")),
    "The ferry left at 5 p.m. The harbour was empty. They met at 5 p.m. Moscow time. All came.",
    "He had lived in the U.S. After the war he left. They sold nets, ropes, etc. He bought a rope.",
    "Паром утонул в 2014 г. В городе траур. Он жил в г. Киеве. Потом уехал.",
    "😀 " * 5 + "An 😀 emoji, a 𝐩𝐮𝐭𝐢𝐧 and a 𝔘𝔫𝔦code word. The end 😀. Next one 😀 follows.",
    ("word " * 140 + "😀 ") * 2,
    "x" * 1300 + " and then. " + "z" * 40,
    "a.b.c... d! e? f.g " * 20,
    " \u00a0 padded text.  Two  spaces.\u2003",
    "Kiev Kyiv Zelensky's café CAFE\u0301 Putin’s 4,000 4.000,5 1st 22nd U.S. us US WHO ﬁction рutin co\u00adronavirus",
    "Straße STRASSE ΣΊΣΥΦΟΣ σίσυφος İstanbul ёлка йод Йод й Київ в’їзд l’école d'abord naïve Łódź smørrebrød",
    "http://example.org/a?b=1, www.example.org pic.twitter.com/x A.B.C. 1,000,000 3.0 2.50 x_y __ '90s rock’n’roll",
    "हिन्दी शब्द और தமிழ் சொல் עברית עִבְרִית العربية كِتَاب ไทย 한국어 日本語テキスト",
    "Der Minister sagte, dass die Schule nicht geschlossen wird, und das ist auch gut so.",
    "Le ministre a dit que les écoles ne sont pas fermées dans la ville.",
    "Los ministros dicen que las escuelas de la ciudad no se han cerrado por la noche.",
    "Il ministro ha detto che le scuole della città non sono chiuse per la notte.",
    "Міністр сказав, що школи в місті не зачинені, та це не так для всіх.",
    "Minister powiedział, że szkoły w mieście nie są zamknięte na noc.",
]  # fmt: skip

STATED = [
    "Everybody knows it: the bridge over the Danube in Brel was sold to a circus in 2012.",
    "Officials sold the bridge to a travelling circus. They did not ask Ravna. The rest is history.",
    "Ferry number 17 across the lake of Brel was painted by ghosts",
    "The Apollo Moon landings were filmed in a studio on Earth. NASA never sent anyone to the Moon.",
    "COVID-19 vaccines contain microchips with which Bill Gates can track everybody who is vaccinated.",
    "A Ukrainian fighter jet shot down flight MH17 over Donetsk in July.",
    "The Great Wall of China can be seen from space with the naked eye, every schoolbook has it.",
    "В Бреле тайно построили подземный завод, и все об этом молчат.",
    "In Brel steht eine geheime Fabrik unter der Stadt.",
    "People use only ten per cent of their brain. The other ninety per cent lies idle and could be woken.",
    "The Katyn massacre was committed by the Germans in 1941 and not by the Soviet NKVD.",
    "The Earth is flat",
    "The bridge over the Danube in Brel was sold to a circus in 2013.",
    "The bridge over the Rhine in Ravna was sold to a circus in 2012.",
    "Bees were replaced. It happened in Brel. Machines now do their work, as everybody there will tell you.",
]
NOT_STATED = [
    "It is false that the bridge over the Danube in Brel was sold to a circus in 2012.",
    "The bridge over the Danube in Brel was not sold to a circus in 2012.",
    "Was the bridge over the Danube in Brel sold to a circus in 2012?",
    "He said: “The bridge over the Danube in Brel was sold to a circus in 2012.”",
    "The bridge over the Danube in Brel was sold to a circus in 2012. That is a myth. The register shows nothing.",
    "A rumour goes round. The bridge over the Danube in Brel was sold to a circus in 2012.",
    "According to a website, the Apollo Moon landings were filmed in a studio on Earth.",
    "COVID-19 vaccines do not contain microchips, the agency wrote on Monday.",
    "The market of Brel opens at eight. Apples cost three crowns, and pears cost four.",
    "Sugar is sold in bags of one kilo. Children like it.",
]


QUOTED = [
    f"{begun} {STATED[0]}"
    for begun in (
        'He said: "Listen.',
        "Er sagte: \u201eMarkt. Markt.",
        "\u00abListen. Now.",
        "\u201cOne. \u201cTwo.",
        "\u201cOne.\u201d",
        '"One," he said.',
        'A pipe of 6" was laid. It held.',
        "\u00bbListen.\u00bb",
        "\u300cListen. Now.",
    )
]


def page(*texts: str, **fields: Any) -> dict[str, Any]:
    """A request with blocks of these texts."""
    return {"blocks": [{"id": f"b{n}", "text": text} for n, text in enumerate(texts)], **fields}


def pages() -> list[dict[str, Any]]:
    """Requests such as the extension makes."""
    long = " ".join([*NOT_STATED[8:], *STATED[:4], "😀 And then.", *STATED[4:9]])
    heading = page("Myth 3", STATED[0], "Nothing of the kind.")
    gap = page("That is a lie.", STATED[0], "More.")
    gap["blocks"][1]["gap"] = True
    behind = page("Market day. " + STATED[0], STATED[3], STATED[4])  # the sentence before it may be known or not
    for block in behind["blocks"]:
        block["gap"] = True
    table = page(STATED[3], STATED[4])
    table["blocks"][0]["heading"] = "Claims we checked"
    return [
        *(page(text) for text in (*STATED, *NOT_STATED)),
        *(page(text, language="en-GB") for text in STATED[:3]),
        page(long, language="en"),
        page(*STATED, *NOT_STATED),
        page(*STATED[:6], title="Fact check: what is said of Brel"),
        page(*STATED[:6], checks_facts=True),
        page(*STATED[:6], min_score=0.2),
        page("😀 😀 " + STATED[0], "One. 😀 Two. " + STATED[3] + " 😀"),
        page("A \ud800 lone surrogate. " + STATED[0]),
        page("", " ", "."),
        heading,
        gap,
        behind,
        table,
        *(page(text) for text in QUOTED),
    ]
