"""Words that name a shortcoming, for the rules on section five."""

from __future__ import annotations

import re

#: 不断、不仅、不少于、未来 name none.
SHORTCOMING = re.compile(
    "问题|不足|不够|有待|薄弱|短板|差距|欠缺|不高|不强|不全|不及时|不充分|单一|偏[少低弱]|滞后|尚未|仍需|还需|需要进一步"
    "|不(?![断仅但少低超]|动产|见面|忘)|未(?!来)|[缺慢难差弱]|陈旧|沿用|紧张|空白|粗放|脱节|居高|较[少低长大粗]"
)
