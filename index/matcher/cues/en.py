"""English; see `index.matcher.cues` for what an entry is."""

from __future__ import annotations

WORDS = {
    "NEG": """
        =not =no =never =none =nobody =nothing =neither =nor =cannot =without =hardly =scarcely =nowhere =nope =cant
        =dont =doesnt =didnt =isnt =arent =wasnt =werent =wont =wouldnt =couldnt =shouldnt =hasnt =havent =hadnt
        =mustnt =neednt =aint""",
    "WEAK": """
        fail failure lack =absence =unable =impossible =little =scant =few =insufficient =weak =missing =zero
        =refuse =refuses =refused =stop =stopped =inconclusive =thin""",
    "TURN": "=but =yet =however =nevertheless =nonetheless",
    "COMP": "=that =whether",
    "IF": "=if =supposing =assuming",
    "WH": "=why =who =whose =when =where =what =which =how",
    "DENY": """
        deny =denial =denials refute =refutation debunk disprove =disproven rebut =rebuttal reject =rejection
        dismiss =dismissal dispute contradict =contradiction discredit contest repudiate retract =retraction recant
        disavow invalidate withdraw =withdrew =withdrawn apologise apologize =apology demolish =overturned""",
    "DOUBT": """
        doubt =doubtful =dubious =sceptical =skeptical =scepticism =skepticism =unlikely =implausible =improbable
        =uncertain =unclear =debatable =questionable =controversial =disputed =contested""",
    "FALSE": """
        =false =wrong =untrue =incorrect =baseless =unfounded =groundless =bogus =fake =faked =fabricated
        =misleading =inaccurate =mistaken =erroneous =absurd =ridiculous =preposterous =ludicrous =laughable
        =unproven =unsubstantiated =unsupported =unverified =unconfirmed =invented =fictitious =fictional
        =nonsensical =discredited =imaginary =outlandish =debunked =disproved =disproven =refuted =bunk =baloney
        =silly =incredible =retracted =exaggerated =satirical =manipulated =misinterpreted =misrepresents =distorted
        =distortion =misinterpretation =unscientific =pseudoscience =pseudoscientific =implausible =wild =wildly
        =crazy =farcical =hogwash =twaddle =bullshit =unjustified =unwarranted =incoherent =mistake =error =errors
        =falsified""",
    "ARTEFACT": "=forged =doctored =photoshopped =spliced =forgery =forgeries",
    "LIE": """
        myth =lie =lies hoax falsehood fabrication =disinformation =misinformation =propaganda =fiction =legend
        =legends =tale =tales invention =nonsense =rubbish misconception fallacy canard superstition fantasy
        delusion prank joke satire spoof parody hearsay rumour rumor gossip =gossips =scaremongering smear
        conspiracy =trope =fake =fakes =untruth =untruths =misunderstanding =disinfo =folklore =madeup =scare =error
        =falsification =spin =sketch =comedy""",
    "FALSELY": """
        =falsely =wrongly =erroneously =mistakenly =incorrectly =misleadingly =baselessly =untruthfully =dishonestly
        =wrongfully =inaccurately =absurdly =bogusly =cynically""",
    "HEDGE": """
        =allegedly =supposedly =purportedly =reportedly =ostensibly =alleged =supposed =purported =rumoured =rumored
        =presumably =theoretically =unconfirmed =reputed =reputedly""",
    "RIGHTLY": """
        =right =rightly =correctly =truthfully =justly =aptly =bravely =courageously =rightfully =accurately""",
    "SAY": """
        =say =says =said =saying claim assert =assertion allege argue =stated =stating write =wrote =written
        insist maintain contend declare declaration suggest announce tweet retweet =post =posts =posted post add
        warn predict imply hint complain comment remark quote cite repeat speculate hypothesise hypothesize affirm
        swear =swore =sworn vow testify propose =advance =advances peddle promote push echo propagate amplify preach
        lecture =reads =goes =purport =purports =purporting =explain =explains =explained proclaim opine theorise
        theorize rant thunder boast joke accuse thought =rumoured lament posit =answered =replied =recounts =recounted
        =narrates =narrated""",
    "TELL": """
        =read =tell =tells =told =telling =report =reports =reported =reporting =mention =mentions =mentioned inform
        =informs =informed =informing teach =taught =hear =hears =heard =talk =talks =broadcast =broadcasts =print
        =prints =discuss =discusses""",
    "THINK": """
        believe =thinks =think =thinking =thought suspect suppose fear hope imagine assume consider =hold =holds
        =held =feel =feels =felt convince =persuaded =persuade agree expect reckon guess fantasise dream worry
        conviction presume suspicion perceive subscribe embrace""",
    "ACCUSE": """
        regard treat characterise characterize accuse blame portray depict describe brand label =call =calls =called
        =calling paint compare charge""",
    "STORY": """
        claim allegation theory notion idea belief story assertion =statement =statements suggestion narrative
        accusation report speculation thesis hypothesis contention =view =views opinion impression =post =posts
        message =letter =email =mail =mails =video =thought insinuation version =argument =arguments =fear =fears
        prediction rumour charge talking =meme =memes =caption =slogan =headline =headlines =sentence =clip =novel =film
        =movie =book =play =script =speech =essay =lecture =interview =assumption =interpretation =proposition
        =whispers =conviction =suspicion =caricature =caricatures =cartoon =cartoons
        =painting =paintings =poem =song""",
    "KNOW": """
        know =knew =known =unknown realise realize admit admission acknowledge concede confess forget =forgot
        =forgotten =ignore =ignores =ignored =ignoring =hide =hides =hid =hidden =hiding conceal =cover =covers
        =covered =covering remember remind reveal revelation expose uncover leak disclose discover notice regret
        understand =understood =aware =secret coincidence accident =chance =wonder =surprise =surprising =strange
        =odd =curious =funny =outrageous =outrage =scandal =scandalous =shame =shameful =disgrace =disgraceful =sad
        =sadly =proud =glad =angry =tragic =shocking =shocked =terrible =horrified =disturbing =alarming =worrying
        =silent =silence =mum recognise recognize suppress whitewash overlook =because =reason =result =noted =notes
        =thank =grateful =fed =sick =tired =disgusted =resent =celebrate =protest =condemn =confession =ashamed
        =ironic =tolerate =accept =accepted =pity =lucky =alarmed =denounce =denounces""",
    "PROVE": """
        prove =proven show =shown confirm demonstrate establish find =found =see =sees =saw =seen indicate verify
        document attest corroborate substantiate conclude detect determine =measured testify evidence""",
    "TRUE": """
        =true =truth =truths =fact =facts =correct =clear =clearly =obvious =obviously =evident =evidently =certain
        =certainly =sure =surely =undeniable =undeniably =indisputable =undisputed =unquestionable =proven =right
        =real =plain =doubtless =undoubtedly =fair =safe =needless =plausible =likely =possible =case =accurate
        =credible =legitimate =tenable =honestly =frankly =happens =happened =apparent =substance""",
    "EVIDENCE": """
        =evidence =truth =proof =proofs =indication =indications =sign =signs =basis =confirmation =grounds =trace
        =hint =data =link =connection =correlation =association =support =supports =supported =merit =witness
        =witnesses =record =documents =reason =foundation""",
    "OTHERWISE": """
        =otherwise =opposite =contrary =disagree =disagrees =disagreed =reverse =differ =differs =surprise""",
    "FIRST": "=i =we =im =ive =weve",
    "THIS": "=this =that =it =its =these =those =such =they =he =she =which =both",
    "BE": """
        =is =was =are =were =be =been =being =isnt =wasnt =arent =werent =becomes =remains =turned =proved =s""",
    "AND": "=and =or =while =whereas =so",
    "SPREAD": """
        circulate spread viral =rounds share =following =widespread =popular =persistent =common =stubborn =oldest
        =latest =goes =forward =forwarded =another =again =below =familiar =recurring =runs =resurfaced""",
    "SUBORD": """
        =while =although =though =because =since =despite =whereas =after =before =when =until =unless =whenever
        =where =given =now =whatever""",
    "AS": "=as =in",
    "WANT": """
        want try seek attempt wish =would =purport =hopes =aims =ought claim pretend struggle =supposed""",
    "OF": "=of =about =to =according =whereby =concerning =regarding",
    "WISH": "=should =must =ought =shall =let =lets",
    "ONLY": "=only =just =merely =simply =even",
    "PAST": "=once =previously =formerly =used",
    "SAFE": """
        bombshell =exclusive =breaking =shock =urgent =alert =news =update =photo =photos =watch =opinion =editorial
        =attention =warning =important =remember =wake =people =friends =folks =listen =look =conclusion =summary
        =yes =result =answer =reason =why =finally =official =today =insider =leaked =whistleblower""",
    "CONTRARY": "=notwithstanding",
    "AUDIENCE": """
        you us me people public media medium press newspaper channel =news television =tv journalist they nobody
        =anyone doctor teacher school politician government mainstream broadcaster station reporter paper =everyone""",
    "SNEER": "=naturally =predictably =obviously",
    "RUSE": """
        =pretend =pretends =pretended =pretending =lied mislead misled =misrepresented fabricate =fantasises""",
    "CHECK": "=factcheck =factchecking =disinfo =mythbusting",
    "LABEL": """
        claim myth hoax falsehood =fake =false =misleading""",
    "TOPIC": "=disinformation =misinformation =disinfo rumour rumor",
    "RULING": "=verdict =ruling =rating =assessment =conclusion =findings",
}
PHRASES = {
    "NEG": """
        no one; no longer; not one; not a single; by no means; in no way; rather than; instead of; none of the;
        no amount of; without the; without the slightest; without the least; not even; least of all;
        let alone; much less""",
    "TURN": """
        all the same; even so; despite the fact that; in spite of the fact that; given the fact that; due to the fact
        that; because of the fact that; owing to the fact that; notwithstanding the fact that""",
    "IF": "as if; as though; what if; even if; in case",
    "DENY": """
        ruled out; rule out; rules out; threw out; thrown out; struck down; poured cold water; put to rest;
        throws out; walked back; shot holes; pushed back; pushes back; cast doubt; casts doubt; takes apart;
        took apart; ripped apart""",
    "DOUBT": """
        hard to believe; difficult to believe; room for doubt; hard to imagine; remains to be; open to question;
        call into question; called into question; calls into question""",
    "FALSE": """
        made up; far fetched; pants on fire; not so; out of context; nothing of the kind; nothing of the sort;
        could not be further; couldnt be further; does not hold; do not hold; doesnt hold; dont hold; falls apart;
        fall apart; makes no sense; make no sense; does not stand up; doesnt stand up; has no basis; of thin air;
        cannot be true; does not add up; doesnt add up; simply not; not how; no such; never happened;
        old wives tale; wide of the mark; four pinocchios; mostly false; lacks context; missing context;
        not the case; not true; is impossible""",
    "LIE": """
        fairy tale; fairy tales; conspiracy theory; conspiracy theories; conspiracy theorist; conspiracy theorists;
        conspiracy narrative; urban legend; urban legends; fake news; april fool; chain letter; pub talk;
        wishful thinking; science fiction""",
    "FALSELY": "in error; by mistake; against all evidence",
    "SAY": """
        states that; states the; he went on; she went on; they went on; has it; have it; spread the word; floated the;
        came up with;
        put forward; puts forward; would have us""",
    "STORY": "fact check; reality check; claim review; myth or fact; fact or fiction; true or false",
    "SOURCE": """
        for them; for him; to them; in their eyes; in his eyes; in her eyes; in his mind; in their minds;
        in their view; in his view; in her view; in his opinion; in her opinion; in their opinion; in the minds of;
        in the mind of; according to; in the words of; in the opinion of; in the view of; in the eyes of;
        as told by; to hear; if you believe; if we are to believe; if one believes; in the version of;
        in the imagination of; in the world of""",
    "KNOW": """
        no exaggeration; no overstatement; no hyperbole; refuse to see; refuses to see; refused to see;
        come out; comes out; came out; come to light; comes to light; came to light; coming out; to see that;
        to see how; allowed to say; dare to say; dares to say; dares say; dare say; allowed to mention;
        dares to print; dares to write; dared to say; afraid to say; find out; finds out; found out; turns out;
        turned out; well known; so called experts; keep quiet; keeps quiet; kept quiet; on purpose; swept under;
        caught red handed; blow the whistle; open secret; let slip; lets slip; own up""",
    "PROVE": """
        point out; points out; pointed out; pointing out; mean that; means that; meant that; follow that;
        follows that""",
    "TRUE": """
        of course; without saying; beyond doubt; beyond dispute; beyond question; no doubt; no wonder; no question;
        beyond any doubt; as everyone knows; as everybody knows; make no mistake; without a doubt; without doubt;
        without any doubt; no denying; no getting around; no two ways; there you have it; no dispute;
        without question; hard facts; doubt any more; doubt any longer; no argument; no use denying; mark my words""",
    "EVIDENCE": "reason to believe; reason to think; backed up; back up; borne out; shred of",
    "OTHERWISE": """
        on the contrary; quite the opposite; tell a different; tells a different; in the other direction;
        will surprise; would surprise; other way round; other way around; the reverse is""",
    "FIRST": "if you ask",
    "ADVERSE": """
        so called; self appointed; self styled; self proclaimed; bought and paid; paid by; paid for; paid to;
        in the pay; funded by; on the payroll; of course they; would say that; call me; say what you;
        what they like; as often as; as much as; all they like; all they want; let them; they can call; go ahead;
        dont care; do not care; they will call; they will say; will be called""",
    "REALITY": "in reality; in truth; the reality is; the facts are; what is true is",
    "SUBORD": "without the; no matter; even though; in spite of; now that; so that; by the time; the day; ever since",
    "PAST": "used to; once believed; was long",
    "SAFE": "in fact; as a matter of fact; in actual fact",
    "CONTRARY": """
        contrary to; despite claims; despite rumours; despite rumors; in spite of claims; despite reports;
        despite allegations; despite assertions; despite what; far from; unlike what; despite viral;
        despite a viral; despite repeated claims; despite widespread claims; despite false""",
    "AUDIENCE": "fact checkers; fact checker; fact checking; fact checks; fact checked",
    "SNEER": "of course; how convenient; what else; surprise surprise",
    "RUSE": """
        made believe; make believe; make us believe; make you believe; make people believe; trick you; fool you;
        want you to believe; want us to believe; wants you to believe; wants us to believe; want you to think;
        want us to think; wants us to think; wants you to think; want people to believe; wants people to believe;
        would have you believe; would have us believe; would like us to believe; would like you to believe;
        wants everyone to believe; want everyone to believe; wants the world to believe;
        wants its viewers to believe""",
    "CHECK": "fact check; fact checking; fact checked; hoax alert; myth busting",
    "LABEL": "mostly false; pants on fire; missing context; four pinocchios",
    "RULING": "bottom line; what we found",
}
