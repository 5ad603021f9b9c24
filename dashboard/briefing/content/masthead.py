"""What a bureau writes at the head and the tail of its briefs: `briefing.toml` of the home folder.

issuer = "××区司法局"          编发单位
secrecy = "内部资料"           密级
report_to = "区委、区政府"     报
send_to = "各镇、街道"         送
issue_to = "本局各科室"        发
copies = "60"                  印数
"""

from __future__ import annotations

import tomllib
from datetime import date

from dashboard.briefing.content.model import Masthead
from dashboard.texts import briefing as texts
from warehouse.errors import FazhiError
from warehouse.home import Home

MASTHEAD_FILE = "briefing.toml"
_FIELDS = ("issuer", "secrecy", "report_to", "send_to", "issue_to", "copies")
_LONGEST = 60


class BadMasthead(FazhiError):
    """briefing.toml cannot be read, or says something that a head has no place for."""


def masthead(home: Home, name: str, number: str, issued_on: date) -> Masthead:
    """Return the head of a brief. Raises BadMasthead, naming the file and the line or the entry."""
    path = home.root / MASTHEAD_FILE
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        given = {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadMasthead(texts.MASTHEAD_UNREADABLE.format(file=MASTHEAD_FILE, reason=error)) from error
    for field, value in given.items():
        if field not in _FIELDS:
            raise BadMasthead(
                texts.MASTHEAD_FIELD.format(file=MASTHEAD_FILE, field=field, known="、".join(_FIELDS))
            )
        if not isinstance(value, str | int) or len(str(value)) > _LONGEST or "\n" in str(value):
            raise BadMasthead(texts.MASTHEAD_VALUE.format(file=MASTHEAD_FILE, field=field, longest=_LONGEST))
    said = {field: str(value).strip() for field, value in given.items()}
    return Masthead(
        name,
        number,
        said.get("issuer") or texts.ISSUER,
        issued_on,
        *(said.get(field, "") for field in _FIELDS[1:]),
    )
