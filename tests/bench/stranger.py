"""python -m tests.bench.stranger HOST: somebody without an account, from an address of his own.

He keeps opening three hundred connections: two in three ask for the page's socket, one in three begins to
send a file of 20 MB. He is a process of his own, so that he costs those who are measured nothing but what
he costs the machine.
"""

import asyncio
import contextlib
import sys

AT_ONCE, OWN = 300, "127.0.0.2"
SENT = bytes(200_000)
UPLOAD = "PUT /_stcore/upload_file/x/y HTTP/1.1\r\nHost: {host}\r\nContent-Length: 20000000\r\n\r\n"
SOCKET = (
    "GET /_stcore/stream HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


async def knock(host: str) -> None:
    """Open connections without end, and let go of each lot when it is complete."""
    name, _, port = host.partition(":")
    while True:
        held = []
        for number in range(AT_ONCE):
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection(name, int(port), local_addr=(OWN, 0))
                asked = UPLOAD if number % 3 == 0 else SOCKET
                writer.write(asked.format(host=host).encode())
                if number % 3 == 0:
                    writer.write(SENT)
                held.append(writer)
            await asyncio.sleep(0.01)
        for writer in held:
            writer.close()


if __name__ == "__main__":
    asyncio.run(knock(sys.argv[1]))
