"""Italian; see `index.matcher.cues` for what an entry is. Elided words ("l'", "dell'") stand alone."""

from __future__ import annotations

WORDS = {
    "NEG": "=non =mai =nessun =nessuna =nessuno =niente =nulla =senza =né =neanche =neppure",
    "WEAK": "mancare =manca =mancano =poco =poca =incapace =impossibile",
    "TURN": "=ma =però =bensì =tuttavia =eppure",
    "COMP": "=che =se",
    "IF": "=se =qualora",
    "WH": "=perché =chi =quando =dove =come =quale",
    "DENY": """
        smentire =smentisce =smentiscono =smentì =smentito =smentita =smentiti =smentite negare =nega =negano =negò
        =negato confutare =confutato =confutata respingere =respinge =respinto contraddire =contraddice contestare
        sconfessare =ritrattato ritrattare sbugiardare escludere""",
    "DOUBT": "dubitare =dubbio =dubbi =dubbia =improbabile =inverosimile =incerto =scettico =discutibile",
    "FALSE": """
        =falso =falsa =falsi =false =infondato =infondata =infondate =infondati =errato =errata =ingannevole
        =assurdo =assurda =inventato =inventata =fasullo =fasulla =ridicolo =menzognero =smentito =smentita =fake
        =sbagliato =sbagliata =inesatto""",
    "LIE": """
        bufala =bufale mito =miti =bugia =bugie =menzogna =menzogne =leggenda =leggende =disinformazione =propaganda
        =fandonia =fandonie =invenzione complott* =complotto =scherzo =satira =finzione =diceria =dicerie =favola
        =balla =balle =fake =voce =voci =superstizione =sciocchezza""",
    "FALSELY": "=falsamente =erroneamente =ingannevolmente",
    "HEDGE": "=presunto =presunta =presunti =presunte =presumibilmente =sedicente =asserito",
    "RIGHTLY": "=ragione =giustamente",
    "SAY": """
        dire =dice =dicono =disse =detto affermare =afferma =affermano =affermato sostenere =sostiene =sostengono
        =sosteneva dichiarare =dichiara =dichiarato asserire scrivere =scrive =scrivono =scritto insinuare
        pretendere ripetere =ripete =ripetono spiegare =spiega raccontare =racconta =raccontano suggerire proclamare
        =avverte avvertire insistere =diffonde diffondere""",
    "TELL": """
        =dicono =diranno =raccontano riferire =riferisce =riferito =riporta =riportano menzionare informare =parla
        =parlano annunciare""",
    "THINK": """
        credere =crede =credono pensare =pensa =pensano immaginare supporre temere =convinto =convinta =convinti
        ritenere =ritiene =ritengono""",
    "ACCUSE": "accusare =accusa =accusato =definisce =definito =dipinge",
    "STORY": """
        =affermazione =affermazioni =teoria =teorie =tesi =idea =storia =accusa =accuse =narrazione =ipotesi
        =dichiarazione =video =messaggio =messaggi =post =credenza =opinione =versione =notizia =notizie""",
    "SOURCE": "=secondo =stando",
    "KNOW": """
        sapere =sa =sanno =sappiamo =sappia =sappiate =segreto =caso ammettere =ammette =ammettono =ammesso
        riconoscere =riconosce nascondere =nasconde =nascondono =nascosto dimenticare =dimentica rivelare =rivela
        =rivelato scoprire =scoperto =vergogna =scandalo =peccato ricordare =ricorda =tace =tacciono =silenzio =vede
        =vediamo =perché =verità =credo =crediamo =dico""",
    "PROVE": """
        provare =prova =provano =provato dimostrare =dimostra =dimostrano =dimostrato confermare =conferma
        =confermano =confermato mostrare =mostra =mostrano trovare =trovato =accertato =conclude =concluso =emerge""",
    "TRUE": """
        =vero =vera =verità =chiaro =evidente =evidentemente =ovvio =certo =sicuro =fatto =fatti =reale =corretto
        =innegabile =indubbio =ragione =possibile =plausibile =fondato""",
    "EVIDENCE": """
        =prova =prove =indizio =indizi =evidenza =evidenze =fondamento =legame =riscontro =riscontri =base =dati""",
    "OTHERWISE": "=contrario =opposto",
    "FIRST": "=io =noi",
    "THIS": "=questo =questa =ciò =quello =quella =esso =lo =lui =lei =loro =tutto",
    "BE": "=è =sono =era =erano =fu =essere =stato =stata =sia =siano =resta =ha =hanno",
    "AND": "=e =ed =o",
    "SPREAD": """
        circolare =circola =circolano =virale =virali =condiviso =condivisa =seguente =diffuso =diffusa =gira""",
    "SUBORD": "=mentre =sebbene =benché =poiché =dopo =prima =quando =nonostante",
    "AS": "=come =in =nel =nella",
    "WANT": "volere =vuole =vogliono =cerca =tenta",
    "OF": "=di =d =su =del =della =sulla",
    "WISH": "=dovrebbe =dovrebbero =deve",
    "ONLY": "=solo =soltanto",
    "SAFE": "=esclusiva =esclusivo =urgente =allarme =scandalo =attenzione =svegliatevi",
    "MOOD": "=avrebbe =avrebbero =sarebbe =sarebbero =farebbe =farebbero",
    "AUDIENCE": "=ci =vi =ti =media =stampa =giornali =televisione =nessuno =gente =giornalisti",
    "SNEER": "=naturalmente =ovviamente",
    "RUSE": "mentire =mente =mentono =mentito ingannare",
    "CHECK": "=factcheck",
    "LABEL": "=affermazione =affermazioni =mito =miti =bufala =bufale =falso =falsa =fuorviante",
    "TOPIC": "=disinformazione",
    "RULING": "=verdetto =conclusione =giudizio",
}
PHRASES = {
    "NEG": "invece di; piuttosto che; anziché",
    "IF": "come se; anche se",
    "FALSE": """
        non è vero; non è così; privo di fondamento; priva di fondamento; prive di fondamento; fuori contesto;
        niente di vero; non sta in piedi""",
    "LIE": """
        teoria del complotto; teorie del complotto; fake news; leggenda metropolitana; notizia falsa; notizie false""",
    "FALSELY": "senza prove; a torto",
    "HEDGE": "a quanto pare; si dice",
    "SOURCE": "secondo cui; secondo la quale; secondo il quale; a detta di; a dire di; stando a",
    "KNOW": "tutti sanno; come tutti sanno; ci nascondono; si scopre che",
    "TRUE": """
        senza dubbio; non c è dubbio; ovviamente; naturalmente; a ragione; ha ragione; nessun dubbio; di sicuro""",
    "OTHERWISE": "al contrario; il contrario",
    "ADVERSE": "i cosiddetti; cosiddetti; autoproclamati; chiamatemi; diranno che",
    "REALITY": "in realtà; in verità",
    "SUBORD": "qualunque cosa; qualsiasi cosa",
    "CONTRARY": "contrariamente a; al contrario di; a dispetto di; a differenza di",
    "RUSE": "far credere; farci credere; farvi credere",
    "CHECK": "fact check; fact checking; verifica dei fatti",
    "RULING": "il nostro verdetto; la nostra conclusione",
}
