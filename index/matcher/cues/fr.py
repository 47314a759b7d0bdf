"""French; see `index.matcher.cues` for what an entry is. Elided words ("l'", "qu'") stand alone."""

from __future__ import annotations

WORDS = {
    "NEG": "=ne =n =pas =jamais =aucun =aucune =personne =rien =sans =ni =nullement =non =nul =nulle",
    "WEAK": "manquer =manque =peu =échoue =échoué =incapable =incapables =impossible =faible",
    "TURN": "=mais =cependant =pourtant =néanmoins =toutefois =or",
    "COMP": "=que =qu =si",
    "IF": "=si =supposons",
    "WH": "=pourquoi =qui =quand =où =comment =quel =quelle",
    "DENY": """
        démentir =dément =démentent =démenti =démentie =démenties =démentis =démentait nier =nie =nient =niait
        réfuter =réfute =réfutent contester rejeter =rejette =rejettent contredire =contredit =contredisent
        =invalide infirmer =infirme écarter =désavoue démonter récuser =rétracté rétracter démystifier""",
    "DOUBT": """
        douter =doute =doutent =douteux =douteuse =improbable =invraisemblable =incertain =sceptique""",
    "FALSE": """
        =faux =fausse =fausses =inexact =inexacte =infondé =infondée =infondés =infondées =mensonger =mensongère
        =mensongères =erroné =erronée =erronées =trompeur =trompeuse =trompeuses =absurde =absurdes =inventé
        =inventée =fictif =fictive =fantaisiste =ridicule =bidon =truqué =truquée =démenti =démentie =réfuté
        =réfutée =fake =farfelu =farfelue =mensonge""",
    "LIE": """
        mythe =mensonge =mensonges =intox rumeur légende canular =désinformation =propagande =fable =fables =fiction
        =bobard =bobards complot* =invention =conspiration =blague =satire =parodie =contrevérité =fake =fantasme
        =fantasmes =bidonnage =infox =hoax =ineptie =sottise =délire""",
    "FALSELY": "=faussement =mensongèrement =erronément =abusivement",
    "HEDGE": """
        =prétendument =supposé =supposée =supposés =présumé =présumée =prétendu =prétendue =censé =censée""",
    "RIGHTLY": "=raison =justement",
    "SAY": """
        dire =dit =disent =disait =dites affirmer =affirme =affirment =affirmait =affirmation prétendre =prétend
        =prétendent =prétendait déclarer =déclare =assurer =assure =assurent soutenir =soutient =soutiennent
        =soutenait écrire =écrit =écrivent =écrivait alléguer avancer insinuer accuser =proclame proclamer répéter
        =répète =répètent expliquer =explique suggérer =suggère =raconte raconter =racontent partager relayer
        =relaie =relaient =martèle marteler =avertit =lit =lisait""",
    "TELL": """
        =dit =disent =dira =diront rapporter =rapporte =rapportent mentionner informer =parle =parlent évoquer
        annoncer =annonce =apprend""",
    "THINK": """
        croire =croit =croient =croyait =croyaient penser =pense =pensent =imagine =imaginent =craint =craignent
        estimer =estime =estiment =convaincu =convaincue =convaincus =persuadé =persuadée =persuadés =suppose""",
    "ACCUSE": "accuser =accuse =accusent =qualifie =qualifient =présente =dépeint",
    "STORY": """
        =affirmation =affirmations =théorie =théories =thèse =thèses =idée =idées =histoire =allégation =allégations
        =récit =récits =hypothèse =déclaration =accusation =accusations =vidéo =message =messages =publication
        =publications =croyance =opinion =version =argument =informations =information =post =posts""",
    "SOURCE": "=selon",
    "KNOW": """
        savoir =sait =savent =savez =savons =sais =sache =sachiez =saches =sachent =su =secret =hasard =avouer
        =avoue =avouent =avoué =admettre =admet =admettent =admis reconnaître =reconnaît =reconnaissent =reconnu
        cacher =cache =cachent =caché dissimuler =dissimule =oublier =oublie =oublions révéler =révèle =révèlent
        =révélé découvrir =découvert =honte =scandale =scandaleux =dommage =rappeler =rappelle =rappelons =tait
        =taisent =silence =voit =voyons =voir =comprendre =parce =puisque =vérité =étonnant =bizarre =étrange""",
    "PROVE": """
        prouver =prouve =prouvent =prouvé montrer =montre =montrent =montré démontrer =démontre =démontrent
        =démontré confirmer =confirme =confirment =confirmé établir =établi =établit trouver =trouvé =atteste
        =indique =constate =conclut =conclu""",
    "TRUE": """
        =vrai =vraie =exact =exacte =clair =évident =évidemment =certain =certes =sûr =fait =faits =vérité =réel
        =avéré =avérée =avérés =incontestable =indéniable =indiscutable =raison =possible =plausible =fondé =fondée
        =crédible""",
    "EVIDENCE": """
        =preuve =preuves =indice =indices =élément =éléments =fondement =lien =signe =trace =base =données""",
    "OTHERWISE": "=contraire =inverse =autrement",
    "FIRST": "=je =j =nous =on",
    "THIS": "=ce =c =ça =cela =ceci =cette =ces =il =elle =ils =elles =en =y =tout",
    "BE": "=est =sont =était =étaient =été =être =sera =fut =reste =a =ont",
    "AND": "=et =ou =donc",
    "SPREAD": """
        circuler =circule =circulent =circulait =viral =virale =partagé =partagée =suivant =suivante =relayé
        =répandu =répandue =répand =tourne""",
    "SUBORD": "=alors =quoique =parce =puisque =depuis =après =avant =quand =lorsque =malgré =pendant",
    "AS": "=comme =dans",
    "WANT": "vouloir =veut =veulent =voudrait =voudraient =tente =essaie =cherche",
    "OF": "=de =d =sur =des =du",
    "WISH": "=devrait =devraient =faut =doit",
    "ONLY": "=seulement =uniquement",
    "PAST": "=autrefois =jadis",
    "SAFE": """
        =révélation =révélations =exclusif =alerte =urgent =scandale =enfin =attention =info =flash =vérité""",
    "MOOD": """
        =aurait =auraient =serait =seraient =ferait =feraient =contiendrait =provoquerait =causerait =voudrait
        =préparerait =pourrait =devrait =paierait =vendrait""",
    "AUDIENCE": "=nous =vous =médias =presse =journaux =télé =télévision =personne =on =gens =journalistes",
    "SNEER": "=évidemment =naturellement",
    "RUSE": "=ment =mentent =menti =mentait tromper =trompe",
    "CHECK": "=désinfox",
    "LABEL": "=affirmation =affirmations =mythe =mythes =infox =intox =faux =trompeur",
    "TOPIC": "=rumeur =rumeurs =désinformation",
    "RULING": "=verdict =conclusion =évaluation =bilan",
}
PHRASES = {
    "NEG": "plutôt que; au lieu de",
    "IF": "comme si; même si; et si",
    "DENY": """
        remis en cause; met en doute; mettent en doute; bat en brèche; battent en brèche; fait un sort""",
    "DOUBT": "difficile de croire; difficile à croire; peu probable; peu vraisemblable",
    "FALSE": """
        il n en est rien; n en est rien; tout faux; ne tient pas; ne repose sur; ne reposent sur; hors contexte;
        monté de toutes pièces; montée de toutes pièces; sans fondement; n a aucun sens; de toutes pièces""",
    "LIE": """
        théorie du complot; théories du complot; idée reçue; idées reçues; fausse information; fausses informations;
        fake news; poisson d avril; légende urbaine; fausse nouvelle; chaîne de messages""",
    "FALSELY": "à tort; par erreur; sans preuve; sans preuves; sans aucune preuve",
    "HEDGE": "soi disant; paraît il; dit on; semble t il; aux dires; à en croire; à ce qu il paraît",
    "SAY": """
        laisse entendre; laissent entendre; fait courir; le bruit court; on peut lire; peut on lire; est censé""",
    "SOURCE": """
        d après; aux yeux de; à en croire; selon laquelle; selon lequel; selon lesquelles; aux dires""",
    "KNOW": "tout le monde sait; comme chacun sait; on nous cache; bien connu; s avère",
    "TRUE": """
        bien sûr; sans doute; sans aucun doute; aucun doute; pas de doute; nul doute; de toute évidence; en effet;
        à juste titre; a raison; avait raison; il va de soi; hors de doute; ne fait aucun doute;
        ne fait pas de doute""",
    "OTHERWISE": "au contraire; le contraire; l inverse",
    "ADVERSE": """
        soi disant experts; autoproclamés; auto proclamés; les prétendus; bien sûr ils; traitez moi; diront que""",
    "REALITY": "en réalité; en vérité",
    "SUBORD": """
        quoi qu; quoi que; peu importe; alors que; bien que; tandis que; parce que; puisque; après que""",
    "CONTRARY": """
        contrairement à; contrairement aux; en dépit de; loin de; malgré les rumeurs; malgré les affirmations""",
    "SNEER": "bien sûr",
    "RUSE": "faire croire; fait croire; font croire; nous faire croire; vous faire croire",
    "CHECK": "fact check; fact checking",
    "RULING": "notre verdict; notre conclusion; notre évaluation",
}
