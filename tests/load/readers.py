"""The crowd: so many connections at once, each asking for one page or feed after another."""

import asyncio
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from xml.etree import ElementTree as ET

from icalendar import Calendar

NUMBER = re.compile(rb"(?:Cranes|Wanda) (\d+)")
PARSED = 20
"""Of so many calendars one is read by a library; the others are counted."""


@dataclass
class Crowd:
    """What readers met: answers by status, seconds, and whatever was wrong."""

    host: str
    port: int
    addresses: tuple[str, ...]
    public: Path
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    feeds: int = 0
    wrong: Counter[str] = field(default_factory=Counter)

    def read(self, connections: int, seconds: float) -> None:
        asyncio.run(self._all(connections, seconds))

    async def _all(self, connections: int, seconds: float) -> None:
        until = time.monotonic() + seconds
        await asyncio.gather(*(self._one(Random(number), until) for number in range(connections)))  # noqa: S311

    async def _one(self, chance: Random, until: float) -> None:
        while time.monotonic() < until:
            address = chance.choice(self.addresses)
            least, began = int(self.public.read_text()), time.monotonic()
            try:
                status, body = await asyncio.wait_for(self._ask(address), 30)
            except (OSError, TimeoutError, ValueError, IndexError) as error:
                self.wrong[f"no answer: {type(error).__name__}"] += 1
                continue
            self.seconds.append(time.monotonic() - began)
            self.statuses[status] += 1
            if status == 200:
                self._judge(address, body, least)

    async def _ask(self, address: str) -> tuple[int, bytes]:
        reader, writer = await asyncio.open_connection(self.host, self.port)
        try:
            writer.write(f"GET {address} HTTP/1.1\r\nHost: {self.host}\r\nConnection: close\r\n\r\n".encode())
            await writer.drain()
            head, _blank, body = (await reader.read(-1)).partition(b"\r\n\r\n")
        finally:
            writer.close()
        length = re.search(rb"(?i)content-length: (\d+)", head)
        if length and int(length[1]) != len(body):
            self.wrong["cut off"] += 1
        return int(head.split(b" ", 2)[1]), body

    def _judge(self, address: str, body: bytes, least: int) -> None:
        if address.endswith(".ics"):
            self.feeds += 1
            self._judge_calendar(body)
        if address.endswith(".atom"):
            self.feeds += 1
            ET.fromstring(body)  # noqa: S314  our own
            return  # news of old publications keep their numbers
        numbers = {int(number) for number in NUMBER.findall(body)}
        if len(numbers) > 1:
            self.wrong[f"torn: {address}"] += 1
        elif not numbers:
            self.wrong[f"nothing on it: {address}"] += 1
        elif min(numbers) < least:
            self.wrong[f"stale: {address}"] += 1

    def _judge_calendar(self, body: bytes) -> None:
        is_whole = body.startswith(b"BEGIN:VCALENDAR\r\n") and body.endswith(b"END:VCALENDAR\r\n")
        if not is_whole or body.count(b"BEGIN:VEVENT") != body.count(b"END:VEVENT"):
            self.wrong["broken calendar"] += 1
        if self.feeds % PARSED == 0:
            Calendar.from_ical(body)
