"""The commonest short words of languages written in Latin letters, and the letters of the others.

Words and letters only; nothing here weighs them. Some tables are there so that a language much like
one of the others (Afrikaans, Catalan, Danish) is not taken for it.
"""

from __future__ import annotations

from collections.abc import Mapping

SHORT_WORDS: Mapping[str, frozenset[str]] = {
    "en": frozenset(
        "the of and to in a is was that it for on as with be by at he his i this not are from or "
        "had have an were which but they their we you her she been has will would there who what "
        "when if no so all my me one out up do than then them into its our more some could your "
        "how these those any only about such did now other should may".split()
    ),
    "fr": frozenset(
        "le la les de des du un une et à en est dans que qui ne pas pour sur se ce il elle au aux "
        "par plus avec son sa ses je nous vous ils elles on mais ou où leur leurs cette ces tout "
        "tous sont été était avait ont être avoir fait comme si même sans sous bien dont entre "
        "aussi rien très lui moi mon ma mes votre notre qu n d l j c s m quand depuis peut "
        "étaient avaient avons sommes êtes puis jamais".split()
    ),
    "de": frozenset(
        "der die das und in zu den von mit ist des dem nicht ein eine einen einem einer eines auf "
        "für im sich als auch es an er sie ich wir ihr war aus nach bei um am so daß dass wie wird "
        "sind oder noch nur aber wenn hat haben zum zur über vor bis durch kein keine werden wurde "
        "man mir mich dir dich uns sein seine seiner ihre ihren diese dieser dieses was doch da "
        "hier schon sehr mehr kann waren hatte".split()
    ),
    "es": frozenset(
        "el la los las de del que y en un una es no se por con para su al lo como más pero sus le "
        "ha o este sí porque esta entre cuando muy sin sobre también me hasta hay donde quien "
        "desde todo nos durante todos uno les ni contra otros ese eso ante ellos e esto mí antes "
        "algunos qué unos yo otro otra él tanto esa estos mucho nada era fue ser son está había "
        "tu te mi si ya cual".split()
    ),
    "it": frozenset(
        "il lo la i gli le di del dello della dei degli delle a al alla ai e che è un uno una in "
        "nel nella con su per non si da dal dalla come più ma sono era ha anche se o questo questa "
        "quello quella quel mi ci ne io tu lui lei noi voi loro suo sua suoi mio mia fu essere "
        "aveva hanno dove quando chi cosa tutto tutti molto poi perché così ed cui l d c dell all "
        "nell sull quell un' sulla negli fra tra".split()
    ),
    "pt": frozenset(
        "o a os as de do da dos das que e em um uma é não se por com para no na nos nas ao à às "
        "mais como mas foi ele ela eles seu sua seus suas ou quando muito já eu também só pelo "
        "pela pelos até isso entre era depois sem mesmo aos ter há são está ser tem me minha meu "
        "esse essa este esta você nem num numa lhe tinha havia".split()
    ),
    "nl": frozenset(
        "de het een en van in is dat die te op zijn met voor niet aan er om ook als dan maar bij "
        "uit nog naar door over ze hij zij ik je wij we hun hem haar was had heeft worden wordt "
        "werd kan geen of wat meer mijn deze dit tot tegen na al zou zo toen daar waar hebben "
        "moet veel onder alle mij ons onze".split()
    ),
    "af": frozenset(
        "die en van het in is dat wat te op om nie met vir aan hy sy ons hulle as maar ook by uit "
        "nog na deur oor was sal kan word geen of meer hierdie tot teen hom haar my jou daar waar "
        "moet behoort baie onder alle ek jy dit".split()
    ),
    "la": frozenset(
        "et in est non ad cum ut sed si qui quae quod quam ex ab de per nec neque atque ac aut "
        "enim autem esse sunt erat hoc haec hic id eius quoque etiam se sibi suo sua nunc tamen "
        "iam quidem ego tu nos mihi tibi nobis me te quo qua quem quibus quos quas cuius inter "
        "pro sine sub ante post apud nam igitur ita sic nisi vel dum quid fuit omnia omnis omnes "
        "ipse ipsum ille illa illud his eum eo ea eorum".split()
    ),
    "ca": frozenset(
        "el la els les de del dels que i en un una és no es per amb al als va més com però seu "
        "seva seus ha o aquest aquesta aquests perquè entre quan molt sense sobre també fins hi "
        "on des tot tots ni són era ser està havia jo si ja d l s n m ell ella li em qual".split()
    ),
    "oc": frozenset(
        "lo la los las de del dels de que e en un una es pas non per amb al als va mai coma mas "
        "son sa sos sas se aquel aquela aquesta aqueste dins quand sens sus tanben fins i tot tota "
        "totes totas ni èra èsser aviá ai dels l d s m n li qual unes unas".split()
    ),
    "sv": frozenset(
        "och i att det som en på är av för med den till inte har de ett om var jag han hon men sig "
        "från vi så kan när man skulle nu vid under efter eller också mycket hade där ut upp över "
        "bara sin sitt sina mig dig oss er vad denna detta mot".split()
    ),
    "da": frozenset(
        "og i at det er en til af på den der som med de for ikke har et jeg han hun var men om vi "
        "sig fra så kan når man ville nu ved under efter eller også meget havde hvor ud op over "
        "kun sin sit sine mig dig os hvad denne dette mod blev".split()
    ),
    "nb": frozenset(
        "og i at det er en til av på den der som med de for ikke har et jeg han hun var men om vi "
        "seg fra så kan når man ville nå ved under etter eller også mye hadde hvor ut opp over "
        "bare sin sitt sine meg deg oss hva denne dette mot ble".split()
    ),
    "pl": frozenset(
        "i w na z się nie do to że jest o jak za po co od tak ale dla przez ja ten ta te tego przy "
        "już czy był była było są tylko lub jego jej ich być może gdy który która które mnie mi "
        "ze we go nad pod bez kto tym".split()
    ),
    "ro": frozenset(
        "și în de la nu a că cu pe un o este din să se mai pentru care al ale ai le lui prin dar "
        "sau ca au fost era sunt ce între după fără până ei ea el eu noi voi acest această".split()
    ),
}
"""By language (BCP 47): words that stand in nearly every sentence of it."""

BLOCKS: Mapping[str, tuple[tuple[int, int], ...]] = {
    "Grek": ((0x0370, 0x03FF), (0x1F00, 0x1FFF)),
    "Cyrl": ((0x0400, 0x052F),),
    "Hebr": ((0x0590, 0x05FF), (0xFB1D, 0xFB4F)),
    "Arab": ((0x0600, 0x06FF), (0x0750, 0x077F), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF)),
    "Kana": ((0x3040, 0x30FF),),
    "Hang": ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7AF)),
    "Hani": ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF)),
}
"""By script (ISO 15924): the ranges of code points in which its letters stand."""

OWN_LETTERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "Grek": (("el", ""),),
    "Cyrl": (
        ("", "әғқңөұүһҗҙҫӯҷ"),
        ("be", "ў"),
        ("sr", "ђћ"),
        ("mk", "ѓќѕ"),
        ("uk", "їєґ"),
        ("ru", "ыэё"),
    ),
    "Hebr": (("yi", "װױײ"), ("he", "")),
    "Arab": (("", "ێۆڵڕەۇېۈټډړښږ"), ("ur", "ٹڈڑے"), ("fa", "پچژگ"), ("ar", "ةىأإؤئ")),
    "Kana": (("ja", ""),),
    "Hang": (("ko", ""),),
    "Hani": (("zh", ""),),
}
"""By script: languages, each with letters that show it; the first of which one is there.

No letters: what is left is that language. No language: letters of one that we do not know.
"""

YIDDISH = frozenset("און איז דער די מיט ניט אויף האט זיך".split())
"""Short words of Yiddish, which has the letters of Hebrew."""
