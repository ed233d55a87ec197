"""The visitor's address behind proxies: only as many entries are believed as there are trusted proxies."""

import pytest
from django.conf import LazySettings
from django.test import RequestFactory

from youcheng.accounts.network_address import address_of


@pytest.mark.parametrize(
    ("proxies", "header", "peer", "expected"),
    [
        (0, "203.0.113.5", "192.0.2.1", "192.0.2.1"),
        (1, "198.51.100.7, 203.0.113.5", "192.0.2.1", "203.0.113.5"),
        (2, "198.51.100.7, 203.0.113.5", "192.0.2.1", "198.51.100.7"),
        (3, "198.51.100.7, 203.0.113.5", "192.0.2.1", "192.0.2.1"),
        (1, "nonsense", "192.0.2.1", "192.0.2.1"),
        (1, "", "192.0.2.1", "192.0.2.1"),
        (0, "", "192.0.2.1:5123", "192.0.2.1"),
        (0, "", "[2001:db8::1]:5123", "2001:db8::1"),
        (0, "", "2001:db8::1", "2001:db8::1"),
        (0, "", "", ""),
    ],
)
def test_address(
    settings: LazySettings, rf: RequestFactory, proxies: int, header: str, peer: str, expected: str
) -> None:
    settings.YOUCHENG_PROXY = proxies
    assert address_of(rf.get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=header)) == expected
