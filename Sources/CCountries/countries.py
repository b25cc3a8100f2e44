"""Makes countries.txt: countries.py country-codes.csv

The file is data/country-codes.csv of https://github.com/datasets/country-codes; the names that people
use come from CLDR through the package babel (2.19).
"""

import csv
import re
import sys
import unicodedata

from babel import Locale
from babel.languages import get_official_languages

LANGUAGES = ["en", "zh", "ru", "fr", "es", "ar"]

HEADER = """\
# Countries and regions of the world, one a line, between tabs: ISO 3166-1 alpha-2 (a number of UN M49
# for a region), alpha-3, what it lies in, its name in English, Chinese, Russian, French, Spanish and
# Arabic, then other names between semicolons.
# Made by countries.py from country-codes (PDDL 1.0) and CLDR 47; licences: README.md.
"""

# UN M49. The Americas have two parts, as people speak of them.
REGIONS = {
    "002": "", "019": "", "003": "019", "005": "019", "142": "", "150": "", "009": "", "010": "",
}
REGION_CODES = {"010": "AQ"}
REGION_NAMES = {
    "019": ["America", "the Americas"],
    "005": ["South America"],
    "009": ["Australia and Oceania"],
}

# Where CLDR's name says more than people do.
NAMES = {
    "HK": ["Hong Kong", "香港", "Гонконг", "Hong Kong", "Hong Kong", "هونغ كونغ"],
    "MO": ["Macao", "澳门", "Макао", "Macao", "Macao", "ماكاو"],
    "MM": ["Myanmar", "缅甸", "Мьянма", "Myanmar", "Myanmar", "ميانمار"],
    "PS": ["Palestine", "巴勒斯坦", "Палестина", "Palestine", "Palestina", "فلسطين"],
    "CD": ["Democratic Republic of the Congo", "刚果民主共和国", "Демократическая Республика Конго",
           "République démocratique du Congo", "República Democrática del Congo",
           "جمهورية الكونغو الديمقراطية"],
    "CG": ["Republic of the Congo", "刚果共和国", "Республика Конго", "République du Congo",
           "República del Congo", "جمهورية الكونغو"],
    "SX": ["Sint Maarten", "荷属圣马丁", "Синт-Мартен", "Sint-Maarten", "Sint Maarten", "سينت مارتن"],
    "MF": ["Saint Martin", "法属圣马丁", "Сен-Мартен", "Saint-Martin", "San Martín", "سان مارتن"],
    "VG": ["British Virgin Islands", "英属维尔京群岛", "Британские Виргинские острова",
           "Îles Vierges britanniques", "Islas Vírgenes Británicas", "جزر فيرجن البريطانية"],
    "VI": ["U.S. Virgin Islands", "美属维尔京群岛", "Виргинские острова (США)",
           "Îles Vierges des États-Unis", "Islas Vírgenes de EE. UU.", "جزر فيرجن التابعة للولايات المتحدة"],
    "TR": ["Türkiye", "土耳其", "Турция", "Turquie", "Turquía", "تركيا"],
}

# Spellings that neither source has.
USUAL = {
    "US": "US;USA;U.S.;U.S.A.;United States;United States of America;the States;America (USA);США;美利坚合众国;EE. UU.;EEUU;États-Unis d’Amérique",
    "GB": "UK;U.K.;Great Britain;Britain;United Kingdom of Great Britain;Соединённое Королевство;Grande-Bretagne;Gran Bretaña",
    "CN": "PRC;P.R. China;PR China;People's Republic of China;Mainland China;中华人民共和国;КНР;RPC",
    "KR": "Korea;South Korea;Republic of Korea;Korea, Republic of;ROK;Южная Корея",
    "KP": "North Korea;DPRK;КНДР;Северная Корея",
    "NL": "Holland;The Netherlands;Голландия;Hollande;Holanda",
    "RU": "Russian Federation;РФ",
    "CZ": "Czech Republic;Чешская Республика;République tchèque",
    "TR": "Turkey;Republic of Turkey",
    "AE": "UAE;U.A.E.;Emirates;ОАЭ;EAU",
    "VN": "Viet Nam;Vietnam",
    "CI": "Ivory Coast;Cote d'Ivoire",
    "CV": "Cape Verde",
    "SZ": "Swaziland",
    "MK": "Macedonia;FYROM",
    "MM": "Burma",
    "TL": "East Timor",
    "CD": "DRC;DR Congo;Congo-Kinshasa;Congo (Kinshasa);Zaire",
    "CG": "Congo;Congo-Brazzaville;Congo (Brazzaville)",
    "BO": "Bolivia, Plurinational State of",
    "IR": "Iran, Islamic Republic of",
    "VE": "Venezuela, Bolivarian Republic of",
    "TZ": "Tanzania, United Republic of",
    "MD": "Moldova, Republic of",
    "SY": "Syria",
    "LA": "Laos",
    "BY": "Belorussia;Белоруссия",
    "TW": "Chinese Taipei;Republic of China;Taiwan, Province of China;中华民国;臺灣;台灣",
    "HK": "Hongkong;Hong Kong SAR;Hong Kong, China;中国香港",
    "MO": "Macau;Macau SAR;Macao SAR",
    "VA": "Vatican;Holy See",
    "IE": "Republic of Ireland;Eire",
    "BA": "Bosnia;Bosnia-Herzegovina;Bosnia & Herzegovina",
    "TT": "Trinidad",
    "XK": "Republic of Kosovo",
    "PS": "State of Palestine;Palestinian Territories;Palestine, State of",
}

# Countries of the United Kingdom, which people write as countries.
PARTS = [
    ("GB-ENG", "GB", ["England", "英格兰", "Англия", "Angleterre", "Inglaterra", "إنجلترا"]),
    ("GB-SCT", "GB", ["Scotland", "苏格兰", "Шотландия", "Écosse", "Escocia", "اسكتلندا"]),
    ("GB-WLS", "GB", ["Wales", "威尔士", "Уэльс", "Pays de Galles", "Gales", "ويلز"]),
    ("GB-NIR", "GB", ["Northern Ireland", "北爱尔兰", "Северная Ирландия", "Irlande du Nord",
                      "Irlanda del Norte", "أيرلندا الشمالية"]),
]

NOT_IN_M49 = {"TW": "142", "AQ": "010", "XK": "150"}

ARTICLES = re.compile(r"^((the|la|le|les|el|los|las) |l['’])", re.IGNORECASE)


def folded(text):
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = [c for c in plain if not unicodedata.combining(c)]
    return " ".join("".join(c if c.isalnum() else " " for c in kept).split())


def cleaned(text):
    """`Netherlands (the) *` is `Netherlands`."""
    text = text.replace("*", "").strip()
    text = re.sub(r"\s*\((the|la|le|les|el|los|las|l['’])\)\s*$", "", text, flags=re.IGNORECASE)
    return ARTICLES.sub("", text).strip()


def parted(name):
    """`Myanmar (Burma)`: what stands before the bracket."""
    return re.sub(r"\s*[（(].*[)）]\s*$", "", name).strip() or name


def m49(row):
    if row["ISO3166-1-Alpha-2"] in NOT_IN_M49:
        return NOT_IN_M49[row["ISO3166-1-Alpha-2"]]
    region = row["Region Code"].zfill(3)
    if region == "019":
        return "005" if row["Intermediate Region Name"] == "South America" else "003"
    return region if region in REGIONS else ""


def others(row, code):
    names = []
    for language in ["English", "Chinese", "Russian", "French", "Spanish", "Arabic"]:
        for form in ["Short", "Formal"]:
            names.append(cleaned(row.get(f"UNTERM {language} {form}", "") or ""))
    for language in ["en", "fr", "es", "cn", "ar"]:
        names.append(cleaned(row.get(f"official_name_{language}", "") or ""))
    names.append(row.get("CLDR display name", ""))
    for language in get_official_languages(code, regional=False, de_facto=True):
        try:
            name = Locale.parse(language).territories.get(code)
        except Exception:
            continue
        names.append(parted(name) if name else "")
    return names + USUAL.get(code, "").split(";")


def main():
    locales = {language: Locale.parse(language).territories for language in LANGUAGES}
    entries = []
    for code, above in REGIONS.items():
        key = REGION_CODES.get(code, code)
        names = [parted(locales[language][key]) for language in LANGUAGES]
        entries.append([code, "", above, names, REGION_NAMES.get(code, [])])
    rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8")))
    for row in sorted(rows, key=lambda row: row["ISO3166-1-Alpha-2"]):
        code = row["ISO3166-1-Alpha-2"].strip()
        if not code or code == "AQ":
            continue
        names = NAMES.get(code) or [parted(locales[language][code]) for language in LANGUAGES]
        more = [locales["en"][code]] + others(row, code)
        entries.append([code, row["ISO3166-1-Alpha-3"], m49(row), names, more])
    names = [parted(locales[language]["XK"]) for language in LANGUAGES]
    entries.append(["XK", "XKX", NOT_IN_M49["XK"], names, others({}, "XK")])
    for code, above, names in PARTS:
        entries.append([code, "", above, names, []])
    write(entries)


def write(entries):
    owners = {}
    for code, _, _, names, _ in entries:
        for name in names:
            owner = owners.setdefault(folded(name), code)
            if owner != code: print('two are called', name, owner, code)
    for code, _, _, _, more in entries:
        for name in more:
            owners.setdefault(folded(name), code)
    with open("countries.txt", "w", encoding="utf-8") as file:
        file.write(HEADER)
        for code, alpha3, above, names, more in entries:
            told = {folded(name) for name in names}
            kept = []
            for name in more:
                name = name.strip()
                key = folded(name)
                if not key or key in told or owners[key] != code or len(name) < 2:
                    continue
                told.add(key)
                kept.append(name)
            for text in names + kept:
                assert "\t" not in text and ";" not in text, text
            file.write("\t".join([code, alpha3, above, *names, ";".join(kept)]) + "\n")


main()
