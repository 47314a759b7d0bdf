"""Spanish; see `index.matcher.cues` for what an entry is."""

from __future__ import annotations

WORDS = {
    "NEG": "=no =nunca =jamás =ningún =ninguna =ninguno =nadie =nada =sin =ni =tampoco",
    "WEAK": "faltar =falta =carece =carecen =poca =poco =incapaz =imposible",
    "TURN": "=pero =sino =aunque =embargo =obstante",
    "COMP": "=que =si",
    "IF": "=si =suponiendo",
    "WH": "=quién =quiénes =cuándo =dónde =cómo =cuál",
    "DENY": """
        desmentir =desmiente =desmienten =desmintió =desmintieron =desmentido =desmentida =desmentidos negar =niega
        =niegan =negó =negaron =negado refutar =refuta =refutó =refutado =refutada rechazar =rechaza =rechazó
        desacreditar contradecir =contradice =contradicen rebatir =rebate =rebatió =descarta descartar retractar
        =cuestiona =desmonta =desmontan desmontar""",
    "DOUBT": """
        dudar =duda =dudan =dudoso =dudosa =improbable =inverosímil =incierto =escéptico =discutible""",
    "FALSE": """
        =falso =falsa =falsos =falsas =incorrecto =incorrecta =infundado =infundada =infundadas =infundados =erróneo
        =errónea =engañoso =engañosa =absurdo =absurda =inventado =inventada =mentira =ficticio =ridículo
        =desmentido =desmentida =refutado =refutada =manipulado =manipulada =fake =disparate""",
    "LIE": """
        bulo =bulos mito =mitos =mentira =mentiras rumor =rumores leyenda =desinformación =propaganda =patraña
        =patrañas =invención =conspiración conspira* =conspiranoica =conspiranoico =broma =sátira =ficción =falsedad
        =fábula =cuento =cuentos =engaño =fake =superstición =disparate =conspiranoia =invento =infundio""",
    "FALSELY": "=falsamente =erróneamente =equivocadamente =engañosamente",
    "HEDGE": """
        =supuestamente =presuntamente =supuesto =supuesta =presunto =presunta =supuestos =supuestas =presuntos
        =presuntas =dizque""",
    "RIGHTLY": "=razón =acertadamente",
    "SAY": """
        decir =dice =dicen =dijo =dijeron =diciendo afirmar =afirma =afirman =afirmó asegurar =asegura =aseguran
        =aseguró sostener =sostiene =sostienen =sostuvo declarar =declara =declaró alegar =alega pretender escribir
        =escribe =escribió insinuar =insinúa acusar sugerir =sugiere repetir =repite =repiten explicar =explica
        contar =cuenta =cuentan =proclama proclamar advertir =advierte =difunde difundir =insiste insistir
        =argumenta =rezaba =opina =opinan =publicó""",
    "TELL": """
        =dicen =cuentan =dirán =contarán informar =informa =informan =informó mencionar =menciona reportar =reporta
        =habla =hablan anunciar =anunció""",
    "THINK": """
        creer =cree =creen =creía =creían pensar =piensa =piensan imaginar suponer =supone temer =teme =convencido
        =convencida =convencidos considerar =considera =consideran""",
    "ACCUSE": "acusar =acusa =acusó =acusan =culpa =culpó =calificó =califica =presenta =llama =llamó",
    "STORY": """
        =afirmación =afirmaciones =teoría =teorías =tesis =idea =historia =alegación =relato =hipótesis =declaración
        =acusación =acusaciones =vídeo =video =mensaje =mensajes =publicación =creencia =opinión =versión =noticia
        =noticias =narrativa =cadena =bulo""",
    "SOURCE": "=según",
    "KNOW": """
        saber =sabe =saben =sabemos =sabido =sepas =sepa =sepamos =sepan =secreto =casualidad admitir =admite
        =admiten =admitió reconocer =reconoce =reconocen =reconoció =reconocido ocultar =oculta =ocultan =ocultado
        esconder =esconde =esconden olvidar =olvida =olvidemos revelar =revela =revelan =reveló =revelado descubrir
        =descubierto =descubrió =vergüenza =escándalo =escandaloso =lástima recordar =recuerda =callan =calla
        =silencio =ve =vemos =porque =verdad =confiesa =confesó =creo =creemos =digo =decimos =extraño""",
    "PROVE": """
        probar =prueba =prueban =probado =probó demostrar =demuestra =demuestran =demostrado =demostró confirmar
        =confirma =confirman =confirmado =confirmó mostrar =muestra =muestran =comprobado encontrar =encontrado
        =encontró =hallado =establece =concluye =concluyó =indica""",
    "TRUE": """
        =verdad =cierto =cierta =claro =evidente =evidentemente =obvio =seguro =hecho =hechos =real =correcto
        =correcta =innegable =indudable =indiscutible =razón =posible =plausible =verdadero =verdadera""",
    "EVIDENCE": """
        =prueba =pruebas =evidencia =evidencias =indicio =indicios =fundamento =relación =vínculo =base =datos""",
    "OTHERWISE": "=contrario =revés",
    "FIRST": "=yo =nosotros",
    "THIS": "=esto =eso =ello =este =esta =estas =estos =esa =ese =lo =él =ella =ellos =nada =tal",
    "BE": "=es =son =era =eran =fue =fueron =ser =sido =sea =está =están =resulta =ha =han",
    "AND": "=y =e =o =u",
    "SPREAD": """
        circular =circula =circulan =viral =virales =compartido =compartida =siguiente =difundido =difunde =corre
        =corren =extendido =extendida""",
    "SUBORD": "=mientras =aunque =porque =desde =después =antes =cuando =pese =ya",
    "AS": "=como =en",
    "WANT": "querer =quiere =quieren =intenta =intentan =pretende =pretenden",
    "OF": "=de =sobre =del",
    "WISH": "=debería =deberían =debe",
    "ONLY": "=solo =sólo =solamente",
    "PAST": "=antiguamente =antes",
    "SAFE": "=exclusiva =última =urgente =alerta =escándalo =atención =ojo =bomba =revelado =despertad",
    "MOOD": "=habría =habrían =sería =serían =estaría =estarían",
    "AUDIENCE": "=nos =te =os =medios =prensa =periódicos =televisión =nadie =gente =periodistas =les",
    "SNEER": "=naturalmente",
    "RUSE": "=miente =mienten =mintió mentir engañar =engaña =fingir",
    "CHECK": "=factcheck",
    "LABEL": """
        =afirmación =afirmaciones =mito =mitos =bulo =bulos =falso =falsa =engañoso""",
    "TOPIC": "=rumor =rumores =desinformación",
    "RULING": "=veredicto =conclusión =calificación =evaluación",
}
PHRASES = {
    "NEG": "en vez de; en lugar de",
    "TURN": "sin embargo; no obstante",
    "IF": "como si; aun si; incluso si",
    "WH": "por qué",
    "DENY": "echa por tierra; echan por tierra; puso en duda; pone en duda; ponen en duda",
    "DOUBT": "difícil de creer; difícil creer; poco probable; cuesta creer",
    "FALSE": """
        nada de eso; no es así; no es cierto; no es verdad; sin fundamento; fuera de contexto; no se sostiene;
        no tiene base; carece de fundamento; no tiene fundamento; de eso nada; no ocurrió; no es el caso;
        carecen de fundamento""",
    "LIE": """
        teoría de la conspiración; teorías de la conspiración; teoría conspirativa; fake news; leyenda urbana;
        noticia falsa; noticias falsas; información falsa; teorías conspirativas""",
    "FALSELY": "sin pruebas; sin aportar pruebas; sin prueba alguna; sin ninguna prueba; por error",
    "HEDGE": "al parecer; dicen que",
    "SAY": "se dice; se puede leer; corre el rumor; se cuenta",
    "SOURCE": "de acuerdo con; a juicio de; en palabras de; según el cual; según la cual; si creemos",
    "KNOW": """
        todo el mundo sabe; como todos sabemos; nos ocultan; nos esconden; bien sabido; resulta que; de sobra;
        ya que""",
    "TRUE": """
        sin duda; no hay duda; no cabe duda; por supuesto; desde luego; con razón; tiene razón; tenía razón;
        ninguna duda""",
    "OTHERWISE": "al contrario; lo contrario; todo lo contrario",
    "ADVERSE": "mal llamados; autodenominados; así llamados; los llamados; llámenme; dirán que",
    "REALITY": "en realidad; lo cierto es; la verdad es",
    "SUBORD": "digan lo que; por mucho que; ya que; mientras que; a pesar de; pese a; después de que",
    "CONTRARY": "al contrario de; contrariamente a; en contra de; a pesar de; lejos de; pese a los rumores",
    "SNEER": "por supuesto; desde luego",
    "RUSE": """
        hacer creer; hacernos creer; hacerte creer; hacen creer; quieren que creamos; quieren que pensemos""",
    "CHECK": "fact check; fact checking; verificación de datos",
    "RULING": "nuestro veredicto; nuestra conclusión; nuestra calificación",
}
