"""Texts such as "(opens in a new tab)" that pages put beside links for screen readers, in many languages."""

from __future__ import annotations

import re

_PHRASES = (
    # English
    r"(?:(?:this )?link )?(?:will )?open(?:s|ed|ing)?(?: up)? (?:in|into) (?:a |an |another )?"
    r"(?:new |separate |external |other )?"
    r"(?:browser )?(?:tab|window|page)(?: or (?:tab|window))?",
    r"(?:in a )?new (?:tab|window)",
    r"(?:opens )?external (?:link|site|website)",
    # German, Dutch
    r"(?:der link )?(?:wird )?(?:öffnet(?: sich)? )?(?:in )?(?:einem |einen |ein )?(?:neue[mnrs]?|separaten|anderen) "
    r"(?:browser-?)?(?:tab|fenster|registerkarte|reiter)(?: (?:öffnen|geöffnet|öffnet))?",
    r"externer link",
    r"(?:(?:deze )?link )?opent(?: zich)? in (?:een )?(?:nieuw|ander)e? (?:browser)?(?:tabblad|venster|tab)",
    r"externe link",
    # French
    r"(?:(?:le |ce )?lien )?(?:s['’]?)?ouv(?:re|rir|erture)(?: dans)? (?:une? )?"
    r"(?:nouvel(?:le)?|autre) (?:onglet|fenêtre)",
    r"(?:dans un )?(?:nouvel onglet|nouvelle fenêtre)",
    r"lien externe",
    # Spanish, Portuguese, Italian, Catalan, Romanian
    r"(?:el enlace )?(?:se )?abr(?:e|ir|irá)(?: en)? (?:una? )?(?:nueva |otra )?(?:pestaña|ventana)(?: nueva)?",
    r"enlace externo",
    r"(?:o link )?(?:abre|abrir|abrirá)(?:-se)? (?:em|num|numa|n?uma?)(?: uma?)? "
    r"(?:nov[ao] |outr[ao] )?(?:aba|guia|janela|separador)(?: nov[ao])?",
    r"link externo",
    r"(?:il link )?(?:si )?apr(?:e|irà|i) (?:in )?(?:una? )?(?:nuov[ao]|altr[ao]) (?:scheda|finestra)",
    r"(?:s['’])?obre en una (?:pestanya|finestra) nova",
    r"se deschide (?:într-o|intr-o) (?:filă|fereastră) nouă",
    # Russian, Ukrainian, Belarusian, Bulgarian, Serbian
    r"(?:ссылка )?(?:откро?ется|открыва(?:ется|ть)) в (?:новой|новом|отдельной|другой|другом) (?:вкладке|окне)",
    r"(?:посилання )?(?:відкри(?:ється|ти)|відкривається) (?:в|у) (?:новій|новому|іншій) (?:вкладці|вікні)",
    r"адкры(?:ецца|ваецца) ў (?:новай|новым) (?:укладцы|акне)",
    r"отваря се в нов (?:раздел|прозорец)",
    r"отвара се у нов(?:ом|ој) (?:прозору|картици)",
    # Polish, Czech, Slovak, Hungarian, Croatian
    r"(?:link )?otw(?:iera|orzy) się w now(?:ej|ym) (?:karcie|oknie|zakładce)",
    r"(?:odkaz )?se otevře v nov(?:é|ém) (?:kartě|okně|záložce)|otevře se v nov(?:é|ém) (?:kartě|okně|záložce)",
    r"(?:odkaz )?(?:sa )?otvorí(?: sa)? (?:v|na) nov(?:ej|om) (?:karte|okne)",
    r"új (?:lapon|ablakban|fülön)(?: nyílik(?: meg)?)?",
    r"otvara se u novo(?:m|j) (?:prozoru|kartici)",
    # Swedish, Danish, Norwegian, Finnish, Estonian, Latvian, Lithuanian
    r"öppnas i (?:ett |en )?ny(?:tt)? (?:fönster|flik)",
    r"åbne[rs] i (?:et |en )?ny(?:t)? (?:vindue|fane)",
    r"åpne[rs] i (?:et |en )?ny(?:tt)? (?:vindu|fane)",
    r"avautuu uu(?:teen|dessa) (?:välilehteen|ikkunaan|välilehdessä|ikkunassa)",
    r"avaneb uues (?:vahelehes|aknas)",
    r"atveras jaunā (?:cilnē|logā)",
    r"atsidaro naujame (?:skirtuke|lange)",
    # Greek, Turkish
    r"ανοίγει σε (?:νέα καρτέλα|νέο παράθυρο|νέο παραθυρο)",
    r"yeni (?:sekmede|pencerede)(?: açılır)?",
    # Arabic, Persian, Hebrew
    r"(?:يفتح|يُفتح|تفتح|تُفتح|سيفتح) في (?:علامة تبويب|تبويب|نافذة|لسان)(?: جديدة| جديد)?",
    r"در (?:برگه|پنجره|زبانه)[ \u200c]?(?:ی)? جدید باز می[ \u200c]?شود",
    r"נפתח ב(?:כרטיסייה|לשונית|חלון) חדש(?:ה)?",
    # Hindi, Georgian, Armenian, Indonesian, Vietnamese
    r"(?:एक )?नए? (?:टैब|विंडो) में (?:खुलता|खुलेगा|खुलती)(?: है)?",
    r"იხსნება ახალ (?:ჩანართში|ფანჯარაში)",
    r"բացվում է նոր (?:ներդիրում|պատուհանում)",
    r"(?:buka|terbuka|dibuka) di (?:tab|jendela) baru",
    r"mở (?:ra )?trong (?:thẻ|tab|cửa sổ) mới",
    # Chinese, Japanese, Korean, Thai
    r"(?:在|於)?新(?:的)?(?:标签页|標籤頁|分頁|窗口|視窗|选项卡|頁籤)(?:中|內|内)?(?:打开|打開|開啟|开启)",
    r"新しい(?:タブ|ウィンドウ|ウインドウ)(?:で|が)?(?:開く|開きます)?",
    r"새 ?(?:탭|창)(?:에서|으로)? ?(?:열림|열기|열립니다)?",
    r"เปิดในแท็บใหม่|เปิดในหน้าต่างใหม่",
)
_PHRASE = "|".join(_PHRASES)
_WHOLE = re.compile(rf"[\s(\[（【]*(?:{_PHRASE})[\s)\]）】.]*", re.IGNORECASE)
_BRACKETED = re.compile(rf"[^\S\n]*[(\[（【]\s*(?:{_PHRASE})\s*[.]?\s*[)\]）】]", re.IGNORECASE)
_BRACKET = re.compile(r"[(\[（【]")


def is_boilerplate(text: str) -> bool:
    """Whether the text only says where a link opens, with or without brackets."""
    return len(text) < 100 and _WHOLE.fullmatch(text) is not None


def without_boilerplate(text: str) -> str:
    """The text without such words in brackets. Without brackets they may be part of the text, so they stay."""
    return _BRACKETED.sub("", text) if _BRACKET.search(text) else text
