"""The counter page on a port, behind TLS and nothing else. Plain HTTP on that port gets no answer."""

import socket
import ssl
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from kiosk.errors import AddressTaken

_CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"
"""Of TLS 1.2; those of 1.3 are alike. What travels stays secret also from who gets hold of the private key later."""


@dataclass(frozen=True)
class Address:
    """``port`` 0: any that is free."""

    host: str
    port: int

    def listen(self) -> socket.socket:
        """Return a socket that listens there. Raises AddressTaken."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        try:
            return socket.create_server((self.host, self.port), family=family)
        except OSError as error:
            raise AddressTaken(f"Nobody can listen on {self.host}:{self.port}: {error.strerror}.") from None


def server_of(app: ASGIApp, certificate: Path, private_key: Path) -> uvicorn.Server:
    """Return a server that is started with ``run(sockets=…)``. It names no software, and logs nothing of its own.

    It trusts nobody's word about where somebody comes from (no proxy headers): attempts are counted by address.
    """
    return uvicorn.Server(
        uvicorn.Config(
            app,
            ssl_certfile=certificate,
            ssl_keyfile=private_key,
            ssl_version=ssl.PROTOCOL_TLS_SERVER,
            ssl_ciphers=_CIPHERS,
            proxy_headers=False,
            server_header=False,
            access_log=False,
            log_config=None,
            log_level="error",
            timeout_graceful_shutdown=1,
        )
    )
