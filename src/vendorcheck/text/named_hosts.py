"""Hosts that a text names, as a reader sees them: `https://acme.example/x`, `www.acme.example`."""

import re
from collections.abc import Iterator
from typing import Final

from vendorcheck.text.links import normalize_host

# Without a scheme, a word with a dot is a host only if it ends like one: `guide.pdf` does not.
_COUNTRIES: Final = (
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs "
    "bt bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee "
    "eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk "
    "hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la "
    "lb lc li lk lr ls lt lu lv ly ma mc me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz "
    "na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pn pr pt pw qa re ro ru rw sa sb sc "
    "sd se sg si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv "
    "tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
)
"""The domains of countries, but for those that are suffixes of files as well: md, pl, ps, py, …"""
_OTHER_DOMAINS: Final = (
    "com org net edu gov int mil biz info name mobi jobs coop aero museum example test invalid "
    "academy agency app art auto bank blog business cafe capital care center chat church city "
    "click cloud club co community company computer consulting contact corp credit data day dev "
    "digital direct email energy engineering events exchange expert express finance financial fund "
    "global group guide health help host hosting inc institute insurance international law legal "
    "life link live llc loan ltd management market marketing media money monster network news "
    "ngo online page partners party plus pro rest review reviews run sale school science "
    "secure security services shop site social software solutions space store studio support "
    "systems team tech technology tips today tools top trade training trust vip web website wiki "
    "win work works world xyz zone"
)
_ENDINGS: Final = frozenset(f"{_COUNTRIES} {_OTHER_DOMAINS}".split())
_WORD_BREAK: Final = re.compile(r"[\s<>()\[\]{}\"'`“”„‘’«»,;|]+")
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:[/\\]*", re.IGNORECASE)
_PATH: Final = re.compile(r"[/\\?#\u2044\u2215\uff0f]")
_DOTS: Final = re.compile(r"[\u3002\uff0e\uff61]")


def may_name_host(text: str) -> bool:
    """Return whether a text may name a host; False means that it surely names none."""
    return "." in text or not text.isascii()


def named_hosts(text: str) -> Iterator[str]:
    """Yield the hosts that a text names, in their real (punycode) form.

    What stands before an @ counts as well, since readers take it for the host.
    """
    for word in _WORD_BREAK.split(_DOTS.sub(".", text)):
        scheme = _SCHEME.match(word)
        place = _PATH.split(word[scheme.end() :] if scheme else word, maxsplit=1)[0]
        for part in re.split("[@:]", place):
            host = normalize_host(part.strip(".…!?*_~-–—"))
            is_address = scheme is not None or part.lower().startswith("www.")
            if "." in host and (is_address or _ends_like_host(host)):
                yield host


def _ends_like_host(host: str) -> bool:
    ending = host.rpartition(".")[2]
    return ending in _ENDINGS or ending.startswith("xn--")


def is_same_site(host: str, other_host: str) -> bool:
    """Return whether two hosts are the same, or one is a sub-domain of the other."""
    one, other = (f".{name.removeprefix('www.').rstrip('.')}" for name in (host, other_host))
    return one.endswith(other) or other.endswith(one)
