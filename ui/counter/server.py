"""The counter page on a port, behind TLS and nothing else. Plain HTTP on that port gets no answer."""

import ssl
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp


@dataclass(frozen=True)
class Address:
    """``port`` 0: any that is free."""

    host: str
    port: int


def server_of(app: ASGIApp, address: Address, certificate: Path, private_key: Path) -> uvicorn.Server:
    """Return a server that is started with ``run``. What it says goes to our own log; it names no software.

    It trusts nobody's word about where somebody comes from (no proxy headers): attempts are counted by address.
    """
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=address.host,
            port=address.port,
            ssl_certfile=certificate,
            ssl_keyfile=private_key,
            ssl_version=ssl.PROTOCOL_TLS_SERVER,
            proxy_headers=False,
            server_header=False,
            access_log=False,
            log_config=None,
            log_level="warning",
            timeout_graceful_shutdown=1,
        )
    )
