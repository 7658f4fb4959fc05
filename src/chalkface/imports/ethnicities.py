"""Ethnicity codes of the Department for Education (Open Government Licence v3.0) and the names of the main groups.

The main groups are those of the school census; the other codes are its extended list, which schools may use below them.
"""

ETHNICITY_CODES = frozenset("""
    AAFR ABAN AIND AKAO AKPA AMPK ANEP AOPK AOTA AOTH APKN ASLT ASNL ASRO BAFR BANN BAOF BBRI BCON BCRB BEUR
    BGHA BNAM BNGN BOTB BOTH BSLN BSOM BSUD CHKC CHNE CMAL COCH CSNG CTWN MABL MACH MAOE MBCH MBOE MCOE MOTH
    MOTM MWAI MWAO MWAP MWAS MWBA MWBC MWCH MWOE NOBT NONE OAFG OARA OEGY OFIL OIRN OIRQ OJPN OKOR OKRD OLAM
    OLEB OLIB OMAL OMRC OOEG OOTH OPOL OTHA OVIE OYEM REFU UNCL WALB WBOS WBRI WCOR WCRO WEEU WENG WEUR WGRC
    WGRE WGRK WIRI WIRT WITA WKOS WOTH WOTW WOWB WPOR WROM WSCO WSER WTUC WTUK WTUR WWEL WWEU
""".split())

_MAIN = {
    "WBRI": ("white british", "british", "white english welsh scottish northern irish british"),
    "WIRI": ("white irish", "irish"),
    "WIRT": ("traveller of irish heritage", "white traveller of irish heritage", "irish traveller"),
    "WROM": ("gypsy roma", "white gypsy roma", "gypsy", "roma"),
    "WOTH": ("any other white background", "white any other white background", "white other", "other white"),
    "MWBC": ("white and black caribbean", "mixed white and black caribbean"),
    "MWBA": ("white and black african", "mixed white and black african"),
    "MWAS": ("white and asian", "mixed white and asian"),
    "MOTH": ("any other mixed background", "mixed any other mixed background", "mixed other"),
    "AIND": ("indian", "asian indian", "asian or asian british indian"),
    "APKN": ("pakistani", "asian pakistani", "asian or asian british pakistani"),
    "ABAN": ("bangladeshi", "asian bangladeshi", "asian or asian british bangladeshi"),
    "AOTH": ("any other asian background", "asian any other asian background", "asian other",
             "asian or asian british any other asian background"),
    "CHNE": ("chinese", "asian chinese", "asian or asian british chinese"),
    "BCRB": ("black caribbean", "caribbean", "black or black british caribbean"),
    "BAFR": ("black african", "african", "black or black british african"),
    "BOTH": ("any other black background", "black any other black background", "black other",
             "black or black british any other black background"),
    "OOTH": ("any other ethnic group", "other ethnic group", "other any other ethnic group"),
    "REFU": ("refused", "prefer not to say", "declined"),
    "NOBT": ("information not yet obtained", "not obtained", "not yet obtained", "information not obtained"),
}

ETHNICITY_NAMES = {name: code for code, names in _MAIN.items() for name in names}
