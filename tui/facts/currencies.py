"""Currencies by their codes of ISO 4217, and what people call them."""

from __future__ import annotations

SHOWN_CURRENCIES = ("CNY", "USD", "EUR")
"""Those that money of any maker can be shown in, in the order that the key goes through them."""

_CODES = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN
BZD CAD CDF CHF CLP CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL
GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW
KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN
NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK
SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UYW
UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_CODES.split())
"""What money can be paid in: list one of ISO 4217 as its maintenance agency (SIX) published it on
2024-06-25 (archive/table_a1.xml of github.com/datasets/currency-codes), and what pycountry 26.2.16
has since, XCG. Without metals, funds and units of account; with BGN, of which there are figures up
to 2025."""

CHINESE = {
    **dict.fromkeys(("元", "人民币"), "CNY"),
    **dict.fromkeys(("美元", "美金"), "USD"),
    "欧元": "EUR",
    "英镑": "GBP",
    "日元": "JPY",
    "港元": "HKD",
    "港币": "HKD",
}
"""What stands behind an amount of a Chinese source; a file may keep it, as 万 and 亿."""

CURRENCY_WORDS = {
    **CHINESE,
    **dict.fromkeys(("yuan", "rmb", "renminbi"), "CNY"),
    **dict.fromkeys(("dollar", "dollars", "us$"), "USD"),
    **dict.fromkeys(("euro", "euros", "€"), "EUR"),
    **dict.fromkeys(("pound", "pounds", "£"), "GBP"),
    "yen": "JPY",
    **dict.fromkeys(("rupee", "rupees"), "INR"),
}
"""What people write for their codes."""


def parted_from_currency(text: str) -> tuple[str, str]:
    """An amount without the currency behind it, be it a code or a word, and the code; empty where
    there is none."""
    words = (word for word in CURRENCY_WORDS if text.casefold().endswith(word))
    word = max(words, key=len, default=text[-3:] if text[-3:].upper() in CURRENCIES else "")
    return text[: len(text) - len(word)].rstrip(), currency_meant(word) if word else ""


def currency_meant(text: str) -> str:
    """The code that a word or a code in small letters stands for; empty where none is meant."""
    code = CURRENCY_WORDS.get(text.casefold(), text.upper())
    return code if code in CURRENCIES else ""
