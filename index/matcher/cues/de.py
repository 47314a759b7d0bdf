"""German; see `index.matcher.cues` for what an entry is."""

from __future__ import annotations

WORDS = {
    "NEG": """
        =nicht =nie =niemals =kein =keine =keinen =keiner =keinem =keines =keinerlei =niemand =niemanden =nichts
        =ohne =weder =kaum =keineswegs =nirgends =nein""",
    "WEAK": "fehlen =fehlt =mangelt =wenig =dünn =scheitern =schwach =unmöglich",
    "TURN": "=aber =doch =jedoch =sondern =dennoch =trotzdem =allerdings",
    "COMP": "=dass =daß =ob =wonach =demzufolge",
    "IF": "=wenn =falls =würde",
    "WH": "=warum =wieso =weshalb =wer =was =wann =wo =wie",
    "DENY": """
        dementieren =dementiert =dementierte =dementi bestreiten =bestreitet =bestritt =bestritten widerlegen
        =widerlegt =widerlegten =widerlegung leugnen zurückweisen =zurückgewiesen =widersprechen =widerspricht
        =widersprach =widersprochen entkräften =entkräftet =verneint =verneinte verneinen =zurückgezogen =widerrufen
        =widerrief =entlarvt entlarven""",
    "DOUBT": """
        bezweifeln zweifeln =zweifel =zweifelhaft =fraglich =fragwürdig =unwahrscheinlich =umstritten =skeptisch""",
    "FALSE": """
        =falsch =falsche =falschen =falscher =falsches =unwahr =unwahre =unwahren =erfunden =erfundene =erfundenen
        =unsinnig =haltlos =haltlose =haltlosen =unbegründet =unbegründete =unbelegt =unbelegte =unbewiesen =absurd
        =absurde =gelogen =irreführend =irreführende =unzutreffend =widerlegt =widerlegte =abwegig =lächerlich
        =gefälscht =gefälschte =unhaltbar =fake =quatsch =humbug =blödsinn =unrichtig""",
    "LIE": """
        =märchen =mythos =mythen =lüge =lügen gerücht =gerüchte =gerüchten =falschmeldung =falschmeldungen =fake
        =fakes =unsinn =quatsch =legende =ammenmärchen =verschwörungstheorie =verschwörungstheorien
        =verschwörungserzählung verschwörungs* =desinformation =propaganda =irrglaube =irrtum =hirngespinst =scherz
        =satire =fiktion =humbug =blödsinn =falschbehauptung =falschbehauptungen =erfindung =unwahrheit =aberglaube
        =ente =mär =kettenbrief =kettenbriefe =falschinformation =falschinformationen""",
    "FALSELY": "=fälschlich =fälschlicherweise =fälschlicher =irrtümlich =wahrheitswidrig",
    "HEDGE": """
        =angeblich =angebliche =angeblichen =angeblicher =angebliches =vermeintlich =vermeintliche =vermeintlichen
        =mutmaßlich =mutmaßliche =soll =sollen =sollten""",
    "RIGHTLY": "=recht =zurecht =richtigerweise",
    "SAY": """
        sagen =sagt =sagte =sagten =gesagt behaupten =behauptung erklären =erklärt =erklärte meinen =meint =meinte
        schreiben =schreibt =schrieb =schrieben =geschrieben =heißt =hieß argumentieren
        versichern =betont =betonte =betonten =betonen verkünden
        verbreiten =verbreitet =verbreitete warnen posten twittern raunen suggerieren unterstellen äußern vertreten
        =wiederholt erzählen =erzählt =erzählte =spricht =sprach predigen mutmaßen spekulieren""",
    "TELL": """
        =sagt =sagen =erzählt =berichten =berichtet =berichtete =berichteten melden =meldet =meldete informieren
        erwähnen verraten hören""",
    "THINK": """
        glauben =denkt =denken =dachte vermuten annehmen befürchten =überzeugt hoffen =halten =hält =wähnt""",
    "ACCUSE": """
        =beschuldigt =beschuldigte beschuldigen =bezichtigt vorwerfen =wirft =warf =bezeichnet =bezeichnete =nennt""",
    "STORY": """
        =behauptung =behauptungen =these =theorie =theorien =idee =erzählung =geschichte =aussage =aussagen =vorwurf
        =vorwürfe =meldung =meldungen =annahme =vorstellung =ansicht =meinung =unterstellung =nachricht =narrativ
        =video =videos =post =posts =beitrag =beiträge =spekulation =spekulationen =berichte =satz =verdacht""",
    "SOURCE": "=laut =zufolge =gemäß",
    "KNOW": """
        wissen =weiß =wusste =gewusst =bekannt =bekanntlich =geheimnis =zufall =heraus =zugeben =zugegeben =zugab
        verschweigen =verschweigt =verschwiegen verheimlichen vertuschen erfahren =enthüllt enthüllen aufdecken
        =vergessen =erinnern =erinnert =schweigt =schweigen =skandal =skandalös =schande =traurig =wunder
        =verwundert =einsehen =sieht =sehen =merken =erkennen =erkannt =eingeräumt =räumt =räumte =weil =gestehen
        =gesteht =gestand =ärgert =empört =entsetzt =grund =wahrheit""",
    "PROVE": """
        beweisen =beweist =bewiesen =bewies zeigen =zeigt =zeigte =zeigten =gezeigt belegen =belegt =belegte
        bestätigen =bestätigt =bestätigte nachweisen =nachgewiesen =nachweis finden =gefunden =fand feststellen
        =festgestellt =dokumentiert =ergab =ergeben""",
    "TRUE": """
        =wahr =wahrheit =richtig =klar =tatsache =fakt =sicher =gewiss =stimmt =stimmen =offensichtlich =eindeutig
        =unbestreitbar =natürlich =selbstverständlich =zweifellos =unstrittig =zutrifft =trifft =zutreffend =fall
        =möglich =plausibel =haltbar =tatsächlich =recht =feststeht =fest""",
    "EVIDENCE": """
        =beleg =belege =belegen =beweis =beweise =beweisen =hinweis =hinweise =anhaltspunkt =anhaltspunkte =indiz
        =indizien =nachweis =nachweise =grundlage =zusammenhang =bestätigung =anlass =spur =rede""",
    "OTHERWISE": "=gegenteil =anders =umgekehrt",
    "FIRST": "=ich =wir",
    "THIS": "=das =dies =diese =dieser =dieses =es =daran =davon =dafür =dazu =sie =er =was =solche",
    "BE": "=ist =sind =war =waren =sei =seien =wurde =wurden =wird =bleibt =bleiben =worden",
    "AND": "=und =oder =darum =deshalb",
    "SPREAD": "kursieren =kursiert =kursierte verbreiten =verbreitet =viral =folgende =geteilt =teilen",
    "SUBORD": "=während =obwohl =weil =da =nachdem =bevor =seit =trotz =obgleich",
    "AS": "=wie =in =im",
    "WANT": "=will =wollen =wollte =versucht =versuchen =angeblich",
    "OF": "=von =über =zu =nach =laut",
    "WISH": "=sollte",
    "ONLY": "=nur =bloß =allein",
    "PAST": "=einst =früher",
    "SAFE": """
        =eilmeldung =enthüllt =exklusiv =skandal =achtung =wichtig =leute =freunde =endlich =aktuell =schock""",
    "MOOD": "=sei =seien =habe =hätten =hätte =wäre =wären =werde =würden =würde =könne =müsse =solle",
    "CONTRARY": "=entgegen",
    "AUDIENCE": """
        =uns =euch =ihnen =dir =man =medien =presse =zeitung =zeitungen =fernsehen =niemand =journalisten =politiker
        =sender =volk""",
    "SNEER": "=natürlich =selbstverständlich",
    "RUSE": "vortäuschen =gaukelt =weismachen =einreden =vorgaukeln =lügt =log =gelogen",
    "CHECK": "=faktencheck =faktenchecks =desinfo",
    "LABEL": """
        =behauptung =behauptungen =behauptet =mythos =mythen =falschmeldung =fake =falsch =irreführend
        =falschbehauptung""",
    "TOPIC": "=gerücht =gerüchte =desinformation",
    "RULING": "=bewertung =fazit =urteil =einordnung =ergebnis",
}
PHRASES = {
    "NEG": "statt; anstatt; nicht einmal; von wegen; von wegen ,; nicht ein",
    "IF": "als ob; auch wenn; selbst wenn",
    "DENY": "wies zurück; weist zurück; räumt auf; stellt richtig; stellte richtig; distanziert sich",
    "DOUBT": "schwer zu glauben; kaum zu glauben; nicht zu glauben",
    "FALSE": """
        frei erfunden; aus der luft gegriffen; an den haaren herbeigezogen; entbehrt jeder; entbehren jeder;
        nicht wahr; stimmt nicht; stimmt so nicht; stimmt gar nicht; völliger unsinn; nicht der fall;
        kann nicht stimmen; so nicht richtig; nicht so; trifft nicht zu; nicht haltbar""",
    "LIE": "fake news; fake nachricht; urbane legende; russische propaganda; april scherz",
    "FALSELY": "zu unrecht; ohne belege; ohne beweise; ohne jeden beleg",
    "SAY": """
        gibt es berichte; ist die rede; geben an; gab an; gibt an; ist zu lesen; ist zu hören; macht die runde""",
    "STORY": "fakten check",
    "SOURCE": "nach angaben; nach ansicht; nach meinung; glaubt man; in den augen; wenn man",
    "KNOW": """
        wie wir wissen; kein wunder; stellt sich heraus; stellte sich heraus; ans licht; will nicht wahrhaben;
        unter den teppich; nicht wahrhaben; offenes geheimnis""",
    "TRUE": """
        ohne zweifel; kein zweifel; keinen zweifel; steht außer; außer frage; ohne jeden zweifel;
        liegt auf der hand; zu recht; mit recht; die wahrheit; auf der hand; keine frage; keine zweifel""",
    "OTHERWISE": "im gegenteil; das gegenteil",
    "ADVERSE": """
        so genannte; so genannten; sogenannte; sogenannten; selbst ernannte; selbst ernannten; selbsternannte;
        selbsternannten; nennt mich; wird man; mögen sagen; natürlich bestreiten; was sie wollen; sollen sie""",
    "REALITY": """
        in wirklichkeit; in wahrheit; in der realität; tatsächlich ist; richtig ist; wahr ist; fakt ist""",
    "SUBORD": "egal was; was auch immer; ganz gleich",
    "CONTRARY": "im gegensatz zu; anders als; trotz gegenteiliger",
    "RUSE": "glauben machen; weis machen; glauben lassen",
    "CHECK": "fakten check",
    "RULING": "unser fazit; unser urteil; unsere bewertung; unsere einordnung",
}
