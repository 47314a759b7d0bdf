"""The labels fact-checkers use, by what they mean, in the languages most of them write in; `;` between labels.

Compared without case and punctuation. A label that is missing here makes a case `unproven`: add it.
"""

from __future__ import annotations

FALSE = """
false; fake; fake news; untrue; incorrect; inaccurate; wrong; pants on fire; four pinocchios; 4 pinocchios;
bottomless pinocchio; hoax; scam; fraud; debunked; fabricated; fabrication; bogus; lie; totally false;
completely false; entirely false; not true; not correct; not accurate; this is false; misattributed; misquoted;
incorrect attribution; altered; altered photo; altered video; doctored; manipulated; manipulated media;
digitally altered; photoshopped; deepfake; made up; invented; disinformation; fiction; mostly fiction; refuted;
disproven; pseudoscience; falsch; falsche behauptung; größtenteils erfunden; frei erfunden; erfunden;
stimmt nicht; unwahr; fälschung; gefälscht; manipuliert; völlig falsch; inkorrekt; faux; fausse; infox; intox;
archi faux; complètement faux; totalement faux; c est faux; truqué; trucage; canular; inventé; faux compte;
désinformation; c'est faux; falso; falsa; falsos; falsas; es falso; es falsa; bulo; mentira; incorrecto;
incorrecta; manipulado; manipulada; desinformación; totalmente falso; no es cierto; no es verdad; montaje;
engaño; fraude; é falso; é fake; incorreto; incorreta; não é verdade; não procede; boato; falsa notícia;
desinformação; montagem; errado; enganação; pimenta na língua; è falso; notizia falsa; bufala; sbagliato;
sbagliata; non è vero; inventato; fotomontaggio; disinformazione; ложь; неправда; фейк; фейки; ложная новость;
ложно; ложное утверждение; неверно; не соответствует действительности; вранье; вымысел; подделка; фальшивка;
дезинформация; это неправда; лъжа; невярно; фалшива новина; фалшиво; измислица; брехня; фальшиве; фальш;
неправдиво; хиба; хибне; вигадка; підробка; дезінформація; це неправда; фалсификация; лажна вест; лаж; лажно;
нетачно; неточно твърдение; лажни вести; дезинформација; невистина; fałsz; falszywe; fałszywe; nieprawda;
to nieprawda; fałszywa informacja; fałszywy; kłamstwo; zmyślone; dezinformacja; przeróbka; nepravda; lež;
nepravdivé; nepravdivý; falešné; podvod; dezinformace; nepravdivá informace; lživé; vymyšlené; dezinformácia;
falošné; nepravdivá; hamis; nem igaz; álhír; valótlan; kacsa; hazugság; fals; știre falsă; minciună;
neadevărat; dezinformare; laž; lažno; netačno; lažna vijest; lažna vest; netočno; neistina; izmišljotina;
dezinformacija; lažne vijesti; neresnica; lažna novica; neresnično; dezinformacije; onwaar; niet waar; vals;
nep; nepnieuws; onjuist; verzonnen; falsk; felaktig; fel; påhittat; helt feil; feil; falskt; helt fel; usant;
forkert; opdigtet; väärä; valhe; ei pidä paikkaansa; virheellinen; vale; väär; valeväide; ebaõige; nepatiesi;
nepatiesība; nepatiess; meli; netiesa; melas; melaginga; klaidinga informacija; ψευδές; ψευδής; ψέμα;
ψευδείς ειδήσεις; ψευδείς; κατασκευασμένο; yanlış; asılsız; uydurma; sahte haber; yalan; doğru değil; زائف;
خطأ; كاذب; مفبرك; غير صحيح; خاطئ; خبر زائف; كذب; ملفق; نادرست; جعلی; دروغ; שקר; לא נכון; שקרי; מזויף; ყალბი;
სიცრუე; ტყუილი; მცდარი; დეზინფორმაცია; կեղծ; սուտ; կեղծ լուր; yalandır; salah; hoaks; palsu; tidak benar;
keliru; sesat; sai; không đúng; giả; tin giả; เท็จ; ข่าวปลอม; ปลอม; ไม่จริง; गलत; झूठ; झूठा; फर्जी; फ़र्जी;
असत्य; मिथ्या; মিথ্যা; ভুয়া; गलत दावा; பொய்; தவறு; போலி; తప్పు; అబద్ధం; ಸುಳ್ಳು; വ്യാജം; ખોટું; غلط; جھوٹ; 错误;
虚假; 假; 不实; 謠言; 谣言; 錯誤; 不實; 虛假; 假的; 誤り; 虚偽; 偽; デマ; 거짓;
사실 아님; 전혀 사실 아님; 허위; panzana pazzesca
"""
MISLEADING = """
misleading; mislead; mostly false; mainly false; largely false; partly false; partially false; partly true;
partially true; half true; half truth; half truths; half false; mixture; mixed; mixed bag; true and false;
missing context; lacks context; needs context; out of context; taken out of context; lacking context;
false context; exaggerated; exaggeration; overstated; distorted; distorts the facts; distortion; cherry picked;
cherry picks; cherrypicking; spin; spins the facts; miscaptioned; mislabeled; half right; partly correct;
partially correct; more or less false; three pinocchios; 3 pinocchios; two pinocchios; 2 pinocchios; deceptive;
not the whole story; inflated; flawed reasoning; misrepresented; misinterpreted; barely true;
partially incorrect; partly wrong; false headline; imprecise; somewhat misleading; largely inaccurate;
mostly inaccurate; partly inaccurate; stretches the facts; correct but misleading; clickbait; irreführend;
teilweise falsch; größtenteils falsch; großteils falsch; überwiegend falsch; halbwahr; halb wahr;
teilweise wahr; aus dem kontext gerissen; falscher kontext; fehlender kontext; teils falsch; ungenau;
teilweise richtig; übertrieben; verzerrt; trompeur; trompeuse; plutôt faux; partiellement faux; en partie faux;
à moitié vrai; hors contexte; manque de contexte; contexte manquant; exagéré; imprécis; détourné; à nuancer;
plutôt trompeur; mal interprété; c'est plus compliqué; partiellement vrai; engañoso; engañosa; engañosos;
medio falso; mayormente falso; media verdad; verdad a medias; fuera de contexto; sacado de contexto;
descontextualizado; falta contexto; sin contexto; parcialmente falso; parcialmente cierto; impreciso;
exagerado; en parte falso; enganoso; enganosa; parcialmente falsa; meio verdadeiro; meia verdade; distorcido;
fora de contexto; falta de contexto; sem contexto; descontextualizada; exagerada; imprecisa;
parcialmente verdadeiro; tirado de contexto; não é bem assim; fuorviante; ingannevole; parzialmente falso;
parzialmente falsa; in parte falso; mezza verità; fuori contesto; contesto mancante; manca il contesto;
esagerato; parzialmente vero; c'eri quasi; вводит в заблуждение; манипуляция; полуправда; частично ложь;
частичная ложь; частично неверно; вырвано из контекста; искажение; скорее неправда; в основном ложь;
отчасти правда; частично правда; преувеличение; неточно; вне контекста; вводить в оману; маніпуляція;
маніпулятивно; напівправда; частково неправда; частково правда; перебільшення; вирвано з контексту;
неповна правда; викривлення; подвеждащо; манипулация; частично вярно; полуистина; частично невярно;
извадено от контекст; делумно точно; манипулативно; манипулација; делимично тачно; спин; manipulacja;
wprowadza w błąd; częściowy fałsz; częściowo fałsz; półprawda; częściowo prawda; wyrwane z kontekstu;
brak kontekstu; przeinaczenie; częściowo fałszywe; zavádějící; manipulace; polopravda; částečně nepravda;
vytrženo z kontextu; chybí kontext; nepřesné; spíše nepravda; zavádzajúce; manipulácia; čiastočne nepravda;
vytrhnuté z kontextu; zavádějící informace; félrevezető; részben hamis; féligazság; részben igaz; csúsztatás;
înșelător; parțial fals; parțial adevărat; trunchiat; scos din context; manipulare; obmanjujuće; zavaravajuće;
djelimično lažno; delimično netačno; poluistina; manipulacija faktima; manipulisanje činjenicama;
djelomično netočno; obmanjujuća; izvađeno iz konteksta; zavajajoče; djelimično netačno; misleidend;
deels onwaar; grotendeels onwaar; half waar; uit de context; vertekend; uit context gehaald; vilseledande;
delvis falskt; halvsant; villedende; delvis feil; delvis sant; misvisende; delvist forkert; harhaanjohtava;
osittain väärä; eksitav; osaliselt vale; osaliselt tõene; maldinošs; daļēji patiess; trūkst konteksta;
klaidinga; iš dalies melas; manipuliacija; παραπλανητικό; εν μέρει ψευδές; παραπλανητικός; ανακριβές;
yanıltıcı; kısmen yanlış; çarpıtma; bağlamından koparılmış; karma; مضلل; زائف جزئيا; خطأ جزئيا; مضللة;
سياق خاطئ; ناقص; گمراه کننده; نیمه درست; מטעה; חצי אמת; נכון חלקית; מוצא מהקשר; მანიპულაცია; ნახევრად სიმართლე;
მეტწილად მცდარი; შეცდომაში შემყვანი; մանիպուլյացիա; մոլորեցնող; manipulyasiya; çaşdırıcı; menyesatkan;
sebagian benar; sebagian salah; konteks salah; sai một phần; gây hiểu lầm; บิดเบือน; ทำให้เข้าใจผิด;
จริงบางส่วน; भ्रामक; आधा सच; अर्धसत्य; বিভ্রান্তিকর; আংশিক মিথ্যা; தவறாக வழிநடத்தும்; தவறான புரிதல்;
தவறான கூற்று; గందరగోళం; گمراہ کن; 误导; 誤導; 部分错误; 部分錯誤;
半真半假; 断章取义; 斷章取義; 誤解を招く; ミスリード; 不正確; 半分事実; 절반의 사실;
대체로 사실 아님; 사실 반 거짓 반; delvis korrekt; pinocchio andante; true but misleading; verdadeiro mas
"""
UNPROVEN = """
unproven; unverified; unsupported; unsubstantiated; unfounded; baseless; no evidence; lacks evidence;
not enough evidence; insufficient evidence; unconfirmed; undetermined; unclear; inconclusive;
research in progress; disputed; not proven; unrated; outdated; satire; labeled satire; originated as satire;
parody; legend; lost legend; opinion; too early to tell; unknowable; in progress; not verifiable;
cannot be verified; we don't know; lacks proof; no proof; needs evidence; not misleading; not false; unbelegt;
nicht belegt; unbewiesen; keine belege; unbestätigt; unklar; nicht überprüfbar; nicht eindeutig; nicht falsch;
non prouvé; pas de preuve; aucune preuve; invérifiable; non vérifié; incertain; sans preuve; parodie;
satirique; pas faux; sin pruebas; no hay pruebas; sin evidencia; no verificable; insostenible; sátira;
no se puede verificar; sin datos; discutible; sem provas; não há provas; sem evidências; insustentável;
inconclusivo; não verificável; ainda é cedo para dizer; sem registro; non provato; senza prove;
non verificabile; satira; nessuna prova; non verificato; недоказано; не доказано; нет доказательств;
бездоказательно; не подтверждено; сатира; непроверяемо; нет данных; неясно; не доведено; бездоказово;
немає доказів; непідтверджено; без доказів; неподтверждено; неверифицируемо; недоказателство; nieweryfikowalne;
brak dowodów; nieudowodnione; niezweryfikowane; satyra; niepotwierdzone; neověřitelné; neověřeno; neoveriteľné;
bez důkazů; nepodložené; nedoložené; nem bizonyított; nem ellenőrizhető; szatíra; nedovedit; neverificat;
fără dovezi; nedovršeno; neprovjereno; neprovereno; nedokazano; neproverljivo; ničim potkrepljeno; onbewezen;
niet te controleren; geen bewijs; obevisat; saknar stöd; obekräftat; ikke dokumentert; ubekreftet;
udokumenteret; ei todisteita; tõendamata; bez pierādījumiem; nepagrįsta; be įrodymų; αναπόδεικτο; ατεκμηρίωτο;
σάτιρα; kanıtlanmamış; belirsiz; kanıt yok; şüpheli; غير مؤكد; لا دليل; ساخر; غير مثبت; ללא ביסוס; לא מוכח;
დაუდასტურებელი; ვერდიქტის გარეშე; چիջհիմնավորված; belum terbukti; chưa kiểm chứng; ยังไม่ยืนยัน; अप्रमाणित;
व्यंग्य; 未证实; 未證實; 事實釐清; 無證據; 根拠不明; 判定留保; 판단 유보
"""
TRUE = """
true; mostly true; mainly true; largely true; correct; accurate; mostly correct; mostly accurate; legit;
legitimate; verified; correct attribution; fact; factual; confirmed; real; the geppetto checkmark;
geppetto checkmark; one pinocchio; 1 pinocchio; this is true; authentic; genuine; more or less true;
totally true; largely accurate; right; wahr; richtig; stimmt; größtenteils richtig; größtenteils wahr;
überwiegend richtig; korrekt; bestätigt; echt; überwiegend wahr; vrai; plutôt vrai; c'est vrai; exact; vérifié;
presque vrai; authentique; en grande partie vrai; verdadero; verdadera; verdad; cierto; cierta; correcto;
mayormente cierto; es verdad; es cierto; verdadeiro; verdadeira; correto; é verdade; verdade; certo; vero;
corretto; è vero; vera; autentico; esatto; veritiero; правда; верно; это правда; достоверно; подтверждено;
в основном правда; скорее правда; це правда; достовірно; підтверджено; вірно; вярно; истина; тачно; точно;
вистина; здебільшого правда; prawda; to prawda; prawdziwe; prawdziwa informacja; zweryfikowane; pravda;
pravdivé; pravdivý; spíše pravda; igaz; többnyire igaz; adevărat; preponderent adevărat; istina; tačno; točno;
istinito; resnica; waar; juist; grotendeels waar; sant; riktigt; helt sant; sandt; totta; oikein;
pitää paikkansa; tõene; õige; tõsi; patiesība; patiess; tiesa; teisinga; αλήθεια; αληθές; αληθής; doğru;
gerçek; çoğunlukla doğru; صحيح; حقيقي; صحيح غالبا; درست; واقعی; נכון; אמת; სიმართლე; მეტწილად სიმართლე; ճիշտ;
doğrudur; benar; đúng; จริง; ข่าวจริง; सच; सही; सत्य; সত্য; உண்மை;
నిజం; صحیح; سچ; 正确; 正確; 属实; 屬實; 真实; 真實; 真;
事実; ほぼ正確; 사실; 대체로 사실
"""
