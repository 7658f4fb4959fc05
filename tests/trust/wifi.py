"""Poor Wi-Fi between a browser and the server: a proxy on loopback that refuses, swallows, cuts and delays, as its dice say."""

import asyncio
import random
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

TROUBLES = ("refused", "lost on the way", "answer lost", "answer cut", "late")
LATE = 2.0  # seconds


@dataclass
class PoorWifi:
    """Listens on ``port`` and passes on what comes to the server's; ``trouble`` of a hundred connections go wrong."""

    server: int
    trouble: int
    chance: random.Random
    port: int = 0
    met: Counter = field(default_factory=Counter)
    next: list[str] = field(default_factory=list)
    away: bool = False
    _listening: asyncio.Server | None = None

    async def __aenter__(self) -> "PoorWifi":
        self._listening = await asyncio.start_server(self._passed_on, "127.0.0.1", self.port)
        self.port = self._listening.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._listening.close()
        await self._listening.wait_closed()

    def _what_happens(self) -> str:
        if self.away:
            return "refused"
        if self.next:
            return self.next.pop(0)
        return self.chance.choice(TROUBLES) if self.chance.random() * 100 < self.trouble else ""

    async def _passed_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        happens = self._what_happens()
        self.met[happens or "nothing"] += 1
        try:
            if happens != "refused":
                await self._through(happens, reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def _through(self, happens: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next((int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0)
        body = await reader.readexactly(length)
        if happens == "lost on the way":
            return
        if happens == "late":
            await asyncio.sleep(LATE)
        once = b"\r\n".join(line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:"))
        to_server, from_server = (streams := await asyncio.open_connection("127.0.0.1", self.server))[1], streams[0]
        try:
            to_server.write(once.replace(b"\r\n", b"\r\nConnection: close\r\n", 1) + body)
            answer = await from_server.read()
        finally:
            to_server.close()
        if happens == "answer lost":
            return
        writer.write(answer[: len(answer) // 2] if happens == "answer cut" else answer)
        await writer.drain()
