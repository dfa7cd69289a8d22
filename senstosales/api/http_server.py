"""uvicorn's server, which says when it answers and does not dawdle when it is told to stop."""

import asyncio
import socket
from collections.abc import Callable
from typing import Any

import uvicorn
from anyio import to_thread

_TICK = 0.1
"""Seconds between two looks at the clock; uvicorn's own."""


class HttpServer(uvicorn.Server):
    """`ready` is called once calls are answered; `leave` may be called from any thread.

    uvicorn looks each tenth of a second whether it shall stop, and waits another one for clients to hang
    up, also if there are none: a window that is closed would stand there for as long.
    """

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready
        self._loop: asyncio.AbstractEventLoop | None = None
        self._told = asyncio.Event()

    def leave(self) -> None:
        """Finish the calls under way and stop."""
        self.should_exit = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._told.set)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await to_thread.run_sync(int)  # loads the threads that calls are answered on
        await super().startup(sockets)
        self._loop = asyncio.get_running_loop()
        self._ready()

    async def main_loop(self) -> None:
        ticks = 0
        while not await self.on_tick(ticks):
            ticks += 1
            try:
                await asyncio.wait_for(self._told.wait(), _TICK)
            except TimeoutError:
                continue

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self.server_state.connections or self.server_state.tasks:
            await super().shutdown(sockets)
            return
        listening: list[Any] = [*self.servers, *(sockets or ())]
        for each in listening:
            each.close()
